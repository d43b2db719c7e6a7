"""Every write to versions: publishing. A version is never changed afterwards."""

from uuid import UUID

from nic.kernel import audit
from nic.kernel.errors import DomainError, needed
from nic.kernel.scope import Scope, actor_of
from nic.theory.models import Theory
from nic.theory.plain import PlainTheory, plain_of
from nic.theory.queries import hold_theory
from nic.theory.versions import queries
from nic.theory.versions.comparison import summary
from nic.theory.versions.models import TheoryVersion, VersionLink, VersionNode


def publish_version(
    scope: Scope, theory: Theory, reason: str = "", client_uuid: UUID | None = None
) -> TheoryVersion:
    """Publishes a theory as it stands. ``reason`` completes "revised because"; only the first may do without.

    The same UUID gets the same version. Raises DomainError without a reason, or where nothing changed.
    """
    theory = hold_theory(scope, theory)
    if client_uuid is not None and (sent := queries.sent_before(scope, theory, client_uuid)) is not None:
        return sent
    last = queries.latest_version(scope, theory.owner)
    content = plain_of(theory)
    if last is not None:
        if queries.content_of(last) == content:
            raise DomainError(f"Nothing has changed since version {last.number}.", "reason")
        reason = needed(reason, "reason", "Say why you revised it.")
    version = TheoryVersion(
        theory=theory,
        number=last.number + 1 if last is not None else 1,
        reason=reason.strip(),
        changes=summary(queries.content_of(last), content) if last is not None else "",
        aim_for_whom=content.for_whom,
        aim_how_much=content.how_much,
        aim_by_when=content.by_when,
        aim_baseline=content.baseline,
        published_by_id=actor_of(scope)[0],
        client_uuid=client_uuid,
        nodes=_nodes(content),
        links=_links(content),
    )
    audit.record(scope, "published", version, reason=reason.strip() or None)
    return version


def _nodes(content: PlainTheory) -> list[VersionNode]:
    return [
        VersionNode(node_id=key, kind=node.kind, text=node.text, note=node.note, evidence=node.evidence)
        for key, node in content.nodes.items()
    ]


def _links(content: PlainTheory) -> list[VersionLink]:
    return [
        VersionLink(parent_id=parent, child_id=child, position=position)
        for parent, children in content.below.items()
        for position, child in enumerate(children, start=1)
    ]
