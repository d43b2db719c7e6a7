"""Findings: the list, drafting, citing evidence."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.reviews import operations, queries
from nic.reviews.forms import CiteForm, FindingForm, NewFindingForm, shortened
from nic.reviews.models import EvidenceItem, Finding, FindingKind, Review
from nic.reviews.policy import ReviewPermission as Can
from nic.reviews.routes import blueprint
from nic.web.asked import as_key, keys_among, requested_key
from nic.web.pages import page


@blueprint.get("/reviews/<int:review_id>/findings")
@requires(Can.VIEW_FINDINGS, load=queries.load_review_with_findings)
def findings(review: Review) -> ResponseReturnValue:
    """The findings by domain, numbered."""
    scope = current_scope()
    domains = queries.criteria_of(scope, review)
    return page(
        "reviews/findings.html", review=review, domains=queries.findings_by_domain(scope, review, domains)
    )


@blueprint.get("/reviews/<int:review_id>/findings/<int:finding_id>")
@requires(Can.VIEW_FINDINGS, load=queries.load_finding)
def finding(finding: Finding) -> ResponseReturnValue:
    """One finding; its evidence for the review's team only."""
    scope = current_scope()
    in_team = can(Can.VIEW_EVIDENCE, finding)
    cited = sorted(queries.cited_ids(scope, finding)) if in_team else []
    return page(
        "reviews/finding.html",
        finding=finding,
        review=finding.review,
        support=queries.support_of(scope, finding),
        items=queries.items_of(scope, finding.review, cited),
    )


@blueprint.route("/reviews/<int:review_id>/findings/new", methods=["GET", "POST"])
@requires(Can.WRITE_FINDINGS, load=queries.load_review_of_team)
def new_finding(review: Review) -> ResponseReturnValue:
    """Drafts a finding, with the evidence that was chosen before."""
    scope = current_scope()
    source = request.form.getlist("evidence_ids") or request.args.getlist("cite")
    items = queries.items_of(scope, review, keys_among(source))
    form = NewFindingForm(data=_opening(review, items))
    form.domain_id.choices = {domain.id: domain.name for domain in queries.criteria_of(scope, review)}
    form.evidence_ids.choices = {item.id: _told(item) for item in items}
    if form.validate_on_submit():
        finding = form.attempt(
            operations.draft_finding, scope, review, evidence_ids=form.evidence_ids.data, **form.values
        )
        if finding:
            flash("Drafted.")
            return redirect(url_for("reviews.finding", review_id=review.id, finding_id=finding.id))
    return page("reviews/finding_form.html", form=form, review=review, finding=None)


def _opening(review: Review, items: Sequence[EvidenceItem]) -> dict[str, object]:
    """What the form starts with: the kind asked for and its opening words, the domain, the chosen evidence."""
    asked = request.args.get("kind")
    kind = FindingKind(asked) if asked in set(FindingKind) else None
    criteria = [link.criterion for item in items for link in item.criterion_links]
    return {
        "kind": kind.value if kind else None,
        "text": f"{review.district.name} {kind.opening if kind else 'should'} ",
        "domain_id": requested_key("domain") or (criteria[0].domain_id if criteria else None),
        "evidence_ids": [item.id for item in items],
    }


def _told(item: EvidenceItem) -> str:
    words = item.narrative or "; ".join(answer for _, answer in item.answered)
    return f"{item.source_kind.label.capitalize()} at {item.school.name}: {shortened(words, 120)}"


@blueprint.route("/reviews/<int:review_id>/findings/<int:finding_id>/edit", methods=["GET", "POST"])
@requires(Can.WRITE_FINDINGS, load=queries.load_finding_of_team)
def edit_finding(finding: Finding) -> ResponseReturnValue:
    """Changes the words of a finding."""
    scope = current_scope()
    form = FindingForm(obj=finding)
    form.domain_id.choices = {domain.id: domain.name for domain in queries.criteria_of(scope, finding.review)}
    if form.validate_on_submit() and form.attempt(
        operations.edit_finding, scope, finding, form.version.data, **form.values
    ):
        flash("Saved.")
        return _to(finding)
    return page("reviews/finding_form.html", form=form, review=finding.review, finding=finding)


@blueprint.post("/reviews/<int:review_id>/cite")
@requires(Can.WRITE_FINDINGS, load=queries.load_review_of_team)
def cite(review: Review) -> ResponseReturnValue:
    """Takes the evidence chosen in the list to a finding, or to a new one."""
    scope = current_scope()
    form = CiteForm.of(queries.standing_findings(scope, review))
    if not form.validate_on_submit() or not form.evidence_ids.data:
        flash("Choose the evidence to cite first.", "warning")
        return redirect(url_for("reviews.evidence", review_id=review.id))
    if not form.finding_id.data:
        return redirect(url_for("reviews.new_finding", review_id=review.id, cite=form.evidence_ids.data))
    finding = queries.load_finding_of_team(scope, form.finding_id.data, review.id)
    operations.cite_evidence(scope, finding, form.evidence_ids.data)
    flash("Cited.")
    return _to(finding)


@blueprint.post("/reviews/<int:review_id>/findings/<int:finding_id>/drop-citation")
@requires(Can.WRITE_FINDINGS, load=queries.load_finding_of_team)
def drop_citation(finding: Finding) -> ResponseReturnValue:
    """Takes a piece of evidence out of a finding."""
    operations.drop_citation(current_scope(), finding, request.form.get("evidence_id", 0, type=as_key))
    flash("Taken out. The evidence itself stays.")
    return _to(finding)


@blueprint.post("/reviews/<int:review_id>/findings/<int:finding_id>/archive")
@requires(Can.WRITE_FINDINGS, load=queries.load_finding_of_team)
def archive_finding(finding: Finding) -> ResponseReturnValue:
    """Puts a finding away; its page offers to bring it back."""
    operations.archive_finding(current_scope(), finding)
    flash("Put away.")
    return _to(finding)


@blueprint.post("/reviews/<int:review_id>/findings/<int:finding_id>/restore")
@requires(Can.WRITE_FINDINGS, load=queries.load_finding_of_team)
def restore_finding(finding: Finding) -> ResponseReturnValue:
    """Brings a finding back."""
    operations.restore_finding(current_scope(), finding)
    flash("Brought back.")
    return _to(finding)


def _to(finding: Finding) -> ResponseReturnValue:
    return redirect(url_for("reviews.finding", review_id=finding.review_id, finding_id=finding.id))
