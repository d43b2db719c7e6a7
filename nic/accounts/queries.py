"""Every read of people, memberships, invitations and devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from nic.accounts.models import Invitation, Membership, Person, SignIn, SignInLink
from nic.accounts.tokens import hash_of
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Place, Role
from nic.kernel.outbox import OutgoingMail
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import Scope, System
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.organizations.queries import network_visible, one, organization_visible, team_visible

Where = Team | Network | Organization


def names_of_people(person_ids: set[int]) -> dict[int, str]:
    """Names by key, for things that the reader has already been allowed to see."""
    if not person_ids:
        return {}
    rows = db.session.connection().execute(_NAMES, {"person_ids": sorted(person_ids)})
    return dict(rows.all())


_PEOPLE = Person.__table__
_NAMES = select(_PEOPLE.c.id, _PEOPLE.c.name).where(_PEOPLE.c.id.in_(bindparam("person_ids", expanding=True)))


def person_by_email(scope: System, email: str) -> Person | None:
    """The person with a mail address, in any case."""
    found: Person | None = db.session.scalar(
        select(Person).where(func.lower(Person.email) == email.strip().lower())
    )
    return found


def load_person(scope: Scope, person_id: int) -> Person:
    """Oneself. Raises NotFoundInScope for anybody else."""
    if isinstance(scope, PersonScope) and scope.person_id != person_id:
        raise NotFoundInScope
    person: Person = one(select(Person).where(Person.id == person_id, _known(scope)))
    return person


def _known(scope: Scope) -> ColumnElement[bool]:
    return true() if isinstance(scope, PersonScope | System) else false()


def _own(scope: Scope, person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    match scope:
        case System():
            return true()
        case PersonScope():
            return person_id == scope.person_id
        case _:
            return false()


def devices_of(scope: Scope, person_id: int) -> Sequence[SignIn]:
    """The devices on which a person is signed in, newest first."""
    statement = _live_devices().where(SignIn.person_id == person_id, _own(scope, SignIn.person_id))
    return db.session.scalars(statement.order_by(SignIn.id.desc())).all()


def devices_by_secret(scope: Scope, secret_hash: str) -> Sequence[SignIn]:
    """The signed-in device whose cookie holds a secret: one or none."""
    return db.session.scalars(_live_devices().where(SignIn.secret_hash == secret_hash)).all()


def signed_in_lately(scope: Scope, secret: str) -> bool:
    """Whether the device whose cookie holds a secret was signed in within the last hour."""
    devices = devices_by_secret(scope, hash_of(secret))
    return any(clock.now() - device.created_at < timedelta(hours=1) for device in devices)


def load_device(scope: Scope, sign_in_id: int) -> SignIn:
    """A device of one's own, signed in or not. Raises NotFoundInScope."""
    device: SignIn = one(select(SignIn).where(SignIn.id == sign_in_id, _own(scope, SignIn.person_id)))
    return device


def _live_devices() -> Select[SignIn]:
    return select(SignIn).where(SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())


def load_sign_in_link(scope: Scope, link_id: int) -> SignInLink:
    """A link of one's own. Raises NotFoundInScope."""
    link: SignInLink = one(
        select(SignInLink).where(SignInLink.id == link_id, _own(scope, SignInLink.person_id))
    )
    return link


def usable_sign_in_link(scope: Scope, secret_hash: str, locked: bool = False) -> SignInLink | None:
    """The link with a secret, where it may still be used by somebody who is active."""
    statement = (
        select(SignInLink)
        .join(SignInLink.person)
        .options(joinedload(SignInLink.person))
        .where(
            SignInLink.secret_hash == secret_hash,
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > clock.now(),
            Person.active,
        )
    )
    return db.session.scalar(statement.with_for_update(of=SignInLink) if locked else statement)


def open_sign_in_links(scope: Scope, person_id: int) -> Sequence[SignInLink]:
    """The links of a person that can still be used."""
    statement = select(SignInLink).where(
        SignInLink.person_id == person_id,
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
        _own(scope, SignInLink.person_id),
    )
    return db.session.scalars(statement.order_by(SignInLink.id)).all()


def _with_places(statement: Select, model: type[Membership] | type[Invitation]) -> Select:
    """Adds what a membership's or an invitation's place is made of."""
    return statement.options(
        joinedload(model.organization),
        joinedload(model.team).joinedload(Team.school),
        joinedload(model.team).selectinload(Team.network_links).joinedload(NetworkTeam.network),
        joinedload(model.network),
    )


def _in_sight(scope: Scope, model: type[Membership] | type[Invitation]) -> ColumnElement[bool]:
    """A filter: those in a team, network or organization whose page the person may open."""
    return or_(
        model.team_id.in_(select(Team.id).where(team_visible(scope))),
        model.network_id.in_(select(Network.id).where(network_visible(scope))),
        model.organization_id.in_(select(Organization.id).where(organization_visible(scope))),
    )


def _now(model: type[Membership]) -> ColumnElement[bool]:
    return or_(model.ended_on.is_(None), model.ended_on > clock.today())


def load_membership(scope: Scope, membership_id: int) -> Membership:
    """A membership of one's own, or in a place that the person may open. Raises NotFoundInScope for ended ones too."""
    statement = _with_places(select(Membership), Membership).options(joinedload(Membership.person))
    membership: Membership = one(
        statement.where(
            Membership.id == membership_id,
            _now(Membership),
            or_(_own(scope, Membership.person_id), _in_sight(scope, Membership)),
        )
    )
    return membership


