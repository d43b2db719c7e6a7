"""Pages on cycles: plan, run, study, close, share."""

from nic.cycles.routes import close, log, moves, planning, single, views
from nic.cycles.routes.common import blueprint

__all__ = ["blueprint", "close", "log", "moves", "planning", "single", "views"]
