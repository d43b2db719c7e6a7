"""The history of any registered thing, on one page."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from nic.kernel.audit import AuditEntry, entries_for
from nic.kernel.errors import NotFoundInScope, NotPermitted, SignInNeeded
from nic.kernel.house import SubjectKind, current_house
from nic.kernel.permissions import can
from nic.kernel.scope import Public, current_scope
from nic.web.pages import page

blueprint = Blueprint("history", __name__)


def _show(kind: str, subject_id: int) -> ResponseReturnValue:
    scope = current_scope()
    if isinstance(scope, Public):
        raise SignInNeeded
    subject_kind = current_house().subjects.get(kind)
    if subject_kind is None:
        raise NotFoundInScope
    subject = subject_kind.load(scope, subject_id)
    if not can(subject_kind.view, subject):
        raise NotPermitted
    entries = entries_for(kind, subject_id)
    names = current_house().names_of_people(
        {entry.actor_id for entry in entries if entry.actor_id is not None}
    )
    return page(
        "web/history.html",
        kind=subject_kind,
        subject=subject,
        entries=[_told(subject_kind, entry, names) for entry in entries],
    )


# The permission is the subject kind's own, checked above for each kind.
_show.nic_permission = "the thing's own"  # type: ignore[attr-defined]
blueprint.add_url_rule("/history/<kind>/<int:subject_id>", view_func=_show, endpoint="show")


def _told(kind: SubjectKind, entry: AuditEntry, names: dict[int, str]) -> dict[str, Any]:
    changes = [
        {
            "label": kind.labels.get(name, name.replace("_", " ").capitalize()),
            "before": entry.before.get(name),
            "after": entry.after.get(name),
        }
        for name in {**entry.before, **entry.after}
        if not name.endswith("_id")
    ]
    who = names.get(entry.actor_id or 0) or entry.actor_label or "Somebody"
    return {
        "who": who,
        "when": entry.created_at,
        "verb": entry.verb,
        "reason": entry.reason,
        "changes": changes,
    }
