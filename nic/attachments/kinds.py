"""What a file is, told by its content. Its name may say no other thing."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from nic.attachments.names import split
from nic.kernel.errors import DomainError

MOST_PARTS = 3000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
ALLOWED = "a picture (PNG, JPEG, GIF, WebP), a PDF or an office file (.docx, .xlsx, .pptx, .odt, .ods, .odp)"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its media type, the endings of its name, its name in words."""

    media_type: str
    endings: tuple[str, ...]
    words: str

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn anew before it is kept."""
        return self.media_type.startswith("image/")

    @property
    def is_office(self) -> bool:
        """Whether it is an archive, packed anew before it is kept."""
        return self.media_type.startswith((OFFICE, OPEN_DOCUMENT))


PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp")
PICTURES = {
    kind: FileKind(f"image/{kind}", PICTURE_ENDINGS, "a picture") for kind in ("png", "jpeg", "gif", "webp")
}
PDF = FileKind("application/pdf", (".pdf",), "a PDF")
OFFICE_KINDS = {
    b"wordprocessingml.document.main+xml": FileKind(
        f"{OFFICE}wordprocessingml.document", (".docx",), "a text document"
    ),
    b"spreadsheetml.sheet.main+xml": FileKind(f"{OFFICE}spreadsheetml.sheet", (".xlsx",), "a spreadsheet"),
    b"presentationml.presentation.main+xml": FileKind(
        f"{OFFICE}presentationml.presentation", (".pptx",), "slides"
    ),
}
OPEN_KINDS = {
    "text": FileKind(f"{OPEN_DOCUMENT}text", (".odt",), "a text document"),
    "spreadsheet": FileKind(f"{OPEN_DOCUMENT}spreadsheet", (".ods",), "a spreadsheet"),
    "presentation": FileKind(f"{OPEN_DOCUMENT}presentation", (".odp",), "slides"),
}
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)
"""What reading a broken or crafted archive can raise."""


def kind_of(content: bytes, name: str) -> FileKind:
    """What a file is. Raises DomainError with a sentence for anything else, and where its name says another thing."""
    kind = _by_content(content)
    if kind is None:
        raise DomainError(_why_not(content, name), "file")
    ending = split(name)[1]
    if ending and ending not in kind.endings:
        told = (
            f"“{name}” is named {ending} but holds {kind.words}. Save it under its right name and try again."
        )
        raise DomainError(told, "file")
    return kind


def _by_content(content: bytes) -> FileKind | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PICTURES["png"]
    if content.startswith(b"\xff\xd8\xff"):
        return PICTURES["jpeg"]
    if content.startswith((b"GIF87a", b"GIF89a")):
        return PICTURES["gif"]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return PICTURES["webp"]
    if content.startswith(b"%PDF-"):
        return PDF
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> FileKind | None:
    """An office file is an archive that says what it holds. One with programs, or with too much in it, is refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_size(archive, len(content))
            names = archive.namelist()
            if "mimetype" in names:
                kind = _open_document(archive)
                has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
            elif "[Content_Types].xml" in names:
                types = archive.open("[Content_Types].xml").read(1024 * 1024)
                kind = next((kind for sign, kind in OFFICE_KINDS.items() if sign in types), None)
                has_macros = b"macroEnabled" in types or any("vbaproject" in name.lower() for name in names)
            else:
                return None
    except BROKEN:
        return None
    if has_macros:
        raise DomainError("This file carries macros (programs). Save it without them and try again.", "file")
    return kind


def _open_document(archive: ZipFile) -> FileKind | None:
    told = archive.open("mimetype").read(100).decode("ascii").strip()
    return OPEN_KINDS.get(told.removeprefix(OPEN_DOCUMENT)) if told.startswith(OPEN_DOCUMENT) else None


def _check_size(archive: ZipFile, packed: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 10_000):
        raise DomainError("This file unpacks to far more than it should. It was not taken.", "file")


def _why_not(content: bytes, name: str) -> str:
    beginning = content[:4096].lower()
    if not content:
        return f"“{name}” is empty."
    if b"<svg" in beginning:
        return "SVG pictures can carry programs, so they are not taken. Save it as PNG and try again."
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "This is a file of an old office program. Save it as .docx, .xlsx or .pptx and try again."
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"heif", b"avif"):
        return "This is a HEIC picture, which few programs can open. Save it as JPEG and try again."
    return f"“{name}” is not {ALLOWED}, whatever its name says."
