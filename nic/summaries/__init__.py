"""District and agency views: counts and pooled figures, never a draft's content."""
