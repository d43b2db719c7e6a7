"""A run chart for those who do not see it: the same data as sentences and as a table."""

from datetime import date

from nic.drawing.decisions import word_of
from nic.drawing.run_chart_content import RunChartContent
from nic.drawing.scales import Moment, value_text

_SIGNALS = {"better": "signal for the better", "worse": "signal for the worse", "changed": "signal"}


def text_alternative(content: RunChartContent) -> str:
    """Sentences that say what the chart shows: the finding, the span, the latest value, centers, goal,
    signals, marks."""
    known = content.known()
    sentences = [content.title, content.subtitle]
    if not known:
        return _joined([*sentences, "No values yet"])
    last = known[-1]
    count = f"{len(known)} {'value' if len(known) == 1 else 'values'}"
    span = f" from {content.labels[known[0]]} to {content.labels[last]}" if len(known) > 1 else ""
    sentences.append(f"{count}{span}; the latest is {_value(content, last)}")
    missing = len(content.values) - len(known)
    if missing:
        sentences.append(f"{missing} missing")
    sentences += [_center(content, index) for index in range(len(content.centers))]
    if content.target:
        sentences.append(f"The {content.target.label} is {value_text(content.target.value, content.unit)}")
    for signal in content.signals:
        marked = [content.labels[index] for index in signal.points]
        if marked:
            name = signal.label or _SIGNALS[signal.kind]
            where = (
                marked[0] if len(marked) == 1 else f"{len(marked)} points from {marked[0]} to {marked[-1]}"
            )
            sentences.append(f"Marked as {name}: {where}")
    for cycle in content.cycles:
        decision = f", {word_of(cycle.decision)}" if cycle.decision else ""
        sentences.append(
            f"{cycle.label}: {_moment(content, cycle.start)} to {_moment(content, cycle.end)}{decision}"
        )
    sentences += [f"{visit.label}: {_moment(content, visit.when)}" for visit in content.visits]
    sentences += [
        f"Note {note.sign} at {content.labels[note.point]}: {note.text}"
        for note in content.notes
        if 0 <= note.point < len(content.labels)
    ]
    return _joined(sentences)


def data_table(content: RunChartContent) -> list[tuple[str, ...]]:
    """Rows for a table: a heading row, then one row per point. Columns without any entry are left out."""
    rows = [("When", "Value", "n", "Center", "Limits", "Notes")]
    for index, label in enumerate(content.labels):
        count = content.n[index] if content.n else None
        rows.append(
            (
                label,
                _value(content, index),
                str(count) if count is not None else "",
                _center_at(content, index),
                _limits_at(content, index),
                "; ".join(_notes(content, index)),
            )
        )
    used = [column for column in range(6) if column < 2 or any(row[column] for row in rows[1:])]
    return [tuple(row[column] for column in used) for row in rows]


def _joined(sentences: list[str]) -> str:
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in sentences if text)


def _value(content: RunChartContent, index: int) -> str:
    value = content.value(index)
    return "no value" if value is None else value_text(value, content.unit)


def _moment(content: RunChartContent, moment: Moment) -> str:
    if isinstance(moment, date):
        return f"{moment.day} {moment:%B %Y}"
    return content.labels[min(max(round(moment), 0), len(content.labels) - 1)]


def _center(content: RunChartContent, index: int) -> str:
    center = content.centers[index]
    words = f"{center.label} {value_text(center.value, content.unit)}"
    if len(content.centers) > 1:
        words += f" from {content.labels[center.start]}"
    return words[:1].upper() + words[1:]


def _center_at(content: RunChartContent, index: int) -> str:
    for center in content.centers:
        last = center.end if center.extend_to is None else center.extend_to
        if center.start <= index <= last:
            return value_text(center.value, content.unit)
    return ""


def _limits_at(content: RunChartContent, index: int) -> str:
    for limits in content.limits:
        place = index - limits.start
        if 0 <= place < len(limits.upper):
            ends = [
                value_text(end, content.unit)
                for end in (limits.lower[place], limits.upper[place])
                if end is not None
            ]
            return " to ".join(ends)
    return ""


def _notes(content: RunChartContent, index: int) -> list[str]:
    notes = [signal.label or _SIGNALS[signal.kind] for signal in content.signals if index in signal.points]
    if index in content.excluded:
        notes.append("left out of the analysis")
    notes += [note.text for note in content.notes if note.point == index]
    notes += [f"{phase.label} begins" for phase in content.phases if phase.start == index]
    return notes
