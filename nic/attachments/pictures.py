"""Pictures are drawn anew before they are kept: what is not picture (place, time, camera, remarks) is left behind."""

import struct
import threading
from io import BytesIO

from PIL import Image, ImageOps

from nic.kernel.errors import DomainError
from nic.kernel.transactions import refuse_slow_work

LONGEST_SIDE = 2560
MOST_PIXELS = {"JPEG": 60_000_000}
MOST_PIXELS_ELSE = 25_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    struct.error,
    MemoryError,
)
"""What reading a broken or crafted picture can raise."""
_FEW_AT_A_TIME = threading.BoundedSemaphore(2)
"""A picture takes up to a hundred megabytes while it is drawn."""


def redrawn(content: bytes) -> tuple[bytes, str, str]:
    """The picture again, upright, at most ``LONGEST_SIDE`` wide or high: content, media type and ending of its name.

    Only its first frame where it moves. Raises DomainError for one that cannot be read, or is too large to be drawn;
    SlowWorkInTransaction inside a write transaction.
    """
    refuse_slow_work("drawing a picture anew")
    try:
        with _FEW_AT_A_TIME, Image.open(BytesIO(content), formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS.get(opened.format or "", MOST_PIXELS_ELSE):
                raise DomainError(_too_large(width, height), "file")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _clean(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DomainError("This picture is far too large. Make it smaller and try again.", "file") from error
    except BROKEN as error:
        raise DomainError(
            "This picture cannot be read. Open it, save it anew and try again.", "file"
        ) from error


def _too_large(width: int, height: int) -> str:
    return (
        f"This picture has {width:,} × {height:,} points, which is too many. Make it smaller and try again."
    )


def _clean(opened: Image.Image) -> tuple[bytes, str, str]:
    picture = ImageOps.exif_transpose(opened)
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    target = BytesIO()
    if see_through or opened.format in ("PNG", "GIF"):
        fresh.save(target, "PNG")
        return target.getvalue(), "image/png", ".png"
    fresh.save(target, "JPEG", quality=85)
    return target.getvalue(), "image/jpeg", ".jpg"
