"""Builds the whole demo story in one transaction. The same day gives the same story."""

from nic.demo.calendar import TIME_ZONE, DemoCalendar
from nic.demo.cycles import build_cycles
from nic.demo.doors import build_doors
from nic.demo.ground import build_ground, build_late_teams
from nic.demo.roots import build_fishbone
from nic.demo.set_on_charts import build_charts
from nic.demo.sharing import build_sharing
from nic.demo.stage import Stage
from nic.demo.talk import build_talk, draw_tally
from nic.demo.thinking import build_thinking, find_series
from nic.demo.values import build_values
from nic.demo.visit import build_review
from nic.demo.weeks import build_weeks
from nic.kernel import clock
from nic.kernel.transactions import unit_of_work


def build(password_hash: str) -> Stage:
    """Fills an empty, migrated database. ``password_hash`` opens every account of ``places.PEOPLE``."""
    stage = Stage(DemoCalendar(clock.today(TIME_ZONE)))
    tally = draw_tally()
    with clock.frozen(stage.now()), unit_of_work():
        build_ground(stage, password_hash)
        build_thinking(stage)
        build_sharing(stage)
        build_late_teams(stage)
        find_series(stage)
        build_fishbone(stage)
        build_values(stage)
        build_charts(stage)
        build_cycles(stage)
        build_talk(stage, tally)
        build_weeks(stage)
        build_review(stage)
        build_doors(stage)
    return stage
