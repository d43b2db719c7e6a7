"""Pages on links and files: adding, opening, taking away, removing for good."""

import structlog
from flask import Blueprint, Response, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue

from nic.attachments import operations, queries, store
from nic.attachments.forms import FileForm, LinkForm, RemoveForm
from nic.attachments.models import Attachment
from nic.attachments.operations import KeptFile
from nic.attachments.panels import files_of
from nic.attachments.policy import AttachmentPermission as Can
from nic.attachments.queries import Attached
from nic.attachments.receiving import receive
from nic.kernel.errors import DomainError, NotFoundInScope, NotPermitted, SignInNeeded
from nic.kernel.house import current_house
from nic.kernel.permissions import can, requires
from nic.kernel.scope import Person, current_scope
from nic.kernel.transactions import reading
from nic.web.forms import Form
from nic.web.pages import page
from nic.web.talk import Talked

log = structlog.get_logger()
blueprint = Blueprint("attachments", __name__)
POLICY = "default-src 'none'; sandbox"
"""What a file that somebody gave us may do in a browser: nothing."""


def _to(on: Talked) -> ResponseReturnValue:
    return redirect(f"{on.address}#files")


def _page(on: Talked, failed: Form | None = None) -> ResponseReturnValue:
    forms = {
        "file_form": failed if isinstance(failed, FileForm) else None,
        "link_form": failed if isinstance(failed, LinkForm) else None,
    }
    content = files_of(current_scope(), on, **forms)
    return page("attachments/files.html", on=on, content=content, form=failed)


@blueprint.get("/attachments/<kind>/<int:subject_id>")
@requires(Can.READ, load=queries.load_thing)
def attachments(on: Talked) -> ResponseReturnValue:
    """The links and files of a thing."""
    return _page(on)


def _upload(kind: str, subject_id: int) -> ResponseReturnValue:
    """A file. The right to add is asked before the file is looked at, and again in the transaction that adds it."""
    scope = current_scope()
    if not isinstance(scope, Person):
        raise SignInNeeded
    with reading():
        _addable(scope, kind, subject_id)
    form = FileForm()
    kept: KeptFile | None = None
    if form.validate_on_submit():
        try:
            kept = receive(form.file.data)
        except DomainError as error:
            form.add_error(error.field, error.message)
    on = _addable(scope, kind, subject_id)
    choices = {"circle_only": form.file_for_circle.data, "client_uuid": form.client_uuid.data}
    if kept is not None and form.attempt(operations.add_file, scope, on, kept, **choices) is not None:
        flash(f"“{kept.name}” stands here now.")
        return _to(on)
    return _page(on, form)


def _addable(scope: Person, kind: str, subject_id: int) -> Talked:
    on = queries.load_thing(scope, kind, subject_id)
    if not on.may_attach:
        raise NotPermitted
    return on


# The permission is the thing's own, asked above twice: no file is looked at inside a write transaction.
_upload.nic_permission = "the thing's own"  # type: ignore[attr-defined]
blueprint.add_url_rule(
    "/attachments/<kind>/<int:subject_id>/upload", view_func=_upload, endpoint="upload", methods=["POST"]
)


@blueprint.post("/attachments/<kind>/<int:subject_id>/link")
@requires(Can.ADD, load=queries.load_thing)
def link(on: Talked) -> ResponseReturnValue:
    """A link to a page elsewhere."""
    form = LinkForm()
    if form.validate_on_submit() and form.attempt(
        operations.add_link,
        current_scope(),
        on,
        link=form.link.data,
        name=form.link_name.data,
        circle_only=form.link_for_circle.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("The link stands here now.")
        return _to(on)
    return _page(on, form)


@blueprint.get("/attachments/<int:attachment_id>/download")
@requires(Can.READ, load=queries.load_attachment)
def download(found: Attached) -> Response:
    """The file, to be saved: never shown as a page of ours."""
    row = found.attachment
    path = store.path_of(row.stored) if row.stored is not None else None
    if path is None or not path.is_file():
        if path is not None:
            log.error("a kept file is missing", attachment_id=row.id)
        raise NotFoundInScope
    response = send_file(
        path, mimetype=row.media_type, as_attachment=True, download_name=row.name, etag=False
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/attachments/<int:attachment_id>/take-away")
@requires(Can.ADD, load=queries.load_attachment)
def take_away(found: Attached) -> ResponseReturnValue:
    """Puts a link or file away."""
    operations.take_away(current_scope(), found.attachment)
    flash(f"“{found.attachment.name}” is taken away. You can put it back.")
    return _to(found.on)


@blueprint.post("/attachments/<int:attachment_id>/put-back")
@requires(Can.ADD, load=queries.load_attachment)
def put_back(found: Attached) -> ResponseReturnValue:
    """Shows again what was taken away."""
    operations.put_back(current_scope(), found.attachment)
    flash(f"“{found.attachment.name}” stands here again.")
    return _to(found.on)


@blueprint.route("/attachments/<int:attachment_id>/remove", methods=["GET", "POST"])
@requires(Can.READ, load=queries.load_attachment_to_remove)
def remove(row: Attachment) -> ResponseReturnValue:
    """Removes a link or file for good: by an administrator, who need not open it."""
    form = RemoveForm()
    allowed = can(Can.REMOVE, row)
    if form.is_submitted() and not allowed:
        raise NotPermitted
    if form.validate_on_submit() and form.attempt(
        operations.remove_attachment, current_scope(), row, form.reason.data
    ):
        flash("Removed for good. That it was done, by whom and why, stays in the history.")
        return redirect(url_for("attachments.remove", attachment_id=row.id))
    author = current_house().names_of_people({row.author_id or 0}).get(row.author_id or 0, "Somebody")
    return page(
        "attachments/remove.html",
        row=row,
        allowed=allowed,
        form=form if allowed else None,
        readable=queries.is_open_to(current_scope(), row),
        author=author,
    )
