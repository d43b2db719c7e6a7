"""Every write between teams and networks: adopting parts, taking new words, and what a hub answers to additions."""

from collections.abc import Collection

from nic.kernel import audit
from nic.kernel.errors import DomainError, needed
from nic.kernel.scope import Scope
from nic.theory import operations as theories
from nic.theory.adoption import queries
from nic.theory.adoption.models import AdoptedNode, Answer, HubAnswer
from nic.theory.adoption.queries import Addition, Offer
from nic.theory.diagrams.steps import one_step
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.plain import PlainTheory, nodes_in_order
from nic.theory.queries import theory_of_network, theory_of_team
from nic.theory.versions.queries import content_of


def adopt_parts(scope: Scope, offer: Offer, node_ids: Collection[int]) -> Theory:
    """Takes parts of a network's published theory into a team's, with what they serve, as one step.

    A part of the team with the same words becomes the adopted one. A team without a theory begins with the
    network's aim. Raises DomainError where nothing was chosen.
    """
    content = content_of(offer.version)
    wanted = _with_what_they_serve(content, {key for key in node_ids if key in content.nodes}, offer.taken)
    if not wanted:
        raise DomainError("Choose at least one part.", "node_ids")
    theory = theory_of_team(scope, offer.team.id) or _begin(scope, offer, content)
    with one_step(scope, theory, "adopted parts into") as step:
        theory = step.theory
        standing = {each.shared_node_id: each for each in queries.adopted_in(scope, theory.id)}
        mine: dict[int, Node] = {
            key: each.node for key, each in standing.items() if not each.node.is_archived
        }
        mine[int(content.aim.id)] = theory.aim
        for plain in nodes_in_order(content):
            key = int(plain.id)
            if key not in wanted:
                continue
            put_away = standing.get(key)
            if put_away is not None and not put_away.node.is_withdrawn:
                mine[key] = theories.restore_node(scope, put_away.node)
                continue
            parents = [mine[int(parent)].id for parent in content.parents()[plain.id] if int(parent) in mine]
            mine[key] = _same_words(theory, plain.kind, plain.text, mine) or theories.add_node(
                scope, theory, kind=plain.kind, text=plain.text, parent_ids=parents, note=plain.note
            )
            _adopt(scope, mine[key], key, plain.text, put_away)
        for parent, child in content.links:
            if int(parent) in mine and int(child) in wanted:
                theories.link_nodes(scope, mine[int(parent)], mine[int(child)])
    return theory


def _with_what_they_serve(content: PlainTheory, chosen: set[int], taken: frozenset[int]) -> set[int]:
    """The chosen parts, with the first driver above each that would otherwise serve nothing."""
    parents = content.parents()
    wanted, waiting = set[int](), sorted(chosen)
    while waiting:
        key = waiting.pop()
        if key in wanted or key == content.aim.id:
            continue
        if key not in taken:
            wanted.add(key)
        above = [int(parent) for parent in parents[key]]
        if above and not (set(above) & (wanted | taken | chosen)):
            waiting.append(above[0])
    return wanted


def _begin(scope: Scope, offer: Offer, content: PlainTheory) -> Theory:
    theory = theories.begin_theory(
        scope,
        offer.team,
        what=content.aim.text,
        for_whom=content.for_whom,
        how_much=content.how_much,
        by_when=content.by_when,
        baseline=content.baseline,
    )
    _adopt(scope, theory.aim, int(content.aim.id), content.aim.text)
    return theory


def _same_words(theory: Theory, kind: NodeKind, text: str, mine: dict[int, Node]) -> Node | None:
    """A part of the team that says the same already, and stands for nothing of the network yet."""
    used = {node.id for node in mine.values()}
    for node in theory.nodes:
        same = node.kind is kind and node.text.casefold() == text.casefold()
        if same and not node.is_archived and node.id not in used:
            return node
    return None


def _adopt(
    scope: Scope, node: Node, shared_node_id: int, words: str, before: AdoptedNode | None = None
) -> AdoptedNode:
    """Lets a node stand for a network's; ``before`` is where one did whose adding was undone."""
    adopted = before or AdoptedNode(shared_node_id=shared_node_id)
    adopted.node, adopted.seen_text = node, words
    audit.record(scope, "adopted", adopted)
    return adopted


def take_new_words(scope: Scope, adopted: AdoptedNode, words: str) -> AdoptedNode:
    """Gives the team's part the words that the network has published."""
    theories.reword_node(scope, adopted.node, None, words)
    return keep_our_words(scope, adopted, words)


def keep_our_words(scope: Scope, adopted: AdoptedNode, words: str) -> AdoptedNode:
    """Leaves the team's words as they are; the network's new ones have been seen."""
    adopted.seen_text = words
    audit.record(scope, "looked at the network's words for", adopted)
    return adopted


def accept_addition(scope: Scope, addition: Addition, *, text: str, parent_ids: Collection[int] = ()) -> Node:
    """Takes a team's part into the network's theory, as a draft; the team's part stands for it from then.

    Raises DomainError where the network has no theory, or where it cannot serve what was chosen.
    """
    network, node = addition.network, addition.node
    theory = theory_of_network(scope, network.id)
    if theory is None:
        raise DomainError("Write the aim of the network first.")
    with one_step(scope, theory, "accepted") as step:
        shared = theories.add_node(
            scope, step.theory, kind=node.kind, text=text, parent_ids=parent_ids, note=node.note
        )
        step.node = shared
    _adopt(scope, node, shared.id, shared.text)
    _answer(scope, addition, Answer.ACCEPTED, "")
    return shared


def decline_addition(scope: Scope, addition: Addition, word: str) -> HubAnswer:
    """Leaves a team's part with the team, and says why in a word. Raises DomainError without one."""
    return _answer(scope, addition, Answer.DECLINED, needed(word, "word", "Say why, in a word to the team."))


def _answer(scope: Scope, addition: Addition, answer: Answer, word: str) -> HubAnswer:
    given = addition.answer or HubAnswer(node=addition.node, network=addition.network)
    given.answer, given.word = answer, word
    audit.record(scope, answer.value, given)
    return given