def load_membership_ever(scope: Scope, membership_id: int) -> Membership:
    """As :func:`load_membership`, and an ended one too: for its history."""
    statement = _with_places(select(Membership), Membership).options(joinedload(Membership.person))
    membership: Membership = one(
        statement.where(
            Membership.id == membership_id,
            or_(_own(scope, Membership.person_id), _in_sight(scope, Membership)),
        )
    )
    return membership


def own_memberships(scope: Scope) -> Sequence[Membership]:
    """What the person is, and where."""
    if not isinstance(scope, PersonScope):
        return []
    statement = _with_places(select(Membership), Membership).where(
        Membership.person_id == scope.person_id, _now(Membership)
    )
    return db.session.scalars(statement.order_by(Membership.id)).unique().all()


def _of(model: type[Membership] | type[Invitation], where: Where) -> ColumnElement[bool]:
    match where:
        case Team():
            return model.team_id == where.id
        case Network():
            return model.network_id == where.id
        case _:
            return model.organization_id == where.id


def people_of(scope: Scope, where: Where) -> Sequence[Membership]:
    """Who belongs to a team, network or organization now, by name. The place was loaded inside the scope."""
    statement = (
        _with_places(select(Membership), Membership)
        .join(Membership.person)
        .options(joinedload(Membership.person))
        .where(_of(Membership, where), _now(Membership), _in_sight(scope, Membership))
        .order_by(func.lower(Person.name), Membership.id)
    )
    return db.session.scalars(statement).unique().all()


def holders_of(scope: Scope, where: Where, role: Role) -> Sequence[Membership]:
    """The memberships with a role in a place, locked until the transaction ends: nobody may leave meanwhile."""
    statement = (
        select(Membership)
        .where(_of(Membership, where), _now(Membership), Membership.role == role)
        .order_by(Membership.id)
        .with_for_update()
    )
    return db.session.scalars(statement).all()


def membership_in(scope: Scope, person_id: int, where: Where, role: Role) -> Membership | None:
    """A person's membership with a role in a place, where there is one now."""
    statement = select(Membership).where(
        Membership.person_id == person_id, _of(Membership, where), Membership.role == role, _now(Membership)
    )
    return db.session.scalars(statement).first()


def leads_of(scope: System, team: Team) -> Sequence[Person]:
    """The lead (or leads) of a team now."""
    statement = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.team_id == team.id, Membership.role == Role.TEAM_LEAD, _now(Membership))
        .order_by(Person.id)
    )
    return db.session.scalars(statement).all()


def open_invitations(scope: Scope, where: Where) -> Sequence[Invitation]:
    """Invitations to a place that can still be used, newest first. The place was loaded inside the scope."""
    statement = (
        _with_places(select(Invitation), Invitation)
        .where(
            _of(Invitation, where), _usable(), Invitation.from_code_id.is_(None), _in_sight(scope, Invitation)
        )
        .order_by(Invitation.id.desc())
    )
    return db.session.scalars(statement).unique().all()


def load_invitation(scope: Scope, invitation_id: int) -> Invitation:
    """An invitation to a place that the person may open. Raises NotFoundInScope."""
    invitation: Invitation = one(
        _with_places(select(Invitation), Invitation).where(
            Invitation.id == invitation_id, _in_sight(scope, Invitation)
        )
    )
    return invitation


def usable_invitation(scope: System, secret: str) -> Invitation | None:
    """The invitation with the secret of a link, or with a printed code, where it can still be used."""
    statement = _with_places(select(Invitation), Invitation).where(
        Invitation.secret_hash == hash_of(secret), _usable()
    )
    return db.session.scalars(statement).unique().one_or_none()


def code_behind(scope: Scope, invitation: Invitation) -> Invitation | None:
    """The printed code that a link stands for; None where there is none, or where it was used up meanwhile."""
    if invitation.from_code_id is None:
        return None
    return db.session.scalar(
        select(Invitation).where(Invitation.id == invitation.from_code_id, _usable()).with_for_update()
    )


def _usable() -> ColumnElement[bool]:
    return (
        Invitation.accepted_at.is_(None)
        & Invitation.revoked_at.is_(None)
        & (Invitation.expires_at > clock.now())
    )


@dataclass(frozen=True, slots=True)
class Outbox:
    """The mail of this server, as seen by an administrator of an agency."""

    place: Place


def load_outbox(scope: Scope) -> Outbox:
    """The outbox, standing at the agency that the person administers."""
    own = scope.identity.with_roles(Role.AGENCY_ADMIN) if isinstance(scope, PersonScope) else ()
    return Outbox(Place(agency_id=own[0].agency_id if own else None))


def mail_statement(scope: Scope) -> Select[OutgoingMail]:
    """All mail, newest first; for those who may read it."""
    return select(OutgoingMail).where(_known(scope)).order_by(OutgoingMail.id.desc())


def hub_people(scope: Scope, network_ids: Sequence[int]) -> dict[int, list[Person]]:
    """The people of each network's hub, by name. The caller has found the networks inside its scope."""
    rows = db.session.execute(
        select(Membership.network_id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.network_id.in_(network_ids),
            Membership.role == Role.HUB_FACILITATOR,
            Membership.ended_on.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    found: dict[int, list[Person]] = {}
    for network_id, person in rows:
        found.setdefault(int(network_id or 0), []).append(person)
    return found
