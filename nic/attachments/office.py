"""Office files are packed anew before they are kept, without who wrote them: they are archives that say it in parts."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from nic.attachments.kinds import BROKEN
from nic.kernel.errors import DomainError
from nic.kernel.transactions import refuse_slow_work

_CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_EXTENDED = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_CUSTOM = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
_META = (
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    b"<office:meta/></office:document-meta>"
)
_EMPTIED = {
    "docprops/core.xml": _CORE,
    "docprops/app.xml": _EXTENDED,
    "docprops/custom.xml": _CUSTOM,
    "meta.xml": _META,
}
"""The parts in which the names of author, company and manager stand, and what stands in their place."""


def without_authors(content: bytes) -> bytes:
    """The file with empty properties. Raises DomainError for one that cannot be read through.

    What people wrote into the text itself, comments and tracked changes among it, stays as it is.
    """
    refuse_slow_work("packing an office file anew")
    target = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as archive, ZipFile(target, "w", ZIP_DEFLATED) as packed:
            for part in archive.infolist():
                if not part.is_dir():
                    packed.writestr(_plain(part), _emptied(part.filename) or archive.read(part))
    except BROKEN as error:
        raise DomainError("This file cannot be read. Open it, save it anew and try again.", "file") from error
    return target.getvalue()


def _emptied(name: str) -> bytes | None:
    return _CORE if name.lower().endswith(".psmdcp") else _EMPTIED.get(name.lower())


def _plain(part: ZipInfo) -> ZipInfo:
    """A part by its name alone, without its day and what a program noted beside it; "mimetype" stays unpacked."""
    plain = ZipInfo(part.filename)
    plain.compress_type = ZIP_STORED if part.filename == "mimetype" else ZIP_DEFLATED
    return plain
