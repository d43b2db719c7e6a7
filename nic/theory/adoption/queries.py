"""Every read of adopted parts, of the parts that teams added, and of the hubs' answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Place
from nic.kernel.scope import Scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, Team
from nic.theory.adoption.models import AdoptedNode, HubAnswer
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.queries import drafts_readable, theory_of_team, with_owner
from nic.theory.versions.models import TheoryVersion, VersionNode
from nic.theory.versions.queries import content_of, latest_of_networks


def _adopted(scope: Scope) -> Select[AdoptedNode]:
    return (
        select(AdoptedNode)
        .join(AdoptedNode.node)
        .join(Node.theory)
        .options(contains_eager(AdoptedNode.node).contains_eager(Node.theory).options(*with_owner(Theory)))
        .where(drafts_readable(scope))
        .order_by(AdoptedNode.id)
    )


def load_adopted(scope: Scope, adopted_id: int) -> AdoptedNode:
    """An adopted part of a team's theory. Raises NotFoundInScope."""
    adopted: AdoptedNode = organizations.one(_adopted(scope).where(AdoptedNode.id == adopted_id))
    return adopted


def adopted_in(scope: Scope, theory_id: int) -> Sequence[AdoptedNode]:
    """The parts of a team's theory that it adopted, those put away too."""
    return db.session.scalars(_adopted(scope).where(Node.theory_id == theory_id)).unique().all()


def adopted_from(scope: Scope, shared_node_id: int) -> Sequence[AdoptedNode]:
    """The parts of all teams that stand for a node of a network: what is removed from it is removed from them too.

    Whoever removes it need not read what those teams write; nothing of it is shown.
    """
    statement = (
        select(AdoptedNode)
        .options(joinedload(AdoptedNode.node).joinedload(Node.theory).options(*with_owner(Theory)))
        .where(AdoptedNode.shared_node_id == shared_node_id)
        .order_by(AdoptedNode.id)
    )
    return db.session.scalars(statement).unique().all()


def adopted_among(scope: Scope, node_ids: Collection[int]) -> Sequence[AdoptedNode]:
    """Those of some nodes that a team adopted, with the network's theory."""
    statement = _adopted(scope).options(
        joinedload(AdoptedNode.shared_node).joinedload(Node.theory).options(*with_owner(Theory))
    )
    return db.session.scalars(statement.where(AdoptedNode.node_id.in_(node_ids))).unique().all()


def origins_of(scope: Scope, theory: Theory) -> dict[int, str]:
    """Of a team that adopted parts: where each part of its theory comes from, in a word; empty for all others."""
    if theory.team_id is None:
        return {}
    statement = (
        select(AdoptedNode.node_id)
        .join(Node, Node.id == AdoptedNode.node_id)
        .join(Theory, Theory.id == Node.theory_id)
        .where(Theory.id == theory.id, drafts_readable(scope))
    )
    shared = set(db.session.scalars(statement))
    if not shared:
        return {}
    return {node.id: "from the network" if node.id in shared else "ours" for node in theory.nodes}


@dataclass(frozen=True, slots=True)
class SharedPart:
    """A part that a team adopted, as it stands to the network's: its published words, None where there are none."""

    adopted: AdoptedNode
    network: Network | None
    words: str | None

    @property
    def is_reworded(self) -> bool:
        """Whether the network's words are others than when the team last looked."""
        return self.words is not None and self.words != self.adopted.seen_text

    @property
    def is_gone(self) -> bool:
        """Whether the network published it and has it no longer; what only waits to be published is not gone."""
        return self.words is None and self.network is not None


def shared_parts(scope: Scope, team: Team, theory: Theory) -> list[SharedPart]:
    """The parts that a team adopted and still has, each with the network's published words."""
    versions = latest_of_networks(scope, team.network_ids)
    words = {row.node_id: (row.text, version) for version in versions for row in version.nodes}
    gone = _published_before(scope, {version.theory_id: version.theory.network for version in versions})
    found = []
    for adopted in adopted_in(scope, theory.id):
        if adopted.node.is_archived:
            continue
        if adopted.shared_node_id in words:
            text, version = words[adopted.shared_node_id]
            found.append(SharedPart(adopted, version.theory.network, text))
        else:
            found.append(SharedPart(adopted, gone.get(adopted.shared_node_id), None))
    return found


def reworded_since(scope: Scope, theory: Theory) -> int:
    """How many parts of a team's theory its networks have reworded since the team last looked; one statement."""
    if theory.team is None:
        return 0
    shared, published = aliased(Node), aliased(Theory)
    newest = select(func.max(TheoryVersion.number)).where(TheoryVersion.theory_id == published.id)
    statement = (
        select(func.count())
        .select_from(AdoptedNode)
        .join(Node, Node.id == AdoptedNode.node_id)
        .join(Theory, Theory.id == Node.theory_id)
        .join(shared, shared.id == AdoptedNode.shared_node_id)
        .join(published, published.id == shared.theory_id)
        .join(TheoryVersion, TheoryVersion.theory_id == published.id)
        .join(VersionNode, (VersionNode.version_id == TheoryVersion.id) & (VersionNode.node_id == shared.id))
        .where(
            Theory.id == theory.id,
            drafts_readable(scope),
            Node.archived_at.is_(None),
            published.network_id.in_(theory.team.network_ids),
            TheoryVersion.number == newest.correlate(published).scalar_subquery(),
            VersionNode.text != AdoptedNode.seen_text,
        )
    )
    return db.session.scalar(statement) or 0


