"""Pages on comments: the discussion of any thing, a question, an answer."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.comments import operations, queries
from nic.comments.forms import CommentForm, RemoveForm, WordsForm
from nic.comments.models import Comment
from nic.comments.panels import discussion
from nic.comments.policy import CommentPermission as Can
from nic.comments.queries import Said
from nic.kernel.errors import NotPermitted
from nic.kernel.house import current_house
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.web.pages import page
from nic.web.talk import Talked

blueprint = Blueprint("comments", __name__)


def _to(on: Talked) -> ResponseReturnValue:
    return redirect(f"{on.address}#comments")


@blueprint.route("/comments/<kind>/<int:subject_id>", methods=["GET", "POST"])
@requires(Can.READ, load=queries.load_discussion)
def comments(on: Talked) -> ResponseReturnValue:
    """All that was said on a thing, and the two questions of a critical friend."""
    scope = current_scope()
    form = CommentForm()
    if form.is_submitted() and not on.may_write:
        raise NotPermitted
    if form.validate_on_submit() and form.attempt(
        operations.say,
        scope,
        on,
        notice=form.notice.data,
        wonder=form.wonder.data,
        circle_only=form.circle_only.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("Your comment stands here now.")
        return _to(on)
    return page("comments/discussion.html", on=on, content=discussion(scope, on, form=form), form=form)


@blueprint.route("/comments/<kind>/<int:subject_id>/ask", methods=["GET", "POST"])
@requires(Can.ASK, load=queries.load_discussion)
def ask(on: Talked) -> ResponseReturnValue:
    """A question to the coach, which waits for an answer."""
    form = WordsForm()
    if form.validate_on_submit() and form.attempt(
        operations.ask_coach,
        current_scope(),
        on,
        words=form.words.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("Asked. Your question waits here until it is answered.")
        return _to(on)
    return page("comments/ask.html", on=on, form=form)


@blueprint.route("/comments/<int:comment_id>/answer", methods=["GET", "POST"])
@requires(Can.WRITE, load=queries.load_comment)
def answer(said: Said) -> ResponseReturnValue:
    """An answer to a comment or a question."""
    form = WordsForm()
    if form.validate_on_submit() and form.attempt(
        operations.answer,
        current_scope(),
        said.comment,
        said.on,
        words=form.words.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("Your answer stands here now.")
        return _to(said.on)
    return page("comments/answer.html", said=said, on=said.on, form=form, author=_author(said.comment))


def _author(comment: Comment) -> str:
    key = comment.author_id or 0
    return current_house().names_of_people({key}).get(key, "Somebody")


@blueprint.post("/comments/<int:comment_id>/take-back")
@requires(Can.TAKE_BACK, load=queries.load_comment)
def take_back(said: Said) -> ResponseReturnValue:
    """Puts one's own comment away."""
    operations.take_back(current_scope(), said.comment)
    flash("Taken back. Nobody but you sees it; you can put it back.")
    return _to(said.on)


@blueprint.post("/comments/<int:comment_id>/put-back")
@requires(Can.TAKE_BACK, load=queries.load_comment)
def put_back(said: Said) -> ResponseReturnValue:
    """Lets others read again what was taken back."""
    operations.put_back(current_scope(), said.comment)
    flash("Your comment stands here again.")
    return _to(said.on)


@blueprint.route("/comments/<int:comment_id>/remove", methods=["GET", "POST"])
@requires(Can.READ, load=queries.load_comment_to_remove)
def remove(comment: Comment) -> ResponseReturnValue:
    """Removes words for good: by an administrator, who need not read them. Everybody else learns whom to send here."""
    form = RemoveForm()
    allowed = can(Can.REMOVE, comment)
    if form.is_submitted() and not allowed:
        raise NotPermitted
    if form.validate_on_submit() and form.attempt(
        operations.remove_comment, current_scope(), comment, form.reason.data
    ):
        flash("Removed for good. That it was done, by whom and why, stays in the history.")
        return redirect(url_for("comments.remove", comment_id=comment.id))
    return page(
        "comments/remove.html",
        comment=comment,
        allowed=allowed,
        form=form if allowed else None,
        readable=queries.is_read_by(current_scope(), comment),
        author=_author(comment),
    )
