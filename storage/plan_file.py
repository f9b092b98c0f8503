"""The plan file: strict reading, errors in bokmål that say where, its JSON schema, and a dry run."""

import difflib
import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.calendar import at_oslo, oslo_time
from domain.deadlines import acknowledge_due, start_meeting_due
from domain.plan import Plan, Scope

SCHEMA = Path("plans/plan.schema.json")


class PlanErrors(Exception):  # noqa: N818  (reads as what happened)
    """Everything wrong with a file, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class _Loader(yaml.BaseLoader):
    """Every scalar stays the text the school wrote, and a key said twice is an error, not the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  (the base class's signature)
        keys = [key.value for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                line = node.value[number][0].start_mark.line + 1
                raise PlanErrors([f"linje {line}: «{key}» står to ganger"])
        return super().construct_mapping(node, deep)


def read_plan(path: Path) -> Plan:
    """Raises `PlanErrors`."""
    try:
        data = yaml.load(path.read_text("utf-8-sig"), Loader=_Loader)  # noqa: S506  (a BaseLoader: text only)
    except OSError:
        raise PlanErrors([f"{path}: finner ikke filen"]) from None
    except UnicodeDecodeError:
        raise PlanErrors([f"{path}: filen må være lagret som UTF-8"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PlanErrors([f"{f'linje {mark.line + 1}: ' if mark else ''}ikke gyldig YAML"]) from None
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        raise PlanErrors([_problem(one) for one in error.errors(include_url=False)]) from None


_SAY = {
    "missing": "mangler",
    "string_too_short": "er tom",
    "string_too_long": "er for lang (høyst {max_length} tegn)",
    "too_short": "må ha minst {min_length}",
    "too_long": "kan ha høyst {max_length}",
    "greater_than_equal": "må være minst {ge}",
    "less_than_equal": "kan være høyst {le}",
    "int_parsing": "må være et helt tall",
    "bool_parsing": "må være true eller false",
    "date_from_datetime_parsing": "må være en dato, slik: 2026-08-17",
    "date_parsing": "må være en dato, slik: 2026-08-17",
    "enum": "må være en av {expected}",
    "tuple_type": "må være en liste",
    "model_type": "må være felt med navn og verdi",
    "model_attributes_type": "må være felt med navn og verdi",
    "string_type": "må være tekst",
}


def _problem(error: ErrorDetails) -> str:
    """«pick_lists → places → 3 → label: mangler»; positions in lists count from 1."""
    where = " → ".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"]) or "filen"
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return f"{where}: ukjent felt{_meant(error['loc'])}"
    if error["type"] == "value_error":
        return f"{where}: {context['error']}"
    if error["type"] == "string_pattern_mismatch":
        return f"{where}: «{error['input']}» har tegn som ikke kan brukes her"
    return f"{where}: {_SAY.get(error['type'], 'er ugyldig').format_map(context)}"


def _meant(path: Sequence[int | str]) -> str:
    """The field that was probably meant, from the names the plan knows."""
    names = {name for model in _models(Plan) for name in model}
    close = difflib.get_close_matches(str(path[-1]), sorted(names), n=1)
    return f" – mente du «{close[0]}»?" if close else ""


def _models(model: type[Plan]) -> list[set[str]]:
    definitions = model.model_json_schema().get("$defs", {}).values()
    return [set(model.model_fields), *(set(d.get("properties", {})) for d in definitions)]


def plan_schema() -> str:
    """The JSON schema for editors, stable from run to run. Numbers and dates may be written as text."""
    return json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check-plan` prints."""

    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def check_report(path: Path, today: date) -> Report:
    """Problems, or warnings and a dry run for an alert received today at ten."""
    try:
        plan = read_plan(path)
    except PlanErrors as errors:
        return Report(problems=errors.problems)
    return Report(warnings=plan_warnings(plan, today), lines=tuple(_dry_run(plan, at_oslo(today, time(10)))))


def plan_warnings(plan: Plan, today: date) -> tuple[str, ...]:
    """Blanks to fill in, what is only assumed, and a calendar that has run out."""
    blanks = [
        f"fyll inn: telefon til {contact.title}"
        for contact in (plan.contacts.school_owner, plan.contacts.school_owner_director, *plan.contacts.others)
        if contact.phone is None
    ]
    free = (*plan.calendar.school_free, *plan.calendar.aks_free)
    assumed = [f"antatt, se over: {day.label} {day.first:%d.%m.%Y}" for day in free if day.assumed]
    over = [f"skoleåret {plan.calendar.school_year} er slutt"] if today > plan.calendar.last_school_day else []
    return (*blanks, *assumed, *over)


def _dry_run(plan: Plan, received: datetime) -> list[str]:
    acknowledge = oslo_time(acknowledge_due(received, plan, serious=False))
    serious = oslo_time(acknowledge_due(received, plan, serious=True))
    everyone = ", ".join(_recipient(r.role.value, r.scope) for r in plan.routing.recipients)
    return [
        f"{plan.school}, plan {plan.version}: i orden.",
        f"Et varsel mottatt {received:%d.%m.%Y kl. %H.%M}:",
        f"  tas imot innen {acknowledge:%d.%m.%Y kl. %H.%M}, et alvorlig innen {serious:%d.%m.%Y kl. %H.%M}",
        f"  oppstartsmøte innkalt senest {start_meeting_due(received, plan):%d.%m.%Y}",
        f"  går til: {everyone}",
        f"  mistanke mot en ansatt går til: {plan.routing.employee_suspected.role}",
        f"  mistanke mot ledelsen går til: {plan.routing.leadership_suspected}, og til ingen på skolen",
    ]


def _recipient(role: str, scope: Scope) -> str:
    return role if scope is Scope.SCHOOL else f"{role} for elevens {scope}"


if __name__ == "__main__":
    SCHEMA.write_text(plan_schema(), "utf-8")
