"""The weekly notes, as the page of a cycle sends them."""

from datetime import date

from flask import flash
from flask.typing import ResponseReturnValue

from nic.cycles import facts, operations, queries
from nic.cycles.forms import LogForm
from nic.cycles.models import Cycle
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.routes.common import CYCLE, blueprint, to_cycle
from nic.cycles.routes.single import cycle_page
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope


@blueprint.post(f"{CYCLE}/log")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def log_week(cycle: Cycle) -> ResponseReturnValue:
    """Notes what happened in a week."""
    form = LogForm()
    form.offer_weeks(facts.today_of(cycle), cycle.started_on)
    if form.validate_on_submit() and form.attempt(
        operations.log_week,
        current_scope(),
        cycle,
        week_start=date.fromisoformat(form.week_start.data),
        what_happened=form.what_happened.data,
        what_surprised=form.what_surprised.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("Saved.")
        return to_cycle(cycle, "#weeks")
    return cycle_page(cycle, form)
