"""Pages of agencies and districts."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Organization, OrganizationKind
from nic.reviews.queries.reviews import reviews_of_agency
from nic.summaries import queries
from nic.summaries.policy import SummariesPermission as Can
from nic.web.pages import page

blueprint = Blueprint("summaries", __name__)


@blueprint.get("/agencies")
@requires(Can.LIST_SUMMARIES)
def agencies() -> ResponseReturnValue:
    """The agencies whose staff the person is; straight to the only one."""
    found = queries.agencies(current_scope())
    if len(found) == 1:
        return redirect(url_for("summaries.agency", agency_id=found[0].id))
    return page("summaries/agencies.html", agencies=found)


@blueprint.get("/districts")
@requires(Can.LIST_SUMMARIES)
def districts() -> ResponseReturnValue:
    """The districts and schools that the person leads; straight to the only one."""
    found = queries.led_organizations(current_scope())
    if len(found) == 1:
        return redirect(url_for("summaries.district", organization_id=found[0].id))
    return page("summaries/districts.html", districts=found)


@blueprint.get("/agencies/<int:agency_id>")
@requires(Can.VIEW_AGENCY_SUMMARY, load=queries.load_agency)
def agency(agency: Organization) -> ResponseReturnValue:
    """Are the networks learning? Sentences with numbers, networks, reviews, and where help is wanted."""
    scope = current_scope()
    lines = queries.kept_network_lines(scope, agency)
    return page(
        "summaries/agency.html",
        agency=agency,
        totals=queries.kept_totals(scope, agency),
        lines=lines,
        wanted=queries.help_wanted(scope, lines),
        reviews=reviews_of_agency(scope, agency.id),
    )


@blueprint.get("/districts/<int:organization_id>")
@requires(Can.VIEW_DISTRICT_SUMMARY, load=queries.load_district)
def district(organization: Organization) -> ResponseReturnValue:
    """Totals over the teams of a district's schools, and its schools, alphabetical; of a school, its teams."""
    scope = current_scope()
    is_school = organization.kind is OrganizationKind.SCHOOL
    return page(
        "summaries/district.html",
        organization=organization,
        totals=queries.totals(scope, organization),
        is_school=is_school,
        schools=[] if is_school else queries.school_lines(scope, organization),
        teams=queries.team_lines(scope, organization) if is_school else [],
    )
