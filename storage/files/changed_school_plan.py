"""A plan file with other tasks in its year: only what differs is written anew, and every other comment stays."""

import json
from collections.abc import Iterator, Mapping, Sequence

import yaml

from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import YearTask
from storage.files.school_plan_file import school_plan_of

FIELDS = ("owners", "grades", "before", "rule")
"""What can be other of a task that stands in the file."""
NEW = ("id", "title", "text", "source", "owners", "grades", "calendar", "posted_to", "rule")
Edit = tuple[int, int, str]
"""From and to in the text, and what stands there then."""


def with_tasks(text: str, tasks: Mapping[str, YearTask], version: str) -> str:
    """The file of another version with these tasks, by id: those that are new come last. Raises `PlanErrors`."""
    text = text if text.endswith("\n") else f"{text}\n"
    plan, file = school_plan_of(text), _fields(yaml.compose(text, yaml.BaseLoader))
    edits = [*_year(plan, file["year"], text, tasks), _version(file["version"], version, text)]
    written, at = "", 0
    for first, last, said in sorted(edits, key=_place):
        written, at = written + text[at:first] + said, last
    written += text[at:]
    school_plan_of(written)
    return written


def _place(edit: Edit) -> tuple[int, int]:
    return edit[:2]


def _version(node: yaml.Node, version: str, text: str) -> Edit:
    """In the quotes it was written with."""
    first, last = node.start_mark.index, node.end_mark.index
    quote = text[first] if text[first] in "\"'" else ""
    return first, last, f"{quote}{version}{quote}"


def _year(plan: SchoolPlan, year: yaml.Node, text: str, tasks: Mapping[str, YearTask]) -> Iterator[Edit]:
    for old, node in zip(plan.year, year.value, strict=True):
        if old.id in tasks:
            yield from _task(old, tasks[old.id], node, text)
        else:
            yield _line(node.start_mark.index, text), _next_line(node, text), ""
    known = {task.id for task in plan.year}
    end, indent = _next_line(year, text), year.start_mark.column
    yield end, end, "".join(_written(task, indent) for id_, task in tasks.items() if id_ not in known)


def _task(old: YearTask, new: YearTask, node: yaml.Node, text: str) -> Iterator[Edit]:
    fields = _fields(node)
    for name in FIELDS:
        if getattr(old, name) == getattr(new, name):
            continue
        said = _flow(new.model_dump(mode="json")[name])
        if name in fields:
            yield fields[name].start_mark.index, _end(fields[name], text), said
        else:
            yield _beside(fields["owners"], f"{name}: {said}", node, text)


def _beside(owners: yaml.Node, said: str, task: yaml.Node, text: str) -> Edit:
    """What the task does not say yet, after who does it."""
    at = _end(owners, text)
    if text[task.start_mark.index] == "{":
        return at, at, f", {said}"
    line = _next_line(owners, text)
    return line, line, f"{' ' * task.start_mark.column}{said}\n"


def _below(column: int) -> str:
    return f"\n{' ' * column}"


def _written(task: YearTask, indent: int) -> str:
    """In the order of the other tasks; what is as usual is left out."""
    values, usual = task.model_dump(mode="json"), {name: one.default for name, one in YearTask.model_fields.items()}
    told = [f"{name}: {_flow(values[name])}" for name in NEW if getattr(task, name) != usual[name]]
    return f"{' ' * indent}- {_below(indent + 2).join(told)}\n"


def _flow(value: object) -> str:
    """On one line; JSON is YAML, and words that need no quotes have none."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    said = str(value)
    return said if said.replace("_", "").replace(". ", "").isalnum() else json.dumps(said, ensure_ascii=False)


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if node else {}


def _end(node: yaml.Node, text: str) -> int:
    """Where what it says ends: a block itself reaches to what comes next, over comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    return len(text[: node.end_mark.index].rstrip())


def _line(index: int, text: str) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, index) + 1


def _next_line(node: yaml.Node, text: str) -> int:
    """Where the line begins that comes after its last one."""
    found = text.find("\n", _end(node, text))
    return len(text) if found < 0 else found + 1
