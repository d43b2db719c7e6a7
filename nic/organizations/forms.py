"""Forms of organizations, calendars, teams and networks."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from nic.organizations.models import DistrictKind, Organization
from nic.web.forms import EditForm, Form

USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


def time_zones() -> list[SelectChoice]:
    """The zones to choose from: those of the United States first, then all others."""
    others = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    names = [*USUAL_ZONES, *(zone for zone in others if zone not in USUAL_ZONES), "UTC"]
    return [SelectChoice(zone, zone.replace("_", " ")) for zone in names]


def _name(label: str = "Name") -> StringField:
    return StringField(label, [InputRequired("Write a name."), Length(max=200)])


class OrganizationForm(EditForm):
    """An agency, a district or a school."""

    name = _name()
    district_kind = SelectField(
        "What it is called", choices=[SelectChoice(kind.value) for kind in DistrictKind]
    )
    time_zone = SelectField(
        "Time zone", choices=time_zones, description="Its days and weeks are counted by the clocks there."
    )

    def __init__(self, *, of_district: bool, **options: Any) -> None:
        super().__init__(**options)
        if not of_district:
            del self.district_kind

    def values(self) -> dict[str, Any]:
        """What the operations take."""
        given = {"name": self.name.data, "time_zone": self.time_zone.data}
        chosen = self._fields.get("district_kind")
        return given if chosen is None else {**given, "district_kind": DistrictKind(chosen.data)}


class DaysForm(EditForm):
    """A school year or a holiday: a name and two days."""

    name = _name()
    starts_on = DateField("First day", [InputRequired("Choose the first day.")])
    ends_on = DateField("Last day", [InputRequired("Choose the last day.")])

    def values(self) -> dict[str, Any]:
        """What the operations take."""
        return {"name": self.name.data, "starts_on": self.starts_on.data, "ends_on": self.ends_on.data}


class TeamForm(EditForm):
    """A team's name."""

    name = _name("What do you call the team?")


class NetworkForm(EditForm):
    """A network's name and what it is for."""

    name = _name("What do you call the network?")
    purpose = TextAreaField("What is it for?", [Length(max=2000)], description="One or two sentences.")


class NewNetworkForm(NetworkForm):
    """A new network, in one of the agencies where the person may make one."""

    agency_id = SelectField("Agency", coerce=int)

    def __init__(self, agencies: Sequence[Organization], **options: Any) -> None:
        super().__init__(**options)
        self.agency_id.choices = [SelectChoice(agency.id, agency.name) for agency in agencies]


class NoFieldsForm(Form):
    """A page with one button."""
