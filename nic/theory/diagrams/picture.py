"""The driver diagram as a picture, in the page or to take away: drawn once for each version that a person sees."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from flask import request

from nic.drawing.diagram_content import Badge, BadgeKind, DiagramContent, DiagramEdge, DiagramNode
from nic.drawing.diagram_content import NodeKind as DrawnKind
from nic.drawing.driver_diagram import draw_driver_diagram, inline_driver_diagram
from nic.kernel.house import PictureKind
from nic.kernel.scope import Scope
from nic.theory import queries
from nic.theory.graph import OutlineRow, outline
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.panels import Mark, marks_of
from nic.theory.policy import TheoryPermission
from nic.theory.wording import aim_sentence
from nic.web.pictures import digest_of, kept_drawing

KIND = "theory"
Marks = Mapping[int, Sequence[Mark]]

DRAWN: dict[NodeKind, DrawnKind] = {
    NodeKind.AIM: "aim",
    NodeKind.PRIMARY_DRIVER: "primary",
    NodeKind.SECONDARY_DRIVER: "secondary",
    NodeKind.CHANGE_IDEA: "idea",
}
COLUMNS = ("Aim", "Primary drivers", "Secondary drivers", "Tertiary drivers", "Change ideas")
BADGES: dict[str, BadgeKind] = {
    "planned": "plan",
    "doing": "do",
    "studying": "study",
    "acting": "act",
    "adopt": "better",
    "adapt": "act",
    "abandon": "worse",
}


def picture_kind() -> PictureKind:
    """The picture as the house knows it."""
    return PictureKind(
        key=KIND,
        load=queries.load_theory,
        view=TheoryPermission.VIEW_THEORY,
        version=lambda scope, theory: version_of(content_of(theory, marks_on(scope, theory), titled=True)),
        draw=_draw,
    )


def _draw(scope: Scope, theory: Theory, palette: str, size: str) -> Callable[[], bytes]:
    content = content_of(theory, marks_on(scope, theory), titled=True)
    drawn_size = size if size in ("phone", "beside") else "wide"
    return lambda: draw_driver_diagram(content, palette=palette, size=drawn_size)


def marks_on(scope: Scope, theory: Theory) -> Marks:
    """The marks of the nodes that are shown."""
    return marks_of(scope, [node.id for node in theory.nodes if not node.is_archived])


def version_of(content: DiagramContent) -> str:
    """Changes whenever the picture would, for the person who sees this."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def inline_picture(theory: Theory, marks: Marks) -> str:
    """The diagram as SVG to stand in the page, with a link on each node. Nothing may be read after it."""
    content = content_of(theory, marks)

    def prepare() -> Callable[[], bytes]:
        return lambda: inline_driver_diagram(content, size="beside", prefix="diagram-").encode()

    digest = digest_of(KIND, theory.id, version_of(content))
    return kept_drawing(digest, "inline.svg", prepare).read_text(encoding="utf-8")


def taken_away(theory: Theory, marks: Marks, file_format: str, pages: bool = False) -> bytes:
    """The diagram as a file: one landscape A4 sheet; as a PDF also on as many ``pages`` as are easy to read."""
    content = content_of(theory, marks, titled=True)

    def prepare() -> Callable[[], bytes]:
        size = "a4" if pages else "sheet"
        return lambda: draw_driver_diagram(content, format=file_format, size=size)

    digest = digest_of(KIND, theory.id, version_of(content))
    return kept_drawing(digest, f"{'pages' if pages else 'sheet'}.{file_format}", prepare).read_bytes()


def content_of(theory: Theory, marks: Marks, titled: bool = False) -> DiagramContent:
    """The theory as the drawing reads it: in outline order, a further parent as a second line."""
    rows = list(_walk(outline(theory), None))
    tertiary = {node.id for node, above in rows if above and node.kind is above.kind}
    levels = {node.id: _level(node, node.id in tertiary) for node, _ in rows}
    present = sorted(set(levels.values()))
    base = f"{request.script_root}/theory/nodes/"
    nodes, edges, seen = [], [], set[int]()
    for node, parent in rows:
        if parent is not None:
            edges.append(DiagramEdge(str(parent.id), str(node.id), second=node.id in seen))
        if node.id not in seen:
            seen.add(node.id)
            badges = [Badge(mark.sign, BADGES.get(mark.tone, "quiet")) for mark in marks.get(node.id, ())]
            level = present.index(levels[node.id])
            link = f"{base}{node.id}"
            nodes.append(DiagramNode(str(node.id), text_of(node), DRAWN[node.kind], level, badges, link))
    title = f"{theory.owner.name}: theory of improvement" if titled else ""
    columns = [COLUMNS[level] for level in present]
    return DiagramContent(title, nodes, edges, columns, keeps_order=True)


def text_of(node: Node) -> str:
    """The words in a box: of the aim the whole sentence."""
    if node.kind is not NodeKind.AIM:
        return node.text
    theory = node.theory
    return aim_sentence(
        node.text, theory.aim_for_whom, theory.aim_how_much, theory.aim_by_when, theory.aim_baseline
    )


def _walk(rows: Sequence[OutlineRow], parent: Node | None) -> Sequence[tuple[Node, Node | None]]:
    """Every node with what it serves, in outline order; a shared one once for each."""
    found: list[tuple[Node, Node | None]] = []
    for row in rows:
        found.append((row.node, parent))
        found.extend(_walk(row.children, row.node))
    return found


def _level(node: Node, is_tertiary: bool) -> int:
    """The column: ideas stand right of all drivers."""
    return len(COLUMNS) - 1 if node.kind is NodeKind.CHANGE_IDEA else node.kind.level + is_tertiary
