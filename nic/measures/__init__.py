"""Measure definitions, series, observations and the state of each run chart."""
