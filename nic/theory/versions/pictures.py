"""The pictures of versions: a driver diagram, and one with the differences of two versions marked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256

from nic.drawing.diagram_content import DiagramContent, DiagramEdge, DiagramNode
from nic.drawing.driver_diagram import draw_driver_diagram, driver_diagram_pages
from nic.kernel.house import House, PictureKind
from nic.kernel.scope import Scope
from nic.theory.diagrams.picture import DRAWN
from nic.theory.models import NodeKind
from nic.theory.plain import Key, PlainNode, PlainTheory, nodes_in_order
from nic.theory.policy import TheoryPermission
from nic.theory.versions import queries
from nic.theory.versions.comparison import changes_of
from nic.theory.versions.models import TheoryVersion
from nic.web.pictures import digest_of, kept_drawing

MOST_VERSIONS = 10_000


def register_pictures(house: House) -> None:
    """Registers "theory-version" (of a version) and "theory-changes" (of a pair, see ``pair_key``)."""
    view = TheoryPermission.VIEW_PUBLISHED
    house.add_picture(PictureKind("theory-version", queries.load_version, view, _version, _draw))
    house.add_picture(PictureKind("theory-changes", _load_pair, view, _version_of_pair, _draw_pair))


def pair_key(two: queries.TwoVersions) -> int:
    """The key of two versions of a theory in the address of their picture."""
    return two.after.id * MOST_VERSIONS + two.before.number


def _load_pair(scope: Scope, key: int) -> queries.TwoVersions:
    version_id, number = divmod(key, MOST_VERSIONS)
    return queries.load_two(scope, version_id, number)


def version_text(*versions: TheoryVersion) -> str:
    """What changes when a picture of versions would: they stay as they are, unless a text is taken out of one."""
    told = repr([queries.content_of(version) for version in versions])
    return sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What a page needs to show a picture: its kind and key, its version, and how large it is drawn."""

    kind: str
    key: int
    version: str
    wide: tuple[int, int]
    phone: tuple[int, int]


def picture_of(version: TheoryVersion) -> ShownPicture:
    """The picture of a version."""
    drawn = diagram_of(queries.content_of(version))
    return ShownPicture("theory-version", version.id, version_text(version), *_sizes(drawn))


def picture_of_changes(two: queries.TwoVersions) -> ShownPicture:
    """The picture of what changed between two versions."""
    drawn = diagram_of_changes(queries.content_of(two.before), queries.content_of(two.after))
    return ShownPicture("theory-changes", pair_key(two), version_text(two.before, two.after), *_sizes(drawn))


def taken_away(version: TheoryVersion, file_format: str) -> bytes:
    """The picture of a version as a file: one landscape A4 sheet, drawn once."""
    owner = version.theory.owner
    title = f"{owner.name}: theory of improvement, version {version.number}"
    drawn = replace(diagram_of(queries.content_of(version)), title=title)
    digest = digest_of("theory-version", version.id, f"{title}|{version_text(version)}")
    draw = partial(draw_driver_diagram, drawn, format=file_format, size="sheet")
    return kept_drawing(digest, f"sheet.{file_format}", lambda: draw).read_bytes()


@lru_cache(maxsize=256)
def _sizes(drawn: DiagramContent) -> tuple[tuple[int, int], tuple[int, int]]:
    """Width and height of a diagram on a wide page and on a phone."""
    wide, phone = (driver_diagram_pages(drawn, size=size)[0] for size in ("wide", "phone"))
    return (round(wide.width), round(wide.height)), (round(phone.width), round(phone.height))


def _version(_scope: Scope, version: TheoryVersion) -> str:
    return version_text(version)


def _version_of_pair(_scope: Scope, two: queries.TwoVersions) -> str:
    return version_text(two.before, two.after)


def _draw(_scope: Scope, version: TheoryVersion, palette: str, size: str) -> Callable[[], bytes]:
    drawn = diagram_of(queries.content_of(version))
    return partial(draw_driver_diagram, drawn, palette=palette, size=_size(size))


def _draw_pair(_scope: Scope, two: queries.TwoVersions, palette: str, size: str) -> Callable[[], bytes]:
    drawn = diagram_of_changes(queries.content_of(two.before), queries.content_of(two.after))
    return partial(draw_driver_diagram, drawn, palette=palette, size=_size(size))


def _size(asked: str) -> str:
    return "phone" if asked == "phone" else "wide"


def diagram_of(theory: PlainTheory, changes: Mapping[Key, tuple[str, ...]] | None = None) -> DiagramContent:
    """A theory as the drawing takes it; ``changes`` are the words with which nodes are marked."""
    return _content(theory, changes or {}, {})


def diagram_of_changes(before: PlainTheory, after: PlainTheory) -> DiagramContent:
    """Both versions in one picture: the later one, with what was removed where it stood."""
    lines = dict.fromkeys(before.links, "removed")
    for link in after.links:
        lines[link] = "" if link in lines else "added"
    return _content(both(before, after), changes_of(before, after), lines)


def both(before: PlainTheory, after: PlainTheory) -> PlainTheory:
    """The nodes and links of two versions together, in the words of the later one."""
    below = {parent: list(children) for parent, children in after.below.items()}
    for parent, child in before.links:
        children = below.setdefault(parent, [])
        if child not in children:
            children.append(child)
    return PlainTheory(
        nodes={**before.nodes, **after.nodes},
        below={parent: tuple(children) for parent, children in below.items()},
        for_whom=after.for_whom,
        how_much=after.how_much,
        by_when=after.by_when,
        baseline=after.baseline,
    )


def _content(
    theory: PlainTheory, changes: Mapping[Key, tuple[str, ...]], lines: Mapping[tuple[Key, Key], str]
) -> DiagramContent:
    parents = theory.parents()
    first = {key: above[0] for key, above in parents.items() if above}
    return DiagramContent(
        title="",
        nodes=tuple(_node(theory, node, changes.get(node.id, ())) for node in nodes_in_order(theory)),
        edges=tuple(
            DiagramEdge(str(parent), str(child), first[child] != parent, lines.get((parent, child), ""))  # type: ignore[arg-type]
            for parent, child in theory.links
        ),
        columns=_columns(theory),
        keeps_order=True,
    )


def _columns(theory: PlainTheory) -> tuple[str, ...]:
    """Headings over the columns, where each kind has a column of its own."""
    secondary = {key for key, node in theory.nodes.items() if node.kind is NodeKind.SECONDARY_DRIVER}
    if any(parent in secondary and child in secondary for parent, child in theory.links):
        return ("Aim", "Primary drivers", "Secondary drivers", "Tertiary drivers", "Change ideas")
    return ("Aim", "Primary drivers", "Secondary drivers", "Change ideas")


def _node(theory: PlainTheory, node: PlainNode, changes: tuple[str, ...]) -> DiagramNode:
    text = theory.sentence if node.kind is NodeKind.AIM else node.text
    ideas = len(_columns(theory)) - 1
    level = ideas if node.kind is NodeKind.CHANGE_IDEA else node.kind.level
    return DiagramNode(str(node.id), text, DRAWN[node.kind], level, changes=changes)  # type: ignore[arg-type]
