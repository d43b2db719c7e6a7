"""``python -m benchmarks.pictures``: a picture that is drawn and on its page, against a static file of the same size.

In process, in CPU time, interleaved, for the teacher of the demo whose team page shows the picture: once as a browser
asks (compressed) and once plain. Ends with exit code 1 where the picture takes more than its limit.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from benchmarks.pages import interleaved, milliseconds
from benchmarks.requests import client_of
from nic import create_app
from nic.demo.build import build
from nic.kernel.database import db
from nic.organizations.models import Team
from nic.settings import load_settings

LIMIT = 1.5


def main() -> int:
    """Measures both ways and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        client = client_of(app, "teacher")
        picture = _picture(app, client)
        static = _static_file(app, Path(folder), client.get(picture).data)
        print("| a cached picture | ms | static file ms | ratio | at most |")
        print("|---|---|---|---|---|")
        ratios = []
        for name, headers in (("compressed", {"Accept-Encoding": "gzip"}), ("plain", {})):
            ours, floor = interleaved(
                lambda headers=headers: _time(client, picture, headers, given.requests),
                lambda headers=headers: _time(client, static, headers, given.requests),
                given.runs,
            )
            ratios.append(ours / floor)
            print(f"| {name} | {ours:.2f} | {floor:.2f} | {ours / floor:.2f} | {LIMIT:g} |", flush=True)
    return int(max(ratios) > LIMIT)


def _app(folder: Path) -> Flask:
    app = create_app(load_settings({}, data_dir=folder, secret_key="b" * 40, https=False, log_level="ERROR"))
    with app.app_context():
        upgrade()
        build("no password")
    return app


def _picture(app: Flask, client: FlaskClient) -> str:
    """The first picture of the team page, drawn, and the page opened once more."""
    with app.app_context():
        team = db.session.execute(db.select(Team).where(Team.name == "Grade 6 team")).scalar_one()
        page = f"/teams/{team.id}"
    found = re.search(r"/pictures/run-chart/[^\" ]+\.svg", client.get(page).text)
    if found is None:
        sys.exit("the team page shows no picture")
    client.get(found.group())
    client.get(page)
    return found.group()


def _static_file(app: Flask, folder: Path, content: bytes) -> str:
    """The address of a static file of the app with the same content."""
    files = folder / "static"
    files.mkdir()
    (files / "picture.svg").write_bytes(content)
    app.static_folder = str(files)
    return "/static/picture.svg"


def _time(client: FlaskClient, address: str, headers: dict[str, str], requests: int) -> float:
    def send() -> None:
        with client.get(address, headers=headers) as answer:
            if answer.status_code != 200:
                sys.exit(f"{address} answered {answer.status_code}")

    return milliseconds(requests, send)


if __name__ == "__main__":
    sys.exit(main())
