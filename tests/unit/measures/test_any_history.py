"""The kept state of a series is that of its values after any history of what people can do with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.errors import DomainError
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.jobs import STATES_AT_ONCE
from nic.measures.models import (
    Breakdown,
    Direction,
    MarkingKind,
    MeasureDefinition,
    Observation,
    PartPurpose,
    PartsBy,
    PartValue,
    SeriesMarking,
)
from nic.measures.operations import (
    change_definition,
    choose_breakdown,
    choose_part_value,
    choose_parts,
    choose_reading,
    correct_observation,
    correct_part,
    edit_marking,
    edit_measure,
    mark_chart,
    record_observation,
    record_part,
    set_aside,
    set_aside_part,
    set_marking_again,
    take_back_marking,
    take_up_edition,
)
from nic.measures.queries import load_series, parts_of

pytestmark = pytest.mark.usefixtures("context")

ACTS = (
    "log", "log", "log", "part", "part", "group", "correct", "choose", "aside", "correct part", "choose part",
    "aside part", "arrange", "break down", "mark", "mark", "edit mark", "take back", "set again", "turn",
    "new definition", "take up", "recount",
)  # fmt: skip


class Undone(Exception):
    """Takes what an example wrote back."""


class History:
    """Carries out acts on one series; ``at`` and ``size`` choose the week, the row and the figure."""

    def __init__(self, teacher, hub, series):
        self.teacher, self.hub, self.series = teacher, hub, series
        self.monday = clock.week_start(clock.today("America/New_York"))

    def week(self, at):
        return self.monday - timedelta(weeks=at)

    def one_of(self, model, at):
        rows = db.session.scalars(
            select(model).where(model.series_id == self.series.id).order_by(model.id)
        ).all()
        if not rows:
            raise DomainError("There is nothing yet.")
        return rows[at % len(rows)]

    def act(self, name, at, size):
        getattr(self, f"do_{name.replace(' ', '_')}")(at, size)

    def do_log(self, at, size):
        record_observation(
            self.teacher, self.series, period_start=self.week(at), value=float(size), client_uuid=uuid4()
        )

    def _part(self, at, size, purpose):
        rows = parts_of(self.teacher, [self.series.id], purpose=purpose)[self.series.id]
        if not rows:
            raise DomainError("There is nobody to count.")
        record_part(
            self.teacher,
            self.series,
            rows[size % len(rows)].id,
            period_start=self.week(at),
            value=float(size),
            n=size or None,
            client_uuid=uuid4(),
        )

    def do_part(self, at, size):
        self._part(at, size, PartPurpose.SUM)

    def do_group(self, at, size):
        self._part(at, size, PartPurpose.GROUP)

    def do_correct(self, at, size):
        correct_observation(self.teacher, self.one_of(Observation, at), None, value=float(size))

    def do_choose(self, at, size):
        choose_reading(self.teacher, self.one_of(Observation, at))

    def do_aside(self, at, size):
        set_aside(self.teacher, self.one_of(Observation, at))

    def do_correct_part(self, at, size):
        correct_part(self.teacher, self.one_of(PartValue, at), None, value=float(size))

    def do_choose_part(self, at, size):
        choose_part_value(self.teacher, self.one_of(PartValue, at))

    def do_aside_part(self, at, size):
        set_aside_part(self.teacher, self.one_of(PartValue, at))

    def do_arrange(self, at, size):
        by = PartsBy.CLASS if size % 4 else PartsBy.NOBODY
        classes = ["Period 1", "Period 2", f"Period {size}x"]
        choose_parts(self.teacher, self.series, None, parts_by=by, classes=classes)

    def do_break_down(self, at, size):
        by = Breakdown.GRADE if size % 4 else Breakdown.NONE
        choose_breakdown(self.teacher, self.series, None, breakdown=by, groups=["Grade 5", "Grade 6"])

    def do_mark(self, at, size):
        kind = list(MarkingKind)[size % len(MarkingKind)]
        ends_on = self.week(max(at - 8, 0)) if kind is MarkingKind.BASELINE else None
        mark_chart(
            self.teacher,
            self.series,
            kind=kind,
            starts_on=self.week(at),
            ends_on=ends_on,
            label="snow week",
            reason="a test",
        )

    def do_edit_mark(self, at, size):
        found = self.one_of(SeriesMarking, size)
        ends_on = self.week(0) if found.kind is MarkingKind.BASELINE else None
        edit_marking(
            self.teacher,
            found,
            None,
            starts_on=self.week(at),
            ends_on=ends_on,
            label=f"note {size}",
            reason="a test",
        )

    def do_take_back(self, at, size):
        take_back_marking(self.teacher, self.one_of(SeriesMarking, at), "a slip")

    def do_set_again(self, at, size):
        set_marking_again(self.teacher, self.one_of(SeriesMarking, at))

    def do_turn(self, at, size):
        definition = self.series.definition
        edit_measure(
            self.hub,
            definition,
            None,
            name=definition.name,
            family=definition.family,
            kind=definition.kind,
            direction=list(Direction)[size % 3],
            unknown_n_counts_as_large=bool(at % 2),
        )

    def do_new_definition(self, at, size):
        change_definition(
            self.hub,
            self.series.definition,
            None,
            operational_definition=f"Wording {size}",
            starts_on=self.week(at),
            reason="a test",
        )

    def do_take_up(self, at, size):
        take_up_edition(self.teacher, self.series, None, self.week(at))

    def do_recount(self, at, size):
        totals.recount(self.series.definition_id, STATES_AT_ONCE)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 70), st.integers(0, 12)), max_size=24))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_state_equals_a_rebuild_after_any_history(app, scope_for, world, history):
    teacher, hub = scope_for("teacher"), scope_for("hub")
    definition_id = world["team_definition"]
    with pytest.raises(Undone), unit_of_work():
        definition = db.session.get_one(MeasureDefinition, definition_id)
        definition.team_id, definition.network_id = None, world["network"]
        db.session.flush()
        told = History(teacher, hub, load_series(teacher, world["team_series"]))
        for act, at, size in history:
            try:
                with db.session.begin_nested():
                    told.act(act, at, size)
            except DomainError:
                continue
        told.do_recount(0, 0)
        totals.refresh_network_weeks(definition_id)
        kept = totals.differences(definition_id)
        totals.rebuild(definition_id)
        assert (kept, totals.differences(definition_id)) == ([], [])
        raise Undone
