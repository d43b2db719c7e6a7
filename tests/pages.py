"""Helpers for reading pages in tests."""

import re

from lxml import html
from werkzeug.test import TestResponse


def csrf_of(page: TestResponse) -> str:
    """The CSRF token of a page's first form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert found, f"no form on {page.request.path} ({page.status_code})"
    return found.group(1)


def words(page: TestResponse) -> str:
    """The words of a page's main part, as a reader meets them."""
    assert page.status_code in (200, 422), f"{page.request.path} answered {page.status_code}"
    main = html.document_fromstring(page.get_data(as_text=True)).find(".//main")
    return " ".join(" ".join(main.itertext()).split())
