"""Every write to syntheses."""

from collections.abc import Collection

from nic.kernel import audit, clock
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, needed, together
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import check_version, touch
from nic.learning import queries
from nic.learning.models import Synthesis, SynthesisCycle
from nic.organizations.models import Network

TEXTS = ("topic", "claim", "contexts", "not_for")


def draft_synthesis(
    scope: Scope,
    network: Network,
    *,
    topic: str,
    claim: str = "",
    contexts: str = "",
    not_for: str = "",
    cycle_ids: Collection[int] = (),
) -> Synthesis:
    """Begins a synthesis, which is the hub's until it is published. Raises DomainError without a topic."""
    synthesis = Synthesis(
        network=network,
        agency_id=network.agency_id,
        author_id=actor_of(scope)[0],
        topic=needed(topic, "topic", "Write what you learned about."),
        claim=claim.strip(),
        contexts=contexts.strip(),
        not_for=not_for.strip(),
    )
    synthesis.cited = [SynthesisCycle(cycle_id=key) for key in _citable(scope, network, cycle_ids)]
    audit.record(scope, "drafted", synthesis, details={"cycles": len(synthesis.cited)})
    return synthesis


def edit_synthesis(
    scope: Scope, synthesis: Synthesis, version: int | None, *, cycle_ids: Collection[int], **texts: str
) -> Synthesis:
    """Rewords a synthesis and changes the cycles on which it rests. Raises StaleVersion, DomainError."""
    check_version(synthesis, version, {name: getattr(synthesis, name) for name in TEXTS})
    wanted = _citable(scope, synthesis.network, cycle_ids, synthesis.cycle_ids)
    cited = {link.cycle_id: link for link in synthesis.cited}
    for name, value in texts.items():
        setattr(synthesis, name, value.strip())
    needed(synthesis.topic, "topic", "Write what you learned about.")
    if synthesis.is_published:
        _check_whole(synthesis, wanted)
    changed = set(cited) != set(wanted)
    synthesis.cited = [cited.get(key) or SynthesisCycle(cycle_id=key) for key in wanted]
    if changed:
        touch(synthesis)
    details = {"cycles": len(wanted)} if changed else None
    audit.record(scope, "reworded", synthesis, details=details)
    return synthesis


def _citable(
    scope: Scope, network: Network, cycle_ids: Collection[int], cited: Collection[int] = ()
) -> list[int]:
    """The chosen cycles, with those ``cited`` before that the hub sees no more, since their team left the network.

    Raises DomainError for one that may not be cited.
    """
    offered = {cycle.id for cycle in queries.citable_cycles(scope, network, cited)}
    if set(cycle_ids) - offered:
        raise DomainError("One of these cycles is not shared with this network.", "cycles")
    return sorted(set(cycle_ids) | (set(cited) - offered))


def publish_synthesis(scope: Scope, synthesis: Synthesis, version: int | None = None) -> Synthesis:
    """Lets the network read it. Raises DomainError where its claim, its cycles or its limits are missing."""
    check_version(synthesis, version, {})
    _check_whole(synthesis, synthesis.cycle_ids)
    synthesis.published_at = synthesis.published_at or clock.now()
    audit.record(scope, "published", synthesis)
    return synthesis


def _check_whole(synthesis: Synthesis, cycle_ids: Collection[int]) -> None:
    parts = (
        ("claim", synthesis.claim, "Write what you learned, in one or two sentences."),
        ("not_for", synthesis.not_for, "Write for whom it did not work, or that nobody has seen that yet."),
        ("cycles", cycle_ids, "Choose at least one cycle on which it rests."),
    )
    if mistakes := [DomainError(sentence, field) for field, stands, sentence in parts if not stands]:
        raise together(mistakes)


def withdraw_synthesis(scope: Scope, synthesis: Synthesis, version: int | None = None) -> Synthesis:
    """Makes it a draft of the hub again."""
    check_version(synthesis, version, {})
    synthesis.published_at = None
    audit.record(scope, "took back", synthesis)
    return synthesis


def archive_synthesis(scope: Scope, synthesis: Synthesis) -> Synthesis:
    """Puts it away; its page, which the hub still opens, offers the way back."""
    return archive(scope, synthesis)


def restore_synthesis(scope: Scope, synthesis: Synthesis) -> Synthesis:
    """Brings it back as it was."""
    return restore(scope, synthesis)
