"""Pages on problems of practice."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network, Team
from nic.theory import operations, queries
from nic.theory.forms import EditProblemForm, ProblemForm, StatusForm
from nic.theory.models import Problem, ProblemStatus
from nic.theory.policy import TheoryPermission as Can
from nic.theory.routes import blueprint
from nic.web.pages import page


@blueprint.get("/teams/<int:team_id>/problems")
@blueprint.get("/networks/<int:network_id>/problems")
@requires(Can.VIEW_PROBLEM, load=queries.load_owner)
def problems(owner: Team | Network) -> ResponseReturnValue:
    """The problems of practice of a team or network."""
    return page("theory/problems.html", owner=owner, problems=queries.problems_of(current_scope(), owner))


@blueprint.route("/teams/<int:team_id>/problems/new", methods=["GET", "POST"])
@blueprint.route("/networks/<int:network_id>/problems/new", methods=["GET", "POST"])
@requires(Can.PROPOSE_PROBLEM, load=queries.load_owner)
def propose_problem(owner: Team | Network) -> ResponseReturnValue:
    """A new problem of practice."""
    form = ProblemForm()
    if form.validate_on_submit():
        problem = form.attempt(operations.propose_problem, current_scope(), owner, **_parts(form))
        if problem:
            flash("Problem saved.")
            return _back_to(problem)
    return page("theory/problem_form.html", form=form, owner=owner, problem=None)


def _parts(form: ProblemForm) -> dict[str, str]:
    return {name: form[name].data for name in ("statement", "how_we_know", "whom_it_affects")}


def _back_to(problem: Problem) -> ResponseReturnValue:
    return redirect(url_for("theory.problem", problem_id=problem.id))


@blueprint.get("/problems/<int:problem_id>")
@requires(Can.VIEW_PROBLEM, load=queries.load_problem)
def problem(problem: Problem) -> ResponseReturnValue:
    """One problem of practice."""
    return page("theory/problem.html", problem=problem, form=StatusForm())


@blueprint.route("/problems/<int:problem_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_PROBLEM, load=queries.load_problem)
def edit_problem(problem: Problem) -> ResponseReturnValue:
    """The words of a problem."""
    form = EditProblemForm(obj=problem)
    if form.validate_on_submit() and form.attempt(
        operations.edit_problem, current_scope(), problem, form.version.data, **_parts(form)
    ):
        flash("Saved.")
        return _back_to(problem)
    return page("theory/problem_form.html", form=form, owner=problem.owner, problem=problem)


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
        form.parked_because.data,
    ):
        flash(f"This problem is now {problem.status.label}.")
        return _back_to(problem)
    return page("theory/problem.html", problem=problem, form=form)


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
