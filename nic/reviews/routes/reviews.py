"""Reviews: the list, one review, setting it up, its people, moving it on."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.identity import Role
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Organization
from nic.reviews import operations, queries
from nic.reviews.forms import MemberForm, NewReviewForm, ReviewForm, SchoolsForm
from nic.reviews.models import MOVES, Framework, Move, Review, ReviewMember
from nic.reviews.policy import ReviewPermission as Can
from nic.reviews.routes import blueprint
from nic.web.pages import page


@blueprint.get("/reviews")
@requires(Can.LIST_REVIEWS)
def reviews() -> ResponseReturnValue:
    """The reviews that the person can see."""
    scope = current_scope()
    return page(
        "reviews/reviews.html",
        lines=queries.visible_reviews(scope),
        agencies=queries.agencies_of_staff(scope),
    )


@blueprint.get("/frameworks/<int:framework_id>")
@requires(Can.VIEW_FRAMEWORK, load=queries.load_framework)
def framework(framework: Framework) -> ResponseReturnValue:
    """What reviewers look for, and the visit forms."""
    return page("reviews/framework.html", framework=framework)


@blueprint.route("/agencies/<int:agency_id>/reviews/new", methods=["GET", "POST"])
@requires(Can.CREATE_REVIEW, load=queries.load_agency)
def new_review(agency: Organization) -> ResponseReturnValue:
    """Sets up a review; its schools are chosen on the next page."""
    scope = current_scope()
    districts = {district.id: district for district in queries.districts_of(scope, agency)}
    frameworks = queries.frameworks(scope)
    form = NewReviewForm()
    form.district_id.choices = {district.id: district.name for district in districts.values()}
    form.framework_id.choices = {each.id: f"{each.name}, {each.edition}" for each in frameworks}
    if form.validate_on_submit():
        review = form.attempt(
            operations.start_review,
            scope,
            districts[form.district_id.data],
            framework_id=form.framework_id.data,
            visit_on=form.visit_on.data,
            name=form.name.data,
            purpose=form.purpose.data,
        )
        if review:
            flash(f"“{review.name}” is set up. Choose its schools.")
            return redirect(url_for("reviews.choose_schools", review_id=review.id))
    return page(
        "reviews/new_review.html", form=form, agency=agency, frameworks=frameworks, districts=districts
    )


@blueprint.post("/agencies/<int:agency_id>/reviews/add-example-framework")
@requires(Can.CREATE_REVIEW, load=queries.load_agency)
def add_example_framework(agency: Organization) -> ResponseReturnValue:
    """Puts the example framework in place."""
    operations.seed_example_framework(current_scope())
    flash("The example framework is in place.")
    return redirect(url_for("reviews.new_review", agency_id=agency.id))


@blueprint.get("/reviews/<int:review_id>")
@requires(Can.VIEW_REVIEW, load=queries.load_review)
def review(review: Review) -> ResponseReturnValue:
    """One review: when, where, who, what is filed, what comes next."""
    scope = current_scope()
    in_team = can(Can.VIEW_EVIDENCE, review)
    return page(
        "reviews/review.html",
        review=review,
        schools=queries.schools_of(scope, review),
        members=queries.members_of(scope, review),
        filed=queries.filed_by_school(scope, review),
        forms=queries.forms_of(scope, review) if in_team else [],
        own=queries.own_latest(scope, review) if in_team else [],
        moves=review.moves if can(Can.MOVE_REVIEW, review) else [],
    )


@blueprint.route("/reviews/<int:review_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_REVIEW, load=queries.load_review)
def edit_review(review: Review) -> ResponseReturnValue:
    """Changes the name, the day and the purpose."""
    form = ReviewForm(obj=review)
    if form.validate_on_submit() and form.attempt(
        operations.edit_review,
        current_scope(),
        review,
        form.version.data,
        name=form.name.data,
        purpose=form.purpose.data,
        visit_on=form.visit_on.data,
    ):
        flash("Saved.")
        return redirect(url_for("reviews.review", review_id=review.id))
    return page("reviews/edit_review.html", form=form, review=review)


@blueprint.route("/reviews/<int:review_id>/schools", methods=["GET", "POST"])
@requires(Can.EDIT_REVIEW, load=queries.load_review)
def choose_schools(review: Review) -> ResponseReturnValue:
    """Chooses the schools of the visit."""
    scope = current_scope()
    chosen = [school.id for school in queries.schools_of(scope, review)]
    form = SchoolsForm(data={"school_ids": chosen, "version": review.version})
    form.school_ids.choices = {
        school.id: school.name for school in queries.schools_below(scope, review.district)
    }
    if form.validate_on_submit() and form.attempt(
        operations.choose_schools, scope, review, form.version.data, form.school_ids.data
    ):
        flash("Saved.")
        return redirect(url_for("reviews.review", review_id=review.id))
    return page("reviews/schools.html", form=form, review=review)


@blueprint.route("/reviews/<int:review_id>/people", methods=["GET", "POST"])
@requires(Can.EDIT_REVIEW, load=queries.load_review)
def people(review: Review) -> ResponseReturnValue:
    """Who takes part; adds somebody who has an account."""
    scope = current_scope()
    form = MemberForm()
    if form.validate_on_submit():
        person = queries.person_with_email(scope, form.email.data)
        if person is None:
            form.add_error("email", "Nobody has an account with this address. Invite them first.")
        elif form.attempt(
            operations.add_review_member, scope, review, person_id=person.id, role=Role(form.role.data)
        ):
            flash(f"{person.name} takes part.")
            return redirect(url_for("reviews.people", review_id=review.id))
    return page("reviews/people.html", form=form, review=review, members=queries.members_of(scope, review))


@blueprint.post("/reviews/<int:review_id>/people/<int:review_member_id>/end")
@requires(Can.EDIT_REVIEW, load=queries.load_member)
def end_member(member: ReviewMember) -> ResponseReturnValue:
    """Ends somebody's part."""
    operations.end_review_member(current_scope(), member)
    flash(f"{member.person.name} no longer takes part. What they filed stays.")
    return redirect(url_for("reviews.people", review_id=member.review_id))


def _add_move(move: Move) -> None:
    """Each move of the table has an address of its own."""

    @requires(Can.MOVE_REVIEW, load=queries.load_review)
    def make_the_move(review: Review) -> ResponseReturnValue:
        operations.move_review(current_scope(), review, move.key)
        flash(f"{review.name}: {review.status.label}.")
        return redirect(url_for("reviews.review", review_id=review.id))

    blueprint.add_url_rule(
        f"/reviews/<int:review_id>/{move.key}", move.key.replace("-", "_"), make_the_move, methods=["POST"]
    )


for _move in MOVES:
    _add_move(_move)
