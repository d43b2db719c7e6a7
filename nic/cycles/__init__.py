"""Plan-Do-Study-Act cycles and the weekly log of each."""
