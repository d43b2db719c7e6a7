"""The forms of cycles."""

from nic.cycles.forms.common import as_answer
from nic.cycles.forms.planning import (
    STEPS,
    NewIdeaStep,
    NewQuickForm,
    PlanForm,
    QuickForm,
    Step,
    WorksheetForm,
)
from nic.cycles.forms.running import CloneForm, CloseForm, LogForm, MoveForm, PeopleForm, StopForm

__all__ = [
    "STEPS",
    "CloneForm",
    "CloseForm",
    "LogForm",
    "MoveForm",
    "NewIdeaStep",
    "NewQuickForm",
    "PeopleForm",
    "PlanForm",
    "QuickForm",
    "Step",
    "StopForm",
    "WorksheetForm",
    "as_answer",
]
