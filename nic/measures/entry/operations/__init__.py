"""Every write of entry: what a grid saves, a file of values, a link for one value."""
