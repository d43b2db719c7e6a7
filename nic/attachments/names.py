"""Names of files as they may stand on a page and in a header: no path, no sign that cannot be seen."""

import unicodedata

LONGEST = 100
_REPLACED = str.maketrans(dict.fromkeys('<>:"|?*', "-"))


def clean_name(given: str) -> str:
    """The last part of a name, whichever way its path was written; "file" where nothing is left."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    plain = " ".join(seen.translate(_REPLACED).split()).strip(". ")
    stem, ending = split(plain)
    return f"{stem[: LONGEST - len(ending)].rstrip()}{ending}" or "file"


def split(name: str) -> tuple[str, str]:
    """A name and its ending ("report", ".pdf"), the ending in lower case; no ending where there is none to speak of."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending.lower()}") if dot and stem and 0 < len(ending) <= 8 else (name, "")
