"""What every redaction does here: with the name of a file goes its content, from the disk after the commit."""

from typing import Any

from nic.attachments.models import Attachment
from nic.kernel.jobs import enqueue
from nic.kernel.scope import Scope

REMOVE_FILE = "remove a file"


def drop_content(_scope: Scope, subject: Any, text_name: str) -> None:
    """Lets a file go whose name is removed for good; nothing for any other text."""
    if isinstance(subject, Attachment) and text_name == "name" and subject.stored is not None:
        enqueue(REMOVE_FILE, {"stored": subject.stored})
        subject.stored = None
