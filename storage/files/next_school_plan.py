"""Next year's plan file, made from this one: only what changes is written anew, and every comment stays."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from domain.checks.next_year import next_calendar, next_version
from domain.school_plan.calendar import FreeDay
from domain.school_plan.school_plan import SchoolPlan
from storage.files.school_plan_file import plan_text, read_school_plan, school_plan_of

ASSUMED = " # antatt: regnet ut fra året før"
Edit = tuple[int, int, str]
"""From and to in the text, and what stands there then."""


def next_plan(path: Path) -> tuple[str, SchoolPlan]:
    """The file of the school year after that of the file, and the plan it is. Raises `PlanErrors`."""
    plan, text = read_school_plan(path), plan_text(path)
    edits = {*_edits(plan, text)}
    for first, last, said in sorted(edits, reverse=True):
        text = text[:first] + said + text[last:]
    return text, school_plan_of(text)


def _edits(plan: SchoolPlan, text: str) -> Iterator[Edit]:
    file = _fields(yaml.compose(text, yaml.BaseLoader))
    days, old = next_calendar(plan.calendar), _fields(file["calendar"])
    yield _scalar(file["version"], next_version(plan.version, days.school_year), text)
    yield _scalar(old["school_year"], days.school_year, text)
    for name in ("first_school_day", "last_school_day"):
        yield _scalar(old[name], getattr(days, name).isoformat(), text)
        yield from _assumed_line(old[name], text)
    yield from _free(old["school_free"], days.school_free, text)
    if "aks_free" in old:
        yield from _free(old["aks_free"], days.aks_free, text)


def _free(node: yaml.Node, days: Sequence[FreeDay], text: str) -> Iterator[Edit]:
    for one, day in zip(node.value, days, strict=True):
        fields = _fields(one)
        for name in ("first", "last"):
            yield _scalar(fields[name], getattr(day, name).isoformat(), text)
        if "assumed" in fields:
            yield _scalar(fields["assumed"], "true", text)
        elif one.flow_style:
            yield one.end_mark.index - 1, one.end_mark.index - 1, ", assumed: true"
        else:
            start = one.start_mark
            yield start.index, start.index, f"assumed: true\n{' ' * start.column}"


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if node else {}


def _scalar(node: yaml.Node, said: str, text: str) -> Edit:
    """In the quotes it was written with."""
    first, last = node.start_mark.index, node.end_mark.index
    quote = text[first] if text[first] in "\"'" else ""
    return first, last, f"{quote}{said}{quote}"


def _assumed_line(node: yaml.Node, text: str) -> Iterator[Edit]:
    """`check-plan` names each line that says «antatt»."""
    end = f"{text}\n".index("\n", node.end_mark.index)
    if "# antatt" not in text[node.end_mark.index : end]:
        yield end, end, ASSUMED
