"""Every read of what networks learned."""

from nic.learning.queries.package import (
    IdeaEvidence,
    Package,
    PackageFilter,
    change_package,
    evidence_on,
)
from nic.learning.queries.searching import index_anew, search, shared_cycle, text_of
from nic.learning.queries.showcase import Showcase, showcase
from nic.learning.queries.syntheses import (
    Learned,
    citable_cycles,
    cited_cycles,
    learned_in,
    load_synthesis,
    readable_syntheses,
    talk_of_syntheses,
)

__all__ = [
    "IdeaEvidence",
    "Learned",
    "Package",
    "PackageFilter",
    "Showcase",
    "change_package",
    "citable_cycles",
    "cited_cycles",
    "evidence_on",
    "index_anew",
    "learned_in",
    "load_synthesis",
    "readable_syntheses",
    "search",
    "shared_cycle",
    "showcase",
    "talk_of_syntheses",
    "text_of",
]
