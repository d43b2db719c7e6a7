"""The showcase of a network: what it learned, on a few sheets of paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nic.cycles.models import Decision
from nic.kernel.scope import Scope
from nic.learning.queries.package import IdeaEvidence, PackageFilter, change_package
from nic.learning.queries.syntheses import Learned, learned_in
from nic.measures.models import Family
from nic.measures.queries import definitions_of_network, pooled_view
from nic.measures.queries.charts import PooledView
from nic.organizations.models import Network
from nic.theory.versions.models import TheoryVersion
from nic.theory.versions.queries import content_of, latest_version
from nic.theory.wording import aim_sentence

MOST_IDEAS = 24


@dataclass(frozen=True, slots=True)
class Showcase:
    """What the sheet shows: the aim, the outcome pooled by week, the syntheses, the ideas with what became of them."""

    aim: str
    outcome: PooledView | None
    learned: Sequence[Learned]
    ideas: Sequence[IdeaEvidence]
    more_ideas: int
    decisions: Mapping[Decision, int]


def showcase(scope: Scope, network: Network) -> Showcase:
    """The showcase of a network that was loaded in the scope. Drafts are not on it, whoever asks."""
    version = latest_version(scope, network)
    outcomes = [each for each in definitions_of_network(scope, network.id) if each.family is Family.OUTCOME]
    ideas = change_package(scope, network, PackageFilter(), size=MOST_IDEAS).ideas
    decisions: Counter[Decision] = Counter()
    for idea in ideas.items:
        decisions.update(idea.decisions)
    return Showcase(
        aim=_aim(version) if version is not None else network.purpose,
        outcome=pooled_view(scope, outcomes[0]) if outcomes else None,
        learned=[each for each in learned_in(scope, network.id) if each.synthesis.is_published],
        ideas=ideas.items,
        more_ideas=ideas.total - len(ideas.items),
        decisions=decisions,
    )


def _aim(version: TheoryVersion) -> str:
    text = content_of(version).aim.text
    return aim_sentence(text, version.aim_for_whom, version.aim_how_much, version.aim_by_when)
