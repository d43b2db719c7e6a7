"""Addresses for mail and paper: always below the configured one, whatever host a request named."""

from typing import Any

from flask import current_app


def absolute(path: str) -> str:
    """The full address of a path such as "/join/abc"."""
    return str(current_app.config["NIC_SETTINGS"].base_url).rstrip("/") + path


def link(endpoint: str, **values: Any) -> str:
    """The full address of a page; works in a request and on the command line."""
    return absolute(current_app.url_map.bind("localhost").build(endpoint, values))


def site() -> str:
    """The site's address without its scheme, as it is printed."""
    return absolute("").partition("://")[2]
