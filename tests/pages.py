"""Helpers for reading pages and mail in tests."""

import re
from collections.abc import Sequence

from flask import Flask
from werkzeug.test import TestResponse

from nic.kernel.database import db
from nic.kernel.outbox import OutgoingMail


def csrf_of(page: TestResponse) -> str:
    """The CSRF token of a page's first form."""
    return hidden(page, "csrf_token")


def hidden(page: TestResponse, name: str) -> str:
    """The value of the first hidden field of a name."""
    text = page.get_data(as_text=True)
    for tag in re.findall(r"<input[^>]*>", text):
        if f'name="{name}"' in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return found.group(1) if found else ""
    raise AssertionError(f"no field {name} on {page.request.path} ({page.status_code})")


def words(page: TestResponse) -> str:
    """The text of a page without its tags, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)).split())


def mails_to(app: Flask, address: str) -> Sequence[OutgoingMail]:
    """The mail that waits for an address, oldest first."""
    with app.app_context():
        return db.session.query(OutgoingMail).filter_by(recipient=address).order_by(OutgoingMail.id).all()


def link_in(mail: OutgoingMail) -> str:
    """The path of the link in a mail; it begins with the configured address."""
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.body)
    assert found, mail.body
    return found.group(1)
