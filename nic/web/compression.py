"""Styles and scripts travel compressed; pictures are kept compressed (``nic.web.pictures``).

Pages do not: they hold tokens beside words that an address may bring, and their weight could be made to tell them.
"""

import gzip

from flask import Flask, Response, request

KINDS = frozenset({"text/css", "text/javascript"})
WORTH_IT = 500
"""Bytes; below that the header weighs more than is won."""


def init_compression(app: Flask) -> None:
    """Compresses what may be compressed, for browsers that ask for it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if request.endpoint != "static" or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings.quality("gzip"):
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    response.close()
    if len(plain) >= WORTH_IT:
        response.set_data(gzip.compress(plain, mtime=0))
        response.content_encoding = "gzip"
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response
