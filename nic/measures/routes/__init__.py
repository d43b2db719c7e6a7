"""Pages on measures: a team's chart and its values, what a measure means, and the forms of both."""

from nic.measures.routes import definitions, files, marking, parts, series, values
from nic.measures.routes.shared import blueprint

__all__ = ["blueprint", "definitions", "files", "marking", "parts", "series", "values"]
