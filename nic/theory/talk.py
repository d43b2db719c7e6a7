"""Who reads, says and adds what on the things of a theory."""

from collections.abc import Callable
from typing import Any

from nic.kernel.house import Talk
from nic.kernel.permissions import Permission
from nic.theory.policy import TheoryPermission as Can
from nic.theory.trail import readers_of


def talk_about(
    view: Permission,
    load_all: Callable[..., Any],
    owner_of: Callable[[Any], Any],
    circle: Permission | None = None,
) -> Talk:
    """What a team has is its circle's; what a network has all its readers talk about."""
    return Talk(
        load_all=load_all,
        read=view,
        circle=circle or view,
        write=Can.COMMENT_ON_THEORY,
        attach=Can.ADD_FILES,
        readers=lambda thing: readers_of(owner_of(thing)),
        is_open=lambda thing: thing.place.team_id is None,
    )
