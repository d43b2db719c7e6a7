"""The panel with what was said, on the page of any thing that people talk about."""

from collections.abc import Sequence
from typing import Any

from nic.comments import queries
from nic.comments.forms import CommentForm
from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.web.panels import SubjectPanel
from nic.web.talk import Talked, talked

IN_PANEL = 30


def panels(scope: Scope, key: str, thing: Any) -> Sequence[SubjectPanel]:
    """The discussion of a thing; nothing where it has none, or where the person could neither read nor write."""
    on = talked(scope, current_house().subjects[key], thing)
    if on is None:
        return []
    content = discussion(scope, on, IN_PANEL)
    if not (content["threads"] or on.may_write):
        return []
    return [SubjectPanel("comments", "Comments", "comments/_discussion.html", content, order=90)]


def discussion(
    scope: Scope, on: Talked, limit: int = queries.MOST_SHOWN, form: CommentForm | None = None
) -> dict[str, Any]:
    """What the template of a discussion reads. ``form`` is the one that was sent with a mistake."""
    threads = queries.threads_on(scope, on, limit)
    return {"on": on, "threads": threads, "form": form or CommentForm(formdata=None), "limit": limit}
