"""A page as a PDF file, by WeasyPrint. It loads our own static files and nothing else."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from nic.kernel.transactions import pause, refuse_slow_work

HOST = "static.invalid"
"""The addresses on a page are completed with a host that there cannot be."""
_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


class PdfUnavailable(Exception):
    """This server cannot make PDF files; the message says why."""


def pdf_of(html: str) -> bytes:
    """A rendered page as PDF. Ends the read before it. Raises PdfUnavailable where a system library is missing."""
    pause()
    refuse_slow_work("making a PDF")
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise PdfUnavailable(f"a library that it needs is missing ({reason[:160]})") from error
    return _drawn(weasyprint, html)


@lru_cache(maxsize=16)
def _drawn(weasyprint: Any, html: str) -> bytes:
    """The same page is drawn once; it is kept in memory only, so that nothing outlives a text that was removed."""

    class OwnFiles(weasyprint.urls.URLFetcher):
        """Reads our own files; it opens no connection at all."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """A static file. Raises ValueError for anything else, which stops the drawing."""
            body, kind = own_file(url)
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": kind})

    page = weasyprint.HTML(string=html, base_url=f"http://{HOST}/", url_fetcher=OwnFiles(fail_on_errors=True))
    drawn: bytes = page.write_pdf()
    return drawn


def own_file(url: str) -> tuple[bytes, str]:
    """A style sheet or picture of our own, with its type. Raises ValueError for every other address, near or far."""
    parts = urlsplit(url)
    folder = Path(current_app.static_folder or "").resolve()
    path = (folder / parts.path.removeprefix("/static/")).resolve()
    own = (parts.scheme, parts.netloc) == ("http", HOST) and parts.path.startswith("/static/")
    if not own or not path.is_relative_to(folder) or path.suffix not in _KINDS or not path.is_file():
        raise ValueError("only the site's own static files are loaded")
    return path.read_bytes(), _KINDS[path.suffix]
