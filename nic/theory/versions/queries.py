"""Every read of published versions. Whoever may read the published theory may read each of its versions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope
from nic.kernel.statements import per_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, Team
from nic.theory.graph import in_order
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.plain import PlainNode, PlainTheory, nodes_in_order
from nic.theory.queries import owned_by, theory_of, theory_of_team, with_owner
from nic.theory.versions.models import TheoryVersion, VersionNode

NEVER_PUBLISHED = "(not published)"
_NEWER = TheoryVersion.__table__.alias("newer")
LATEST = (
    select(func.max(_NEWER.c.number)).where(_NEWER.c.theory_id == TheoryVersion.theory_id).scalar_subquery()
)


def _versions(scope: Scope) -> Select[TheoryVersion]:
    """Versions without what they say."""
    return (
        select(TheoryVersion)
        .join(Theory, Theory.id == TheoryVersion.theory_id)
        .options(joinedload(TheoryVersion.theory).options(*with_owner(Theory)))
        .where(organizations.in_circle(scope, Theory))
    )


def _whole(scope: Scope) -> Select[TheoryVersion]:
    return _versions(scope).options(selectinload(TheoryVersion.nodes), selectinload(TheoryVersion.links))


def load_version(scope: Scope, version_id: int) -> TheoryVersion:
    """A version with all that it says. Raises NotFoundInScope."""
    version: TheoryVersion = organizations.one(_whole(scope).where(TheoryVersion.id == version_id))
    return version


def version_numbered(scope: Scope, theory_id: int, number: int) -> TheoryVersion:
    """A theory's version of a number, with all that it says. Raises NotFoundInScope."""
    numbered = (TheoryVersion.theory_id == theory_id, TheoryVersion.number == number)
    version: TheoryVersion = organizations.one(_whole(scope).where(*numbered))
    return version


def versions_of(scope: Scope, owner: Team | Network) -> Sequence[TheoryVersion]:
    """The versions of a team's or network's theory, newest first, without what they say."""
    statement = _versions(scope).where(owned_by(Theory, owner)).order_by(TheoryVersion.number.desc())
    return db.session.scalars(statement).unique().all()


def latest_version(scope: Scope, owner: Team | Network) -> TheoryVersion | None:
    """The newest version of a theory with all that it says; None where none is published or not for this person."""
    statement = _latest_of_team(scope) if isinstance(owner, Team) else _latest_of_network(scope)
    return db.session.scalars(statement, {"owner_id": owner.id}).unique().one_or_none()


@per_scope
def _latest_of_team(scope: Scope) -> Select[TheoryVersion]:
    return _latest(scope).where(Theory.team_id == bindparam("owner_id"))


@per_scope
def _latest_of_network(scope: Scope) -> Select[TheoryVersion]:
    return _latest(scope).where(Theory.network_id == bindparam("owner_id"))


def _latest(scope: Scope) -> Select[TheoryVersion]:
    return _whole(scope).where(TheoryVersion.number == LATEST)


def latest_of_networks(scope: Scope, network_ids: Collection[int]) -> Sequence[TheoryVersion]:
    """The newest version of each network's theory with all that it says, by the network's name."""
    wanted = {"network_ids": list(network_ids)}
    found = db.session.scalars(_latest_of_networks(scope), wanted).unique().all() if network_ids else ()
    return sorted(found, key=lambda version: (version.theory.owner.name, version.id))


@per_scope
def _latest_of_networks(scope: Scope) -> Select[TheoryVersion]:
    return _latest(scope).where(Theory.network_id.in_(bindparam("network_ids", expanding=True)))


def version_with_node(scope: Scope, node_id: int) -> TheoryVersion:
    """The newest version of the theory in which a node stands, where it has the node. Raises NotFoundInScope."""
    has_it = select(VersionNode.version_id).where(VersionNode.node_id == node_id)
    statement = _whole(scope).where(TheoryVersion.id.in_(has_it), TheoryVersion.number == LATEST)
    version: TheoryVersion = organizations.one(statement)
    return version


def readable_version(scope: Scope, version_id: int | None) -> TheoryVersion | None:
    """A version without what it says; None where the person may not read it, or none is meant."""
    if version_id is None:
        return None
    return db.session.scalars(_versions(scope).where(TheoryVersion.id == version_id)).unique().one_or_none()


