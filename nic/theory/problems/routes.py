"""Pages on problems of practice."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network, Team
from nic.theory import queries as theories
from nic.theory.evidence import operations as evidence
from nic.theory.evidence.forms import EvidenceForm
from nic.theory.evidence.sources import sources_of, sources_offered
from nic.theory.problems import operations, queries
from nic.theory.problems.forms import EditProblemForm, MergeForm, ProblemForm, StatusForm
from nic.theory.problems.models import Problem, ProblemStatus
from nic.theory.problems.policy import ProblemPermission as Can
from nic.theory.problems.votes import booth_of, choices_among
from nic.votes import queries as votes
from nic.web.forms import Form
from nic.web.pages import page
from nic.web.panels import panels_on

blueprint = Blueprint("problems", __name__)


@blueprint.get("/teams/<int:team_id>/problems")
@blueprint.get("/networks/<int:network_id>/problems")
@requires(Can.VIEW_PROBLEM, load=theories.load_owner)
def problems(owner: Team | Network) -> ResponseReturnValue:
    """The problems of practice of a team or network, and how the voting on them stands."""
    scope = current_scope()
    found = queries.problems_of(scope, owner)
    choices = choices_among(found)
    return page(
        "theory/problems/problems.html",
        owner=owner,
        problems=[problem for problem in found if problem.is_active],
        merged=queries.merged_below(found),
        archived=[problem for problem in found if problem.is_archived],
        standing=votes.standing(scope, booth_of(owner), choices),
    )


@blueprint.route("/teams/<int:team_id>/problems/new", methods=["GET", "POST"])
@blueprint.route("/networks/<int:network_id>/problems/new", methods=["GET", "POST"])
@requires(Can.PROPOSE_PROBLEM, load=theories.load_owner)
def propose_problem(owner: Team | Network) -> ResponseReturnValue:
    """A new problem of practice."""
    form = ProblemForm()
    if form.validate_on_submit():
        problem = form.attempt(operations.propose_problem, current_scope(), owner, **form.parts)
        if problem:
            flash("Problem saved.")
            return _back_to(problem)
    return page("theory/problems/problem_form.html", form=form, owner=owner, problem=None)


def _back_to(problem: Problem, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("problems.problem", problem_id=problem.id, _anchor=anchor))


@blueprint.get("/problems/<int:problem_id>")
@requires(Can.VIEW_PROBLEM, load=queries.load_problem)
def problem(problem: Problem) -> ResponseReturnValue:
    """One problem of practice."""
    return _problem_page(problem, None)


def _problem_page(problem: Problem, form: Form | None) -> ResponseReturnValue:
    """The page of a problem; ``form`` is the one that was sent and has errors."""
    scope = current_scope()
    found = queries.problems_of(scope, problem.owner)
    choices = choices_among(found)
    adding = form if isinstance(form, EvidenceForm) else EvidenceForm()
    editable = can(Can.EDIT_PROBLEM, problem)
    if editable:
        adding.offer(sources_offered(scope, problem.owner))
    return page(
        "theory/problems/problem.html",
        problem=problem,
        form=form,
        adding=adding,
        moving=form if isinstance(form, StatusForm) else StatusForm(),
        merged=queries.merged_below(found).get(problem.id, []),
        mergeable=problem.status is ProblemStatus.PROPOSED
        and any(each.is_active and each is not problem for each in found),
        sources=sources_of(scope, (note.source for note in problem.evidence)),
        standing=votes.standing(scope, booth_of(problem.owner), choices),
        editable=editable,
        things=panels_on(scope, "problem", problem),
    )


@blueprint.route("/problems/<int:problem_id>/edit", methods=["GET", "POST"])
@requires(Can.REWORD_PROBLEM, load=queries.load_problem)
def edit_problem(problem: Problem) -> ResponseReturnValue:
    """The words of a problem."""
    form = EditProblemForm(obj=problem, **(problem.right_size or {}))
    if form.validate_on_submit() and form.attempt(
        operations.edit_problem, current_scope(), problem, form.version.data, **form.parts
    ):
        flash("Saved.")
        return _back_to(problem)
    return page("theory/problems/problem_form.html", form=form, owner=problem.owner, problem=problem)


@blueprint.post("/problems/<int:problem_id>/status")
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def set_problem_status(problem: Problem) -> ResponseReturnValue:
    """Moves a problem on, back, or aside."""
    form = StatusForm()
    if form.validate_on_submit() and form.attempt(
        operations.set_problem_status,
        current_scope(),
        problem,
        ProblemStatus(form.status.data),
        form.reason.data,
    ):
        flash(f"This problem is now {problem.status.label}.")
        return _back_to(problem)
    return _problem_page(problem, form)


@blueprint.route("/problems/<int:problem_id>/merge", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def merge_problem(problem: Problem) -> ResponseReturnValue:
    """Puts a proposal under another problem that says the same."""
    form = MergeForm()
    others = queries.problems_of(current_scope(), problem.owner)
    form.offer([each for each in others if each.is_active and each.id != problem.id])
    if form.validate_on_submit() and form.attempt(
        operations.merge_problem, current_scope(), problem, form.target.data
    ):
        flash("Merged. Its dots count here; you can undo it on its page.")
        return redirect(url_for("problems.problem", problem_id=problem.merged_into_id))
    return page("theory/problems/merge.html", form=form, problem=problem)


@blueprint.post("/problems/<int:problem_id>/unmerge")
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def unmerge_problem(problem: Problem) -> ResponseReturnValue:
    """Undoes a merge."""
    operations.unmerge_problem(current_scope(), problem)
    flash("It stands for itself again.")
    return _back_to(problem)


@blueprint.post("/problems/<int:problem_id>/evidence")
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def add_evidence(problem: Problem) -> ResponseReturnValue:
    """Backs a problem with a note or a measure."""
    form = EvidenceForm()
    form.offer(())
    if form.validate_on_submit() and form.attempt(
        evidence.add_evidence, current_scope(), problem, text=form.text.data, source=form.chosen
    ):
        flash("Evidence added.")
        return _back_to(problem, "evidence")
    return _problem_page(problem, form)


@blueprint.post("/problems/<int:problem_id>/archive")
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def archive_problem(problem: Problem) -> ResponseReturnValue:
    """Puts a problem away; its page offers the way back."""
    operations.archive_problem(current_scope(), problem)
    return _back_to(problem)


@blueprint.post("/problems/<int:problem_id>/restore")
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def restore_problem(problem: Problem) -> ResponseReturnValue:
    """Takes a problem back out of the archive."""
    operations.restore_problem(current_scope(), problem)
    flash("Restored.")
    return _back_to(problem)
