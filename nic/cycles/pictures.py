"""The picture of this room: the ramp of a cycle's idea, drawn once for every version of what a person may read."""

from collections.abc import Callable
from functools import partial

from nic.cycles import queries
from nic.cycles.models import Cycle
from nic.cycles.policy import CyclePermission
from nic.cycles.ramps import ramp_content, ramp_version
from nic.drawing.ramp import draw_ramp
from nic.kernel.house import House, PictureKind
from nic.kernel.scope import Scope


def register_pictures(house: House) -> None:
    """Registers the kind "ramp", of a cycle."""
    house.add_picture(
        PictureKind("ramp", queries.load_cycle_by_key, CyclePermission.VIEW_CYCLE, _version, _draw)
    )


def _version(scope: Scope, cycle: Cycle) -> str:
    return ramp_version(ramp_content(cycle, queries.ramp_of(scope, cycle)))


def _draw(scope: Scope, cycle: Cycle, palette: str, size: str) -> Callable[[], bytes]:
    content = ramp_content(cycle, queries.ramp_of(scope, cycle))
    return partial(draw_ramp, content, palette=palette, size="phone" if size == "phone" else "wide")