def version_for_cycle(scope: Scope, team: Team, idea: Node | None) -> int | None:
    """The key of the version on which a cycle is planned now: the newest of the theory in which its idea stands.

    For an idea in the team's own words, that of the team's theory. None where none is published.
    """
    of_theory = Theory.team_id == team.id if idea is None else Theory.id == idea.theory_id
    statement = (
        select(TheoryVersion.id)
        .join(Theory, Theory.id == TheoryVersion.theory_id)
        .where(of_theory, TheoryVersion.created_at <= clock.now(), organizations.in_circle(scope, Theory))
        .order_by(TheoryVersion.number.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def sent_before(scope: Scope, theory: Theory, client_uuid: UUID) -> TheoryVersion | None:
    """The version of a theory that came with this UUID before."""
    statement = _whole(scope).where(
        TheoryVersion.theory_id == theory.id, TheoryVersion.client_uuid == client_uuid
    )
    return db.session.scalars(statement).unique().one_or_none()


def published_words(network_id: int) -> dict[int, str]:
    """The words of each node of the newest version of a network that was loaded in the person's scope."""
    return dict(db.session.execute(_WORDS, {"network_id": network_id}).all())


_WORDS = (
    select(VersionNode.node_id, VersionNode.text)
    .join(TheoryVersion, TheoryVersion.id == VersionNode.version_id)
    .join(Theory, Theory.id == TheoryVersion.theory_id)
    .where(Theory.network_id == bindparam("network_id"), TheoryVersion.number == LATEST)
)


def rows_with_node(scope: Scope, node_id: int) -> Sequence[VersionNode]:
    """A node as each version has it, for taking a text out of all of them."""
    statement = (
        select(VersionNode)
        .join(TheoryVersion, TheoryVersion.id == VersionNode.version_id)
        .join(Theory, Theory.id == TheoryVersion.theory_id)
        .where(VersionNode.node_id == node_id, organizations.in_circle(scope, Theory))
    )
    return db.session.scalars(statement).all()


def content_of(version: TheoryVersion) -> PlainTheory:
    """What a loaded version says."""
    below: dict[Any, list[Any]] = {}
    for link in sorted(version.links, key=lambda link: (link.position, link.child_id)):
        below.setdefault(link.parent_id, []).append(link.child_id)
    return PlainTheory(
        nodes={
            node.node_id: PlainNode(node.node_id, node.kind, node.text, node.note, node.evidence)
            for node in version.nodes
        },
        below={parent: tuple(children) for parent, children in below.items()},
        for_whom=version.aim_for_whom,
        how_much=version.aim_how_much,
        by_when=version.aim_by_when,
        baseline=version.aim_baseline,
    )


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """An earlier and a later version of one theory; a resource of its own for the page that compares them."""

    before: TheoryVersion
    after: TheoryVersion

    @property
    def place(self) -> Any:
        """Where both stand."""
        return self.after.place


def load_two(scope: Scope, version_id: int, number: int) -> TwoVersions:
    """A version, and the one of the same theory with a number, the earlier one first. Raises NotFoundInScope."""
    one = load_version(scope, version_id)
    other = version_numbered(scope, one.theory_id, number)
    if one.id == other.id:
        raise NotFoundInScope
    before, after = sorted((one, other), key=lambda version: version.number)
    return TwoVersions(before, after)


def in_readable_words(scope: Scope, nodes: Iterable[Node]) -> dict[int, bool]:
    """Puts the nodes of networks into the words that the person may read: for all but the hub, as published last.

    Returns for each node whether its page opens: whether the newest version has it, or the person reads the draft. A
    draft that was never published has no words for others.
    """
    by_id = {node.id: node for node in nodes}
    opens = dict.fromkeys(by_id, True)
    if not by_id or not isinstance(scope, Person):
        return opens
    for node_id, text, is_newest in db.session.execute(_words_for_others(scope, by_id)):
        set_committed_value(by_id[node_id], "text", text or NEVER_PUBLISHED)
        opens[node_id] = bool(is_newest)
    return opens


def readable_nodes(scope: Scope, node_ids: Collection[int]) -> dict[int, Node]:
    """Those of some nodes whose page opens for the person, by key, in the words that they read there."""
    statement = (
        select(Node)
        .join(Node.theory)
        .options(contains_eager(Node.theory).options(*with_owner(Theory)))
        .where(Node.id.in_(node_ids), organizations.in_circle(scope, Theory))
    )
    nodes = {node.id: node for node in db.session.scalars(statement).unique()}
    opens = in_readable_words(scope, nodes.values())
    return {key: node for key, node in nodes.items() if opens[key]}


def _words_for_others(scope: Person, node_ids: Iterable[int]) -> Select[int, str, bool]:
    """(node, its words, whether the version is the newest) of nodes of networks, the newest version with it last."""
    return (
        select(Node.id, VersionNode.text, TheoryVersion.number == LATEST)
        .join(Theory, Theory.id == Node.theory_id)
        .outerjoin(VersionNode, VersionNode.node_id == Node.id)
        .outerjoin(TheoryVersion, TheoryVersion.id == VersionNode.version_id)
        .where(
            Node.id.in_(list(node_ids)),
            Theory.network_id.is_not(None),
            Theory.network_id.not_in(scope.identity.hub_network_ids),
        )
        .order_by(TheoryVersion.number)
    )


def change_ideas(scope: Scope, team: Team) -> Sequence[Node]:
    """The change ideas that a team may test, in outline order: its own, then the published ones of its networks."""
    own = theory_of_team(scope, team.id)
    ideas = [node for node in in_order(own) if node.kind is NodeKind.CHANGE_IDEA] if own is not None else []
    versions = latest_of_networks(scope, team.network_ids)
    published = [row for version in versions for row in version.nodes if row.kind is NodeKind.CHANGE_IDEA]
    statement = select(Node).where(Node.id.in_([row.node_id for row in published]))
    by_id = {node.id: node for node in db.session.scalars(statement)} if published else {}
    for version in versions:
        for key in _ideas_in_order(version):
            set_committed_value(by_id[key], "theory", version.theory)
            ideas.append(by_id[key])
    in_readable_words(scope, by_id.values())
    return ideas


def _ideas_in_order(version: TheoryVersion) -> list[int]:
    content = content_of(version)
    return [int(node.id) for node in nodes_in_order(content) if node.kind is NodeKind.CHANGE_IDEA]


def nodes_of(scope: Scope, owner: Team | Network) -> list[tuple[int, NodeKind, str]]:
    """Key, kind and words of the nodes of the owner's theory, and for a team of its networks' published ones."""
    own = theory_of(scope, owner)
    nodes = [node for node in own.nodes if not node.is_archived] if own is not None else []
    found = [(node.id, node.kind, node.text) for node in nodes]
    if own is None or isinstance(owner, Team):
        networks = owner.network_ids if isinstance(owner, Team) else {owner.id}
        for version in latest_of_networks(scope, networks):
            found += [(row.node_id, row.kind, row.text) for row in version.nodes]
    return found
