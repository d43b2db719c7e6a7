"""Agencies, districts and schools."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import operations, queries
from nic.organizations.forms import OrganizationForm
from nic.organizations.models import Organization, OrganizationKind
from nic.organizations.policy import OrganizationPermission as Can
from nic.organizations.routes import blueprint
from nic.web.pages import page


def where_of(organization: Organization) -> list[tuple[str, str | None]]:
    """The places above an organization, as far as the reader may open them."""
    parent = organization.parent
    if parent is None or not can(Can.VIEW_ORGANIZATION, parent):
        return []
    return [
        *where_of(parent),
        (parent.name, url_for("organizations.organization", organization_id=parent.id)),
    ]


@blueprint.get("/organizations/<int:organization_id>")
@requires(Can.VIEW_ORGANIZATION, load=queries.load_organization)
def organization(organization: Organization) -> ResponseReturnValue:
    """What stands below it, its networks and its calendar."""
    scope = current_scope()
    is_school = organization.kind is OrganizationKind.SCHOOL
    return page(
        "organizations/organization.html",
        organization=organization,
        where=where_of(organization),
        children=[] if is_school else queries.children_of(scope, organization),
        teams=queries.teams_of_school(scope, organization) if is_school else [],
        networks=queries.networks_below(scope, organization),
        actions=_actions(organization),
        summary=_summary(organization),
    )


def _actions(organization: Organization) -> list[tuple[str, str]]:
    """What the reader may make or change here: the main act first."""

    def to(endpoint: str) -> str:
        return url_for(endpoint, organization_id=organization.id)

    found = []
    if organization.kind is OrganizationKind.SCHOOL and can(Can.CREATE_TEAM, organization):
        found.append(("Make a team", to("organizations.new_team")))
    if organization.kind is OrganizationKind.AGENCY and can(Can.MANAGE_ORGANIZATIONS, organization):
        found.append(("Add a district", to("organizations.new_district")))
    if organization.kind is OrganizationKind.DISTRICT and can(Can.MANAGE_ORGANIZATIONS, organization):
        found.append(("Add a school", to("organizations.new_school")))
    found.append(("People", to("accounts.people_of_organization")))
    if can(Can.MANAGE_ORGANIZATIONS, organization):
        found.append(("Edit", to("organizations.edit_organization")))
    return found


def _summary(organization: Organization) -> str | None:
    """The page with the figures of an agency or district."""
    if organization.kind is OrganizationKind.AGENCY:
        return url_for("summaries.agency", agency_id=organization.id)
    if organization.kind is OrganizationKind.DISTRICT:
        return url_for("summaries.district", organization_id=organization.id)
    return None


def of_kind(kind: OrganizationKind) -> Any:
    """A loader of an organization of one kind: a school has no districts. Raises NotFoundInScope."""

    def load(scope: Any, organization_id: int) -> Organization:
        found = queries.load_organization(scope, organization_id)
        if found.kind is not kind:
            raise NotFoundInScope
        return found

    return load


@blueprint.route("/organizations/<int:organization_id>/districts/new", methods=["GET", "POST"])
@requires(Can.MANAGE_ORGANIZATIONS, load=of_kind(OrganizationKind.AGENCY))
def new_district(agency: Organization) -> ResponseReturnValue:
    """Adds a district to an agency."""
    form = OrganizationForm(
        of_district=True, data={"time_zone": agency.time_zone, "district_kind": "district"}
    )
    return _new(form, agency, operations.make_district, "Add a district")


@blueprint.route("/organizations/<int:organization_id>/schools/new", methods=["GET", "POST"])
@requires(Can.MANAGE_ORGANIZATIONS, load=of_kind(OrganizationKind.DISTRICT))
def new_school(district: Organization) -> ResponseReturnValue:
    """Adds a school to a district."""
    form = OrganizationForm(of_district=False, data={"time_zone": district.time_zone})
    return _new(form, district, operations.make_school, "Add a school")


def _new(form: OrganizationForm, parent: Organization, make: Any, title: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        made = form.attempt(make, current_scope(), parent, **form.values())
        if made:
            flash(f"{made.name} is added.")
            return redirect(url_for("organizations.organization", organization_id=made.id))
    return page("organizations/organization_form.html", form=form, title=title, organization=parent)


@blueprint.route("/organizations/<int:organization_id>/edit", methods=["GET", "POST"])
@requires(Can.MANAGE_ORGANIZATIONS, load=queries.load_organization)
def edit_organization(organization: Organization) -> ResponseReturnValue:
    """Renames an organization, or moves its clock."""
    form = OrganizationForm(of_district=organization.kind is OrganizationKind.DISTRICT, obj=organization)
    if form.validate_on_submit() and form.attempt(
        operations.edit_organization, current_scope(), organization, form.version.data, **form.values()
    ):
        flash(f"{organization.name} is changed.")
        return redirect(url_for("organizations.organization", organization_id=organization.id))
    return page(
        "organizations/organization_form.html",
        form=form,
        title=f"Edit {organization.name}",
        organization=organization,
    )
