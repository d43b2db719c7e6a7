"""Fishbones: the causes of a problem by category, to any depth."""
