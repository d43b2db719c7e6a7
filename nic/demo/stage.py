"""What the builders of the story share: the calendar, and everything made so far by the name it has in the story."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from nic.accounts.identity import identity_of
from nic.accounts.models import Person
from nic.cycles.models import Cycle
from nic.demo.calendar import DemoCalendar
from nic.demo.places import COLLEAGUES, NETWORK_OF, PEOPLE
from nic.kernel import clock
from nic.kernel.identity import TEAM_ROLES, Role
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import System
from nic.kernel.transactions import flush
from nic.measures.models import MeasureDefinition, Series
from nic.organizations.models import Network, Organization, Team
from nic.theory.models import Node
from nic.theory.problems.models import Problem

DEMO = System("the demo story")
STORY = UUID("6f2b1c1e-6c55-4d3b-9d3a-0a5a6f0f1d11")
"""The names of the story live in this space, so that each thing has the same UUID every time."""
BEFORE_SCHOOL = timedelta(weeks=3)


@dataclass
class Stage:
    """The story while it is being built. Teams are named "school / team", series by measure and team."""

    calendar: DemoCalendar
    organizations: dict[str, Organization] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    definitions: dict[str, MeasureDefinition] = field(default_factory=dict)
    series: dict[tuple[str, str], Series] = field(default_factory=dict)
    cycles: list[Cycle] = field(default_factory=list)
    staffed: set[str] = field(default_factory=set)
    """Places whose people have their memberships."""
    _scopes: dict[str, PersonScope] = field(default_factory=dict)

    @property
    def first_week(self) -> int:
        """The first school week of the story, counted from this one."""
        return -self.calendar.school_weeks.index(self.calendar.this_week)

    def at(
        self, week: int, weekday: int = 0, hour: int = 12, minute: int = 0
    ) -> AbstractContextManager[None]:
        """Holds the clock in a school week, never later than the start of today."""
        return moment(self.calendar.at(week, weekday, hour, minute))

    def before_school(self) -> AbstractContextManager[None]:
        """Holds the clock in the summer in which everything was set up."""
        return moment(self.calendar.instant(self.calendar.years[0].starts_on - BEFORE_SCHOOL, 10))

    def now(self) -> datetime:
        """The start of today: nothing in the story is later."""
        return self.calendar.instant(self.calendar.today)

    def place(self, name: str) -> Organization | Network | Team:
        """A place by its name in the story."""
        return self.teams.get(name) or self.networks.get(name) or self.organizations[name]

    def scope(self, name: str) -> PersonScope:
        """The scope of a person by their name."""
        if name not in self._scopes:
            self._scopes[name] = PersonScope(identity_of(self.people[name]))
        return self._scopes[name]

    def forget_scopes(self) -> None:
        """After memberships have changed."""
        self._scopes.clear()

    def lead(self, team: str) -> PersonScope:
        """The scope of a team's lead."""
        return self.scope(next(name for name, role in roles_at(team) if role is Role.TEAM_LEAD))

    def members(self, team: str) -> list[PersonScope]:
        """The scopes of those who work in a team, its lead first."""
        found = sorted(roles_at(team), key=lambda row: row[1] is not Role.TEAM_LEAD)
        return [self.scope(name) for name, role in found if role in TEAM_ROLES]

    def hub(self, network: str) -> PersonScope:
        """The scope of a network's hub."""
        return self.scope(next(name for name, role in roles_at(network) if role is Role.HUB_FACILITATOR))

    def head(self, owner: str) -> PersonScope:
        """Who speaks for a network or a team: its hub or its lead."""
        return self.hub(owner) if owner in self.networks else self.lead(owner)

    def node(self, owner: str, text: str) -> Node:
        """A node of a network's theory or a team's; of its network's where the team has none of these words."""
        own = self.nodes.get((owner, text))
        return own if own is not None else self.nodes[NETWORK_OF[owner], text]

    def mark(self, name: str) -> UUID:
        """The UUID of a thing by a name that only it has."""
        return uuid5(STORY, name)


@contextmanager
def moment(instant: datetime) -> Iterator[None]:
    """Holds the clock, and sends what was done to the database before it goes on: instants are taken there."""
    with clock.frozen(instant):
        yield
        flush()


def roles_at(place: str) -> Iterator[tuple[str, Role]]:
    """Who has which role in a place of the story."""
    for person in PEOPLE:
        yield from ((person.name, role) for role, where in person.roles if where == place)
    yield from ((name, role) for name, where, role in COLLEAGUES if where == place)
