"""Pages on fishbones: the picture with its list, and one page per cause."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.drawing.render import CONTENT_TYPES
from nic.kernel.errors import DomainError, NotFoundInScope
from nic.kernel.permissions import can, requires
from nic.kernel.scope import Scope, current_scope
from nic.theory import queries as theories
from nic.theory.evidence import operations as evidence
from nic.theory.evidence.forms import EvidenceForm
from nic.theory.evidence.sources import sources_of, sources_offered
from nic.theory.fishbones import drawing, operations, queries
from nic.theory.fishbones.forms import (
    BeginForm,
    DriverForm,
    MarksForm,
    MoveForm,
    PlaceForm,
    RewordForm,
    WordsForm,
)
from nic.theory.fishbones.models import CategorySet, Cause, Fishbone
from nic.theory.fishbones.tree import in_order, path_to, possible_places, put_away, rows_of, siblings_of
from nic.theory.fishbones.votes import booth_of, choices_among, trail_of_fishbone
from nic.theory.problems.models import Problem
from nic.theory.problems.policy import ProblemPermission as Can
from nic.theory.problems.queries import load_problem
from nic.votes import queries as votes
from nic.web.forms import Form
from nic.web.pages import page

blueprint = Blueprint("fishbones", __name__)


@blueprint.get("/problems/<int:problem_id>/fishbone")
@requires(Can.VIEW_PROBLEM, load=load_problem)
def fishbone(problem: Problem) -> ResponseReturnValue:
    """The fishbone of a problem, drawn and as a list; nothing where it stands as the page has it (``?since=``)."""
    scope, since = current_scope(), request.args.get("since")
    if since and since == queries.state_now(scope, problem):
        return Response(status=204)
    found = queries.fishbone_of(scope, problem)
    if found is None:
        return page("theory/fishbones/none.html", problem=problem)
    rows = in_order(found.causes)
    standing = votes.standing(scope, booth_of(found), choices_among(found))
    return page(
        "theory/fishbones/fishbone.html",
        fishbone=found,
        problem=problem,
        state=queries.state_of(found),
        categories=rows_of(found.causes),
        count=sum(row.depth > 0 for row in rows),
        roots=[row.cause for row in rows if row.cause.is_root],
        archived=put_away(found.causes),
        standing=standing,
        editable=can(Can.EDIT_PROBLEM, problem),
        form=None,
        adding=WordsForm(),
        picture=drawing.inline_picture(found, standing.dots),
    )


@blueprint.route("/problems/<int:problem_id>/fishbone/begin", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=load_problem)
def begin_fishbone(problem: Problem) -> ResponseReturnValue:
    """The categories with which the fishbone begins."""
    if problem.fishbone is not None:
        return redirect(url_for("fishbones.fishbone", problem_id=problem.id))
    form = BeginForm()
    if form.validate_on_submit() and form.attempt(
        operations.begin_fishbone,
        current_scope(),
        problem,
        CategorySet(form.category_set.data),
        form.own.data.splitlines(),
    ):
        flash("The bones are there. Next: why does it happen?")
        return redirect(url_for("fishbones.fishbone", problem_id=problem.id))
    return page("theory/fishbones/begin.html", form=form, problem=problem, sets=list(CategorySet))


@blueprint.get("/fishbones/<int:fishbone_id>/picture/<file_format>")
@requires(
    Can.VIEW_PROBLEM, load=lambda scope, fishbone_id, file_format: _wanted(scope, fishbone_id, file_format)
)
def picture(fishbone: Fishbone) -> ResponseReturnValue:
    """The picture to take away, as SVG, PNG or a PDF of one sheet."""
    file_format = (request.view_args or {})["file_format"]
    standing = votes.standing(current_scope(), booth_of(fishbone), choices_among(fishbone))
    response = Response(
        drawing.picture_file(fishbone, standing.dots, file_format), mimetype=CONTENT_TYPES[file_format]
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"fishbone.{file_format}")
    return response


def _wanted(scope: Scope, fishbone_id: int, file_format: str) -> Fishbone:
    """The fishbone, in a format in which it is drawn. Raises NotFoundInScope."""
    if file_format not in drawing.SIZES:
        raise NotFoundInScope
    return queries.load_fishbone(scope, fishbone_id)


def _back_to(cause: Cause) -> ResponseReturnValue:
    """The list where the act came from it, else the page of the cause."""
    if request.form.get("to") == "list":
        return _to_list(cause)
    return redirect(url_for("fishbones.cause", cause_id=cause.id))


def _to_list(cause: Cause) -> ResponseReturnValue:
    problem_id = cause.fishbone.problem_id
    return redirect(url_for("fishbones.fishbone", problem_id=problem_id, _anchor=f"cause-{cause.id}"))


@blueprint.post("/fishbones/<int:fishbone_id>/categories")
@requires(Can.EDIT_PROBLEM, load=queries.load_fishbone)
def add_category(fishbone: Fishbone) -> ResponseReturnValue:
    """One more bone."""
    form = WordsForm()
    if form.validate_on_submit():
        category = form.attempt(
            operations.add_category, current_scope(), fishbone, form.text.data, form.client_uuid.data
        )
        if category:
            return _to_list(category)
    return page("theory/fishbones/words.html", form=form, fishbone=fishbone, above=None, cause=None)


@blueprint.route("/causes/<int:cause_id>/add", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def add_cause(above: Cause) -> ResponseReturnValue:
    """Why does it happen? The next cause below."""
    form = WordsForm()
    if form.validate_on_submit():
        beside = {each.id: each for each in above.fishbone.causes}.get(form.beside_id.data or 0)
        added = form.attempt(
            operations.add_cause, current_scope(), above, form.text.data, form.client_uuid.data, beside
        )
        if added:
            return _to_list(added)
    return page("theory/fishbones/words.html", form=form, fishbone=above.fishbone, above=above, cause=None)


@blueprint.get("/causes/<int:cause_id>")
@requires(Can.VIEW_PROBLEM, load=queries.load_cause)
def cause(cause: Cause) -> ResponseReturnValue:
    """One cause: what it leads to, why it happens, its marks, its evidence, its driver."""
    return _cause_page(cause, None)


def _cause_page(cause: Cause, form: Form | None) -> ResponseReturnValue:
    """The page of a cause; ``form`` is the one that was sent and has errors."""
    scope, causes = current_scope(), cause.fishbone.causes
    adding = form if isinstance(form, EvidenceForm) else EvidenceForm()
    placing = form if isinstance(form, PlaceForm) else PlaceForm()
    editable = can(Can.EDIT_PROBLEM, cause.problem)
    if editable:
        adding.offer(sources_offered(scope, cause.problem.owner))
        placing.offer([] if cause.is_category else possible_places(causes, cause))
    return page(
        "theory/fishbones/cause.html",
        cause=cause,
        problem=cause.problem,
        trail=trail_of_fishbone(cause.fishbone, with_itself=True),
        path=path_to(causes, cause),
        beside=siblings_of(causes, cause.parent_id),
        below=siblings_of(causes, cause.id),
        sources=sources_of(scope, (note.source for note in cause.evidence)),
        standing=votes.standing(scope, booth_of(cause.fishbone), choices_among(cause.fishbone)),
        editable=editable,
        form=form,
        adding=adding,
        placing=placing,
    )


@blueprint.route("/causes/<int:cause_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def reword_cause(cause: Cause) -> ResponseReturnValue:
    """The words of a cause or category."""
    form = RewordForm(obj=cause)
    if form.validate_on_submit() and form.attempt(
        operations.reword_cause, current_scope(), cause, form.version.data, form.text.data
    ):
        return _back_to(cause)
    return page("theory/fishbones/words.html", form=form, fishbone=cause.fishbone, above=None, cause=cause)


@blueprint.post("/causes/<int:cause_id>/move")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def move_cause(cause: Cause) -> ResponseReturnValue:
    """One step up, down, in or out."""
    form = MoveForm()
    if not form.validate_on_submit():
        raise DomainError("Say where it moves: up, down, in or out.")
    operations.move_cause(current_scope(), cause, operations.Direction(form.direction.data))
    return _back_to(cause)


@blueprint.post("/causes/<int:cause_id>/place")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def place_cause(cause: Cause) -> ResponseReturnValue:
    """Below another cause or category."""
    form = PlaceForm()
    form.offer(in_order(cause.fishbone.causes))
    if form.validate_on_submit() and form.attempt(
        operations.place_cause, current_scope(), cause, form.parent_id.data, form.beside_id.data
    ):
        return _back_to(cause)
    return _cause_page(cause, form)


@blueprint.post("/causes/<int:cause_id>/marks")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def mark_cause(cause: Cause) -> ResponseReturnValue:
    """Root cause, within our control: set or taken away."""
    form = MarksForm()
    if not form.validate_on_submit():
        raise DomainError("Say which mark is meant.")
    operations.mark_cause(
        current_scope(), cause, is_root=form.asked("is_root"), within_control=form.asked("within_control")
    )
    return _back_to(cause)


@blueprint.post("/causes/<int:cause_id>/evidence")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def add_evidence(cause: Cause) -> ResponseReturnValue:
    """Backs a cause with a note or a measure."""
    form = EvidenceForm()
    form.offer(())
    if form.validate_on_submit() and form.attempt(
        evidence.add_evidence, current_scope(), cause, text=form.text.data, source=form.chosen
    ):
        flash("Evidence added.")
        return redirect(url_for("fishbones.cause", cause_id=cause.id, _anchor="evidence"))
    return _cause_page(cause, form)


@blueprint.route("/causes/<int:cause_id>/driver", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def make_driver(cause: Cause) -> ResponseReturnValue:
    """The driver that answers the cause."""
    scope = current_scope()
    theory = theories.theory_of(scope, cause.problem.owner)
    form = DriverForm(text=cause.text)
    form.offer(queries.drivers_among(theory.nodes if theory else ()))
    if form.validate_on_submit():
        if form.driver_id.data:
            node = form.attempt(operations.link_driver, scope, cause, form.driver_id.data)
        else:
            node = form.attempt(
                operations.make_driver,
                scope,
                cause,
                text=form.text.data,
                below_id=form.below_id.data or None,
                aim=form.aim.data,
            )
        if node:
            flash(f"It is a driver now: {node.text}")
            return redirect(url_for("theory.node", node_id=node.id))
    return page("theory/fishbones/driver.html", form=form, cause=cause, theory=theory)


@blueprint.post("/causes/<int:cause_id>/unlink")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def unlink_driver(cause: Cause) -> ResponseReturnValue:
    """Takes the link to the driver away; both stay."""
    operations.unlink_driver(current_scope(), cause)
    return _back_to(cause)


@blueprint.post("/causes/<int:cause_id>/archive")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def archive_cause(cause: Cause) -> ResponseReturnValue:
    """Puts a cause away with all below it; the page offers the way back."""
    operations.archive_cause(current_scope(), cause)
    return _back_to(cause)


@blueprint.post("/causes/<int:cause_id>/restore")
@requires(Can.EDIT_PROBLEM, load=queries.load_cause)
def restore_cause(cause: Cause) -> ResponseReturnValue:
    """Takes a cause back out of the archive."""
    operations.restore_cause(current_scope(), cause)
    return _back_to(cause)
