"""A fishbone as a picture: in the page, and as files to take away."""

import hashlib
from collections.abc import Mapping

from flask import url_for
from markupsafe import Markup

from nic.drawing.diagram_content import Badge, DiagramContent, DiagramEdge, DiagramNode
from nic.drawing.fishbone import draw_fishbone, inline_fishbone
from nic.theory.fishbones.models import Fishbone
from nic.theory.fishbones.tree import CauseRow, rows_of
from nic.web.pictures import digest_of, kept_drawing

SIZES = {"svg": "wide", "png": "wide", "pdf": "a4"}
"""The formats that one may take away, and the size of each: a PDF fits one sheet."""


def content_of(fishbone: Fishbone, dots: Mapping[int, int], *, linked: bool = False) -> DiagramContent:
    """What the picture shows: the head, the bones, and each cause with its marks."""
    nodes = [DiagramNode("problem", fishbone.problem.statement, "aim")]
    edges: list[DiagramEdge] = []

    def add(row: CauseRow, above: str) -> None:
        name = f"cause-{row.cause.id}"
        address = url_for("fishbones.cause", cause_id=row.cause.id) if linked else ""
        nodes.append(
            DiagramNode(
                name,
                row.cause.text,
                "primary" if not row.depth else "plain",
                badges=_badges(row, dots),
                link=address,
                ringed=row.cause.is_root,
            )
        )
        edges.append(DiagramEdge(above, name))
        for child in row.children:
            add(child, name)

    for category in rows_of(fishbone.causes):
        add(category, "problem")
    return DiagramContent("", nodes, edges)


def _badges(row: CauseRow, dots: Mapping[int, int]) -> list[Badge]:
    cause = row.cause
    found = [Badge("C", "plan")] if cause.within_control else []
    if cause.standing_evidence:
        found.append(Badge("E", "better"))
    if dots.get(cause.id):
        found.append(Badge(str(dots[cause.id]), "study"))
    return found


def inline_picture(fishbone: Fishbone, dots: Mapping[int, int]) -> Markup:
    """The picture as SVG for the page, drawn once for each state of the fishbone."""
    content = content_of(fishbone, dots, linked=True)
    digest = digest_of("fishbone", fishbone.id, _version(content))
    drawn = kept_drawing(
        digest, "inline.svg", lambda: lambda: inline_fishbone(content, prefix="fishbone-").encode()
    )
    return Markup(drawn.read_text())  # noqa: S704  our own drawing, in which every text is escaped


def picture_file(fishbone: Fishbone, dots: Mapping[int, int], file_format: str) -> bytes:
    """The picture to take away, as ``svg``, ``png`` or ``pdf``."""
    content = content_of(fishbone, dots)
    digest = digest_of("fishbone", fishbone.id, _version(content))
    drawn = kept_drawing(
        digest,
        f"file.{file_format}",
        lambda: lambda: draw_fishbone(content, format=file_format, size=SIZES[file_format]),
    )
    return drawn.read_bytes()


def _version(content: DiagramContent) -> str:
    return hashlib.sha256(repr((content.nodes, content.edges)).encode()).hexdigest()
