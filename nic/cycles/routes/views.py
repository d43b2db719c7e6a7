"""A cycle seen in other ways: on the ramp of its idea, and as a worksheet on paper."""

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from nic.cycles import queries
from nic.cycles.models import Cycle
from nic.cycles.moves import Move, is_allowed
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.ramps import label_of, ramp_content, ramp_sentence, ramp_version, sign_of, team_names
from nic.cycles.routes.common import CYCLE, blueprint, locker
from nic.drawing.ramp import data_table, ramp_picture
from nic.kernel.house import current_house
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Team
from nic.organizations.policy import OrganizationPermission
from nic.web.pages import page
from nic.web.pdf import PdfUnavailable, pdf_of


@blueprint.get(f"{CYCLE}/ramp")
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def ramp(cycle: Cycle) -> ResponseReturnValue:
    """The chain of cycles of one idea along time, as a picture and as a list."""
    cycles = queries.ramp_of(current_scope(), cycle)
    content = ramp_content(cycle, cycles)
    sizes = {size: ramp_picture(content, size=size) for size in ("wide", "phone")}
    return page(
        "cycles/ramp.html",
        cycle=cycle,
        cycles=cycles,
        content=content,
        version=ramp_version(content),
        sentence=ramp_sentence(cycle, cycles),
        table=data_table(content),
        sizes={size: (round(drawn.width), round(drawn.height)) for size, drawn in sizes.items()},
        schools=team_names(cycles),
        label_of=label_of,
        sign_of=sign_of,
        may_plan_next=can(Can.RUN_CYCLE, cycle) and is_allowed(cycle.state, Move.PLAN_NEXT),
    )


@blueprint.get(f"{CYCLE}/worksheet")
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def worksheet(cycle: Cycle) -> ResponseReturnValue:
    """The record on one or two sheets, to print."""
    return _worksheet(cycle.team, cycle, screen=True)


@blueprint.get(f"{CYCLE}/worksheet.pdf")
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def worksheet_pdf(cycle: Cycle) -> ResponseReturnValue:
    """The same as a PDF file."""
    return _pdf(cycle.team, cycle, f"cycle-{cycle.number}.pdf")


@blueprint.get("/teams/<int:team_id>/cycles/worksheet")
@requires(OrganizationPermission.VIEW_TEAM, load=organizations.load_team)
def blank_worksheet(team: Team) -> ResponseReturnValue:
    """The worksheet with room to write by hand."""
    return _worksheet(team, None, screen=True)


@blueprint.get("/teams/<int:team_id>/cycles/worksheet.pdf")
@requires(OrganizationPermission.VIEW_TEAM, load=organizations.load_team)
def blank_worksheet_pdf(team: Team) -> ResponseReturnValue:
    """The empty worksheet as a PDF file."""
    return _pdf(team, None, "pdsa-worksheet.pdf")


def _worksheet(team: Team, cycle: Cycle | None, *, screen: bool, why_no_pdf: str = "") -> ResponseReturnValue:
    return page("cycles/worksheet.html", **_content(team, cycle), screen=screen, why_no_pdf=why_no_pdf)


def _content(team: Team, cycle: Cycle | None) -> dict[str, object]:
    """What the worksheet reads. People's names stay with the circle."""
    names: dict[int, str] = {}
    if cycle is not None and can(Can.VIEW_LOG, cycle):
        keys = {author.person_id for author in cycle.authors}
        names = current_house().names_of_people(keys) | locker(cycle)
    return {"team": team, "cycle": cycle, "names": names}


def _pdf(team: Team, cycle: Cycle | None, name: str) -> ResponseReturnValue:
    html = render_template("cycles/worksheet.html", **_content(team, cycle), screen=False, why_no_pdf="")
    try:
        drawn = pdf_of(html)
    except PdfUnavailable as reason:
        answer = make_response(_worksheet(team, cycle, screen=True, why_no_pdf=str(reason)))
        answer.status_code = 503
        return answer
    response = Response(drawn, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
