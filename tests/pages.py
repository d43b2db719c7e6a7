"""Helpers for reading pages in tests."""

import re

from werkzeug.test import TestResponse


def csrf_of(page: TestResponse) -> str:
    """The CSRF token of a page's first form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert found, f"no form on {page.request.path} ({page.status_code})"
    return found.group(1)
