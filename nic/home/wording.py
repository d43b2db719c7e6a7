"""Sentences of the pages that span rooms."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def waiting_words(values: int, cycles: int) -> str:
    """What waits to be logged: "Two values and one test are waiting. About a minute."; empty where nothing does."""
    parts = [_counted(values, "value"), _counted(cycles, "test")]
    named = " and ".join(part for part in parts if part)
    if not named:
        return ""
    verb = "is" if values + cycles == 1 else "are"
    minutes = 1 + (values + 4 * cycles) // 8
    length = "About a minute." if minutes == 1 else f"About {number_word(minutes)} minutes."
    return f"{named[0].upper()}{named[1:]} {verb} waiting. {length}"


def number_word(number: int) -> str:
    """Numbers up to ten as words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _counted(number: int, noun: str) -> str:
    return f"{number_word(number)} {noun}{'' if number == 1 else 's'}" if number else ""
