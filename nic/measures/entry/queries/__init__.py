"""Every read of entry. The scope is the first argument."""
