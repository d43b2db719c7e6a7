"""Periods for which a team says that there is no value: neither late nor a value."""
