"""The fictional state of the demo: its agency, districts, schools, teams, networks and people. Nobody here is real."""

from dataclasses import dataclass

from nic.kernel.identity import Role
from nic.organizations.models import DistrictKind

AGENCY = "Marlow Agency of Education"

DISTRICTS: dict[str, tuple[DistrictKind, tuple[str, ...]]] = {
    "Greenfield Supervisory Union": (
        DistrictKind.SUPERVISORY_UNION,
        ("Birch Hollow School", "Fern Creek School", "Maple Street School"),
    ),
    "Cedar Valley District": (
        DistrictKind.DISTRICT,
        ("Cedar Valley Middle School", "Elm Park School", "Lakeside School"),
    ),
    "Stony Brook Supervisory District": (
        DistrictKind.SUPERVISORY_DISTRICT,
        ("Harbor View School", "Millbrook School", "Stony Brook School"),
    ),
}

REASONING = "Reasoning network"
ATTENDANCE = "Every day counts"

PURPOSES = {
    REASONING: "Teams of seven schools find out how students come to say why, not only what, in mathematics.",
    ATTENDANCE: "Teams of five schools learn what brings students to school every day.",
}
"""The networks and what each is for."""


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team of the story. ``start`` is the level of its outcome in percent.

    ``effect`` is how far that moves, from the school week ``from_week`` on (counted from this one; None: never).
    ``people`` are the students behind a value; values begin with the school week ``since`` (None: two years ago) and
    end with ``until``.
    """

    name: str
    school: str
    network: str
    start: float
    effect: float
    from_week: int | None
    people: int
    since: int | None = None
    until: int = 0

    @property
    def key(self) -> str:
        """The team's name in the story: "school / team"."""
        return f"{self.school} / {self.name}"


TEAMS: tuple[TeamPlan, ...] = (
    TeamPlan("Grade 6 team", "Maple Street School", REASONING, 36, 13, -14, 24),
    TeamPlan("Grade 5 team", "Birch Hollow School", REASONING, 33, 12, -15, 22),
    TeamPlan("Grade 7 mathematics", "Cedar Valley Middle School", REASONING, 35, 0, None, 26),
    TeamPlan("Grade 6 mathematics", "Elm Park School", REASONING, 34, 13, -12, 25),
    TeamPlan("Middle grades team", "Fern Creek School", REASONING, 38, 5, -6, 9, since=-22),
    TeamPlan("Grade 8 team", "Lakeside School", REASONING, 40, -10, -13, 23),
    TeamPlan("Grade 5 and 6 team", "Stony Brook School", REASONING, 31, 10, -24, 21),
    TeamPlan("Attendance team", "Maple Street School", ATTENDANCE, 90.5, 2.4, -15, 240),
    TeamPlan("Welcome team", "Harbor View School", ATTENDANCE, 88.5, 2.8, -13, 310),
    TeamPlan("Ninth-grade team", "Millbrook School", ATTENDANCE, 86.5, 0, None, 118),
    TeamPlan("Family partnership team", "Stony Brook School", ATTENDANCE, 91, 2.4, -11, 275),
    TeamPlan("Morning team", "Elm Park School", ATTENDANCE, 89.5, 0, None, 190, since=-20, until=-7),
)


NETWORK_OF = {plan.key: plan.network for plan in TEAMS}
"""The network of each team."""


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """An account of the demo: where the person is what. ``place`` names a team as "school / team"."""

    account: str
    name: str
    roles: tuple[tuple[Role, str], ...]
    told: str


MAPLE = "Maple Street School / Grade 6 team"
MAPLE_ATTENDANCE = "Maple Street School / Attendance team"

PEOPLE: tuple[PersonPlan, ...] = (
    PersonPlan("admin", "Rosa Lindqvist", ((Role.AGENCY_ADMIN, AGENCY),), "administrator of the agency"),
    PersonPlan(
        "agency", "Dana Whitcomb", ((Role.AGENCY_STAFF, AGENCY),), "agency staff: reads what networks learn"
    ),
    PersonPlan(
        "district",
        "Henry Osei",
        ((Role.DISTRICT_LEAD, "Greenfield Supervisory Union"),),
        "leads the Greenfield district",
    ),
    PersonPlan(
        "hub",
        "Priya Castellano",
        ((Role.HUB_FACILITATOR, REASONING), (Role.HUB_FACILITATOR, ATTENDANCE)),
        "facilitates both networks",
    ),
    PersonPlan(
        "coach",
        "Martin Aubrey",
        (
            (Role.COACH, MAPLE),
            (Role.COACH, "Birch Hollow School / Grade 5 team"),
            (Role.COACH, "Elm Park School / Grade 6 mathematics"),
        ),
        "coaches three teams",
    ),
    PersonPlan(
        "lead", "June Okafor", ((Role.TEAM_LEAD, MAPLE),), "leads the grade 6 team of Maple Street School"
    ),
    PersonPlan(
        "teacher",
        "Sam Delgado",
        ((Role.TEAM_MEMBER, MAPLE), (Role.TEAM_MEMBER, MAPLE_ATTENDANCE)),
        "teaches at Maple Street School, in two teams: begin here",
    ),
    PersonPlan(
        "neighbor",
        "Aiko Brandt",
        ((Role.TEAM_MEMBER, "Elm Park School / Grade 6 mathematics"),),
        "a teacher of another district: reviewer in the field review",
    ),
    PersonPlan(
        "chair",
        "Louise Tremblay",
        ((Role.SCHOOL_LEAD, "Harbor View School"),),
        "leads a school of another district and the field review",
    ),
    PersonPlan(
        "host",
        "Victor Nyberg",
        ((Role.SCHOOL_LEAD, "Birch Hollow School"),),
        "host coordinator of the field review",
    ),
    PersonPlan("outsider", "Mika Andersen", (), "a teacher with no part in any of it"),
)

COLLEAGUES: tuple[tuple[str, str, Role], ...] = (
    ("Nora Feld", MAPLE, Role.TEAM_MEMBER),
    ("Ade Balogun", MAPLE_ATTENDANCE, Role.TEAM_LEAD),
    ("Tess Marchetti", "Birch Hollow School / Grade 5 team", Role.TEAM_LEAD),
    ("Owen Park", "Cedar Valley Middle School / Grade 7 mathematics", Role.TEAM_LEAD),
    ("Ines Moreau", "Elm Park School / Grade 6 mathematics", Role.TEAM_LEAD),
    ("Paul Grady", "Fern Creek School / Middle grades team", Role.TEAM_LEAD),
    ("Hana Suzuki", "Lakeside School / Grade 8 team", Role.TEAM_LEAD),
    ("Bea Holloway", "Stony Brook School / Grade 5 and 6 team", Role.TEAM_LEAD),
    ("Carl Jensen", "Harbor View School / Welcome team", Role.TEAM_LEAD),
    ("Ruth Abara", "Millbrook School / Ninth-grade team", Role.TEAM_LEAD),
    ("Leo Fontaine", "Stony Brook School / Family partnership team", Role.TEAM_LEAD),
    ("Gwen Sato", "Elm Park School / Morning team", Role.TEAM_LEAD),
    ("Frida Holm", "Lakeside School", Role.SCHOOL_LEAD),
    ("Tomas Reyes", "Stony Brook School", Role.SCHOOL_LEAD),
)
"""Others who have done something in the story; they have no password."""
