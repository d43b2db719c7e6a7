"""Evidence: the board, the list behind each cell, filing, changing, removing."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.reviews import operations, queries
from nic.reviews.forms import CiteForm, EvidenceFilterForm, RedactForm, evidence_form
from nic.reviews.models import EvidenceItem, Review, SourceKind
from nic.reviews.policy import ReviewPermission as Can
from nic.reviews.routes import blueprint
from nic.web.asked import requested_key
from nic.web.pager import paginate, requested_page
from nic.web.pages import page


@blueprint.get("/reviews/<int:review_id>/board")
@requires(Can.VIEW_EVIDENCE, load=queries.load_review_of_team)
def board(review: Review) -> ResponseReturnValue:
    """The pooled board, and beside it the findings that grow from it."""
    scope = current_scope()
    domains = queries.criteria_of(scope, review)
    chosen = next((d for d in domains if d.id == requested_key("domain")), None)
    shown = domains if chosen is None else [chosen]
    return page(
        "reviews/board.html",
        review=review,
        domains=domains,
        chosen=chosen,
        board=queries.board(scope, review, shown),
        findings=queries.findings_by_domain(scope, review, shown),
    )


@blueprint.get("/reviews/<int:review_id>/evidence")
@requires(Can.VIEW_EVIDENCE, load=queries.load_review_of_team)
def evidence(review: Review) -> ResponseReturnValue:
    """The evidence of the review, or of one cell of its board; quotations first."""
    scope = current_scope()
    schools = queries.schools_of(scope, review)
    domains = queries.criteria_of(scope, review)
    wanted = _wanted()
    school = next((s for s in schools if s.id == wanted.school_id), None)
    criterion = next((c for d in domains for c in d.criteria if c.id == wanted.criterion_id), None)
    findings = queries.standing_findings(scope, review)
    cited_in = requested_key("for") or 0
    return page(
        "reviews/evidence.html",
        review=review,
        school=school,
        criterion=criterion,
        wanted=wanted,
        filter=EvidenceFilterForm.of(schools, domains),
        items=paginate(queries.evidence_statement(scope, review, wanted), requested_page(), 30),
        cite=CiteForm.of(findings, cited_in),
    )


def _wanted() -> queries.EvidenceFilter:
    kind = request.args.get("kind")
    return queries.EvidenceFilter(
        criterion_id=requested_key("criterion"),
        school_id=requested_key("school"),
        source_kind=SourceKind(kind) if kind in set(SourceKind) else None,
        mine="mine" in request.args,
        archived="archived" in request.args,
    )


@blueprint.route("/reviews/<int:review_id>/evidence/new", methods=["GET", "POST"])
@requires(Can.FILE_EVIDENCE, load=queries.load_review_of_team)
def add_evidence(review: Review) -> ResponseReturnValue:
    """Files a piece of evidence, free or on a visit form."""
    scope = current_scope()
    schools = queries.schools_of(scope, review)
    domains = queries.criteria_of(scope, review)
    asked_for = requested_key("form")
    instrument = queries.form_of(scope, review, asked_for) if asked_for else None
    form = evidence_form(schools, domains, instrument, school_id=requested_key("school"))
    if form.validate_on_submit():
        item = form.attempt(
            operations.file_evidence,
            scope,
            review,
            instrument_id=asked_for,
            client_uuid=form.client_uuid.data,
            **form.values,
        )
        if item:
            flash(f"Filed. It stands on the board under {item.school.name}.")
            return redirect(url_for("reviews.evidence_item", review_id=review.id, evidence_id=item.id))
    return page(
        "reviews/evidence_form.html",
        review=review,
        form=form,
        item=None,
        instrument=instrument,
        instruments=queries.forms_of(scope, review),
        domains=domains,
    )


@blueprint.get("/reviews/<int:review_id>/evidence/<int:evidence_id>")
@requires(Can.VIEW_EVIDENCE, load=queries.load_evidence)
def evidence_item(item: EvidenceItem) -> ResponseReturnValue:
    """One piece of evidence and the findings that cite it."""
    return page(
        "reviews/evidence_item.html",
        item=item,
        review=item.review,
        findings=queries.findings_citing(current_scope(), item),
    )


@blueprint.route("/reviews/<int:review_id>/evidence/<int:evidence_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_EVIDENCE, load=queries.load_evidence)
def edit_evidence(item: EvidenceItem) -> ResponseReturnValue:
    """Changes a piece of evidence."""
    scope = current_scope()
    domains = queries.criteria_of(scope, item.review)
    form = evidence_form(queries.schools_of(scope, item.review), domains, item.instrument, item)
    if form.validate_on_submit() and form.attempt(
        operations.edit_evidence, scope, item, form.version.data, **form.values
    ):
        flash("Saved.")
        return redirect(url_for("reviews.evidence_item", review_id=item.review_id, evidence_id=item.id))
    return page(
        "reviews/evidence_form.html",
        review=item.review,
        form=form,
        item=item,
        instrument=item.instrument,
        instruments=[],
        domains=domains,
    )


@blueprint.post("/reviews/<int:review_id>/evidence/<int:evidence_id>/archive")
@requires(Can.EDIT_EVIDENCE, load=queries.load_evidence)
def archive_evidence(item: EvidenceItem) -> ResponseReturnValue:
    """Puts a piece of evidence away; its page offers to bring it back."""
    operations.archive_evidence(current_scope(), item)
    flash("Put away. It no longer counts on the board.")
    return redirect(url_for("reviews.evidence_item", review_id=item.review_id, evidence_id=item.id))


@blueprint.post("/reviews/<int:review_id>/evidence/<int:evidence_id>/restore")
@requires(Can.EDIT_EVIDENCE, load=queries.load_evidence)
def restore_evidence(item: EvidenceItem) -> ResponseReturnValue:
    """Brings a piece of evidence back."""
    operations.restore_evidence(current_scope(), item)
    flash("Brought back. It counts on the board again.")
    return redirect(url_for("reviews.evidence_item", review_id=item.review_id, evidence_id=item.id))


@blueprint.route("/reviews/<int:review_id>/evidence/<int:evidence_id>/redact", methods=["GET", "POST"])
@requires(Can.REDACT_EVIDENCE, load=queries.load_evidence)
def redact_evidence(item: EvidenceItem) -> ResponseReturnValue:
    """Removes a text for good."""
    form = RedactForm()
    if form.validate_on_submit() and form.attempt(
        operations.redact_evidence, current_scope(), item, texts=form.texts.data, reason=form.reason.data
    ):
        flash("Removed. That it was done stays in the history.")
        return redirect(url_for("reviews.evidence_item", review_id=item.review_id, evidence_id=item.id))
    return page("reviews/redact.html", form=form, item=item, review=item.review)