def _published_before(scope: Scope, networks: dict[int, Network | None]) -> dict[int, Network | None]:
    """Every node that any version of some theories has, with the network."""
    statement = (
        select(VersionNode.node_id, TheoryVersion.theory_id)
        .join(TheoryVersion, TheoryVersion.id == VersionNode.version_id)
        .join(Theory, Theory.id == TheoryVersion.theory_id)
        .where(TheoryVersion.theory_id.in_(networks.keys()), organizations.in_circle(scope, Theory))
        .distinct()
    )
    return {key: networks[theory_id] for key, theory_id in db.session.execute(statement)}


def _answers(scope: Scope) -> Select[HubAnswer]:
    return (
        select(HubAnswer)
        .join(HubAnswer.node)
        .join(Node.theory)
        .options(
            contains_eager(HubAnswer.node).contains_eager(Node.theory).options(*with_owner(Theory)),
            joinedload(HubAnswer.network),
        )
        .where(drafts_readable(scope))
    )


def load_answer(scope: Scope, answer_id: int) -> HubAnswer:
    """A hub's answer. Raises NotFoundInScope."""
    answer: HubAnswer = organizations.one(_answers(scope).where(HubAnswer.id == answer_id))
    return answer


def answers_to(scope: Scope, node_ids: Collection[int]) -> Sequence[HubAnswer]:
    """The hubs' answers to parts of teams."""
    statement = _answers(scope).where(HubAnswer.node_id.in_(node_ids)).order_by(HubAnswer.id)
    return db.session.scalars(statement).unique().all()


@dataclass(frozen=True, slots=True)
class Addition:
    """A part that a team added to what it adopted, as the hub of a network sees it; ``answer`` where it gave one."""

    network: Network
    node: Node
    answer: HubAnswer | None = None

    @property
    def place(self) -> Place:
        """Where it would stand: in the network."""
        return self.network.place

    @property
    def team(self) -> Team:
        """Whose part it is."""
        team = self.node.theory.team
        assert team is not None  # noqa: S101  additions are of teams
        return team


def additions_of(scope: Scope, network: Network) -> list[Addition]:
    """The parts that teams added beside those they adopted from a network, by school, team and level."""
    nodes = db.session.scalars(_local_nodes(scope, network)).unique().all()
    answers = {answer.node_id: answer for answer in _answers_of(scope, network)}
    found = [Addition(network, node, answers.get(node.id)) for node in nodes]
    return sorted(
        found,
        key=lambda each: (each.team.school.name, each.team.name, each.node.kind.level, each.node.id),
    )


def _answers_of(scope: Scope, network: Network) -> Sequence[HubAnswer]:
    return db.session.scalars(_answers(scope).where(HubAnswer.network_id == network.id)).unique().all()


def _local_nodes(scope: Scope, network: Network) -> Select[Node]:
    """Nodes that no adopted part stands for, in the theories of teams that adopted from the network."""
    sibling, shared, shared_theory = aliased(Node), aliased(Node), aliased(Theory)
    adopting = (
        select(sibling.theory_id)
        .join(AdoptedNode, AdoptedNode.node_id == sibling.id)
        .join(shared, shared.id == AdoptedNode.shared_node_id)
        .join(shared_theory, shared_theory.id == shared.theory_id)
        .where(shared_theory.network_id == network.id)
    )
    adopted = aliased(AdoptedNode)
    return (
        select(Node)
        .join(Node.theory)
        .join(Theory.team)
        .join(Team.school)
        .options(
            contains_eager(Node.theory)
            .contains_eager(Theory.team)
            .options(contains_eager(Team.school), selectinload(Team.network_links)),
            selectinload(Node.parent_links),
        )
        .where(
            drafts_readable(scope),
            Node.kind != NodeKind.AIM,
            Node.archived_at.is_(None),
            ~exists().where(adopted.node_id == Node.id).correlate(Node),
            Node.theory_id.in_(adopting),
        )
    )


def load_addition(scope: Scope, network_id: int, node_id: int) -> Addition:
    """A part that a team added beside those it adopted from a network. Raises NotFoundInScope."""
    network = organizations.load_network(scope, network_id)
    node: Node = organizations.one(_local_nodes(scope, network).where(Node.id == node_id))
    answer = next((each for each in answers_to(scope, [node.id]) if each.network_id == network.id), None)
    return Addition(network, node, answer)


def shared_parents(scope: Scope, addition: Addition) -> set[int]:
    """The network's nodes for which those stand that a team's part serves."""
    parents = addition.node.parent_ids
    found = adopted_in(scope, addition.node.theory_id)
    return {adopted.shared_node_id for adopted in found if adopted.node_id in parents}


@dataclass(frozen=True, slots=True)
class Offer:
    """A network's published theory, for a team to adopt parts of; ``taken`` are the nodes that it has already."""

    team: Team
    version: TheoryVersion
    taken: frozenset[int]

    @property
    def place(self) -> Place:
        """Where the parts will stand."""
        return self.team.place


def offer_of(scope: Scope, team_id: int, network_id: int) -> Offer:
    """The published theory of one of a team's networks. Raises NotFoundInScope."""
    team = organizations.load_team(scope, team_id)
    versions = latest_of_networks(scope, {network_id} & team.network_ids)
    if not versions:
        raise NotFoundInScope
    own = theory_of_team(scope, team_id)
    adopted = adopted_in(scope, own.id) if own is not None else []
    taken = frozenset(each.shared_node_id for each in adopted if not each.node.is_archived)
    return Offer(team, versions[0], taken & set(content_of(versions[0]).nodes))
