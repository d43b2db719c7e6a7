"""For tests that start a real server: a free port, and a client that waits for it."""

import socket
import time
import urllib.error
import urllib.request
import urllib.response

PATIENCE_SECONDS = 30


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> "urllib.response.addinfourl":
    """Asks until the server is there."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5)
        except ConnectionError as error:
            if time.monotonic() > until:
                raise AssertionError("the server did not start") from error
        except urllib.error.URLError as error:
            if time.monotonic() > until or not isinstance(error.reason, ConnectionError):
                raise
        time.sleep(0.1)
