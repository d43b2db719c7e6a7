"""School years and holidays."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel import clock
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import operations, queries
from nic.organizations.forms import DaysForm
from nic.organizations.models import Holiday, Organization, OrganizationKind, SchoolYear
from nic.organizations.policy import OrganizationPermission as Can
from nic.organizations.routes import blueprint
from nic.organizations.routes.organizations import of_kind, where_of
from nic.web.pages import page


def _calendar_address(organization_id: int) -> str:
    return url_for("organizations.calendar", organization_id=organization_id)


@blueprint.get("/organizations/<int:organization_id>/calendar")
@requires(Can.VIEW_ORGANIZATION, load=queries.load_organization)
def calendar(organization: Organization) -> ResponseReturnValue:
    """School years of the agency, and the holidays that hold here."""
    scope = current_scope()
    holidays = queries.holidays_of(scope, organization)
    return page(
        "organizations/calendar.html",
        organization=organization,
        where=[*where_of(organization), _itself(organization)],
        years=queries.school_years(scope, organization.agency_id or organization.id),
        holidays=[holiday for holiday in holidays if not holiday.is_archived],
        removed=[holiday for holiday in holidays if holiday.is_archived and can(Can.EDIT_CALENDAR, holiday)],
        may_edit=can(Can.EDIT_CALENDAR, organization),
        is_agency=organization.kind is OrganizationKind.AGENCY,
        today=clock.today(organization.time_zone),
    )


def _itself(organization: Organization) -> tuple[str, str]:
    return organization.name, url_for("organizations.organization", organization_id=organization.id)


def _days_page(form: DaysForm, title: str, hint: str, back: str) -> ResponseReturnValue:
    return page("organizations/days_form.html", form=form, title=title, hint=hint, back=back)


@blueprint.route("/organizations/<int:organization_id>/school-years/new", methods=["GET", "POST"])
@requires(Can.EDIT_CALENDAR, load=of_kind(OrganizationKind.AGENCY))
def new_school_year(agency: Organization) -> ResponseReturnValue:
    """Adds a school year."""
    form, back = DaysForm(), _calendar_address(agency.id)
    if _done(form, operations.add_school_year, agency):
        flash(f"{form.name.data} is added.")
        return redirect(back)
    return _days_page(form, "Add a school year", "From the first day with lessons to the last.", back)


@blueprint.route("/school-years/<int:school_year_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_CALENDAR, load=queries.load_school_year)
def edit_school_year(year: SchoolYear) -> ResponseReturnValue:
    """Changes a school year."""
    form, back = DaysForm(obj=year), _calendar_address(year.agency_id)
    if _done(form, operations.edit_school_year, year, form.version.data):
        flash(f"{year.name} is changed.")
        return redirect(back)
    return _days_page(form, f"Edit {year.name}", "From the first day with lessons to the last.", back)


@blueprint.route("/organizations/<int:organization_id>/holidays/new", methods=["GET", "POST"])
@requires(Can.EDIT_CALENDAR, load=queries.load_organization)
def new_holiday(organization: Organization) -> ResponseReturnValue:
    """Adds days without school."""
    form, back = DaysForm(), _calendar_address(organization.id)
    if _done(form, operations.add_holiday, organization):
        flash(f"{form.name.data} is on the calendar.")
        return redirect(back)
    return _days_page(form, "Add days without school", _reach(organization), back)


@blueprint.route("/holidays/<int:holiday_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_CALENDAR, load=queries.load_holiday)
def edit_holiday(holiday: Holiday) -> ResponseReturnValue:
    """Changes days without school."""
    form, back = DaysForm(obj=holiday), _calendar_address(holiday.organization_id)
    if _done(form, operations.edit_holiday, holiday, form.version.data):
        flash(f"{holiday.name} is changed.")
        return redirect(back)
    return _days_page(form, f"Edit {holiday.name}", _reach(holiday.organization), back)


def _reach(organization: Organization) -> str:
    return (
        f"They hold for {organization.name} and everything below it. A single day is its own first and last."
    )


def _done(form: DaysForm, operation: Any, *arguments: Any) -> bool:
    if not form.validate_on_submit():
        return False
    return form.attempt(operation, current_scope(), *arguments, **form.values()) is not None


@blueprint.post("/holidays/<int:holiday_id>/remove")
@requires(Can.EDIT_CALENDAR, load=queries.load_holiday)
def remove_holiday(holiday: Holiday) -> ResponseReturnValue:
    """Takes days off the calendar; the page offers to put them back."""
    operations.archive_holiday(current_scope(), holiday)
    flash(f"{holiday.name} is off the calendar. You can put it back below.")
    return redirect(_calendar_address(holiday.organization_id))


@blueprint.post("/holidays/<int:holiday_id>/restore")
@requires(Can.EDIT_CALENDAR, load=queries.load_holiday)
def restore_holiday(holiday: Holiday) -> ResponseReturnValue:
    """Puts days back on the calendar."""
    operations.restore_holiday(current_scope(), holiday)
    flash(f"{holiday.name} is back on the calendar.")
    return redirect(_calendar_address(holiday.organization_id))
