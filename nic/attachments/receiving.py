"""Takes in a file: looks at what it is, draws pictures and packs office files anew, and keeps it.

All of it outside any write transaction.
"""

from contextlib import closing

from werkzeug.datastructures import FileStorage

from nic.attachments import store
from nic.attachments.kinds import kind_of
from nic.attachments.names import clean_name, split
from nic.attachments.office import without_authors
from nic.attachments.operations import KeptFile
from nic.attachments.pictures import redrawn
from nic.kernel.errors import DomainError
from nic.kernel.transactions import refuse_slow_work

MOST_BYTES = 10 * 1024 * 1024


def receive(file: FileStorage | None) -> KeptFile:
    """Keeps a file that was sent. Raises DomainError with a sentence for one that is not taken."""
    refuse_slow_work("looking at a file")
    if file is None or not file.filename:
        raise DomainError("Choose a file.", "file")
    name = clean_name(file.filename)
    with closing(file):
        content = file.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise DomainError(f"“{name}” has more than {MOST_BYTES // 1024**2} MB. Make it smaller.", "file")
    kind = kind_of(content, name)
    media_type, stem, ending = kind.media_type, split(name)[0], split(name)[1] or kind.endings[0]
    if kind.is_picture:
        content, media_type, ending = redrawn(content)
    elif kind.is_office:
        content = without_authors(content)
    return KeptFile(f"{stem}{ending}", store.keep(content), media_type, len(content))
