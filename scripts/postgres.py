"""Looks for a PostgreSQL server on which tests may make databases."""

import os
from dataclasses import dataclass

import psycopg

PLACES = (
    "postgresql:///postgres",
    "postgresql://postgres@/postgres",
    "postgresql://postgres@127.0.0.1/postgres",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server: its address and version."""

    url: str
    version: str


def find_server() -> Server | None:
    """The server that NIC_TEST_POSTGRES_URL names; without it, one on this machine. None where none answers."""
    given = os.environ.get("NIC_TEST_POSTGRES_URL")
    found = (_ask(url) for url in ((given,) if given else PLACES))
    return next((server for server in found if server), None)


def _ask(url: str) -> Server | None:
    try:
        with psycopg.connect(url.replace("+psycopg", ""), connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper, current_setting('server_version') FROM pg_roles"
                " WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return None
    return Server(url, str(row[1]).split()[0]) if row and row[0] else None
