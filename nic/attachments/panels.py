"""The panel with links and files, on the page of any thing that may have some."""

from collections.abc import Sequence
from typing import Any

from nic.attachments import queries
from nic.attachments.forms import FileForm, LinkForm
from nic.attachments.receiving import MOST_BYTES
from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.web.panels import SubjectPanel
from nic.web.talk import Talked, talked


def panels(scope: Scope, key: str, thing: Any) -> Sequence[SubjectPanel]:
    """The links and files of a thing; nothing where it has none and the person may not add any."""
    on = talked(scope, current_house().subjects[key], thing)
    if on is None:
        return []
    content = files_of(scope, on)
    if not (content["attachments"] or on.may_attach):
        return []
    return [SubjectPanel("files", "Links and files", "attachments/_files.html", content, order=80)]


def files_of(
    scope: Scope, on: Talked, file_form: FileForm | None = None, link_form: LinkForm | None = None
) -> dict[str, Any]:
    """What the template of the panel reads. A form is given where it was sent with a mistake."""
    rows = queries.attachments_of(scope, on)
    ids = {row.author_id for row in rows if row.author_id is not None}
    return {
        "on": on,
        "attachments": rows,
        "names": current_house().names_of_people(ids),
        "file_form": file_form or FileForm(formdata=None),
        "link_form": link_form or LinkForm(formdata=None),
        "most": MOST_BYTES // 1024**2,
    }
