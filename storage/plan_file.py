"""The plan file: strict reading, errors in bokmål that say where, and its JSON schema."""

import difflib
import json
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.calendar import at_oslo
from domain.people import Frozen
from domain.plan import Plan
from domain.plan_check import dry_run, plan_warnings
from domain.procedure_check import procedure_dry_run, procedure_problems
from domain.year_check import year_lines, year_warnings
from domain.year_rules import RULES

SCHEMA = Path("plans/plan.schema.json")
ASSUMED = re.compile(r"# (antatt\b.*)")


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
        return Plan.model_validate(_load(_text(path)))
    except ValidationError as error:
        raise PlanErrors([_problem(one) for one in error.errors(include_url=False)]) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError:
        raise PlanErrors([f"{path}: filen finnes ikke, eller kan ikke leses"]) from None
    except UnicodeDecodeError:
        raise PlanErrors([f"{path}: filen må være lagret som UTF-8"]) from None


def _load(text: str) -> Any:  # noqa: ANN401  (what the school wrote, before it is validated)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a BaseLoader: text only)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"linje {mark.line + 1}: " if mark else ""
        raise PlanErrors(
            [f"{where}ikke gyldig YAML. Se etter innrykk, kolon og anførselstegn, her og like over"]
        ) from None
    except yaml.YAMLError:
        raise PlanErrors(["filen har tegn som ikke hører hjemme i tekst"]) from None


_SAY = {
    "missing": "mangler",
    "string_too_short": "er tom",
    "string_too_long": "er for lang (høyst {max_length} tegn)",
    "string_pattern_mismatch": "«{input}» har tegn som ikke kan brukes her",
    "string_type": "må være tekst",
    "too_short": "må ha minst {min_length}",
    "too_long": "kan ha høyst {max_length}",
    "greater_than_equal": "må være minst {ge}",
    "less_than_equal": "kan være høyst {le}",
    "int_parsing": "må være et helt tall",
    "int_parsing_size": "må være et helt tall",
    "int_type": "må være et helt tall",
    "bool_parsing": "må være true eller false",
    "bool_type": "må være true eller false",
    "date_from_datetime_parsing": "må være en dato, slik: 2026-08-17",
    "date_from_datetime_inexact": "må være en dato, slik: 2026-08-17",
    "date_type": "må være en dato, slik: 2026-08-17",
    "enum": "må være en av {expected}",
    "tuple_type": "må være en liste",
    "model_type": "må være felt med navn og verdi",
    "union_tag_invalid": "kind må være en av {expected_tags}",
    "union_tag_not_found": "kind mangler",
    "model_attributes_type": "må være felt med navn og verdi",
    "value_error": "{error}",
}


def _problem(error: ErrorDetails) -> str:
    """«pick_lists → places → 3 → label: mangler»; positions in lists count from 1."""
    where = " → ".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"]) or "filen"
    context = {**error.get("ctx", {}), "input": error["input"]}
    if error["type"] == "enum":
        context["expected"] = context["expected"].replace("'", "").replace(" or ", " eller ")
    if error["type"] == "union_tag_invalid":
        context["expected_tags"] = context["expected_tags"].replace("'", "")
    if error["type"] == "extra_forbidden":
        return f"{where}: ukjent felt{_meant(error['loc'])}"
    return f"{where}: {_SAY.get(error['type'], 'er ugyldig').format_map(context)}"


def _meant(path: Sequence[int | str]) -> str:
    """The field of that part of the plan that was probably meant."""
    model: type[Frozen] = Plan
    for part in path[:-1]:
        if isinstance(part, str):
            model = RULES.get(part) or _model_in(model.model_fields[part].annotation)
    close = difflib.get_close_matches(str(path[-1]), model.model_fields, n=1)
    return f" – mente du «{close[0]}»?" if close else ""


def _model_in(annotation: Any) -> type[Frozen]:  # noqa: ANN401  (a type, or a tuple of it)
    return next(a for a in (annotation, *get_args(annotation)) if isinstance(a, type) and issubclass(a, Frozen))


_HELP = {
    "version": "Nytt navn hver gang planen endres. Saker beholder planen de ble åpnet under.",
    "guidance": "Veiledning for hver av de fem delpliktene.",
    "pick_lists": "Valgene i skjemaene. «id» lagres og skal ikke endres, «label» vises.",
    "serious_criteria": "Hva som regnes som alvorlig.",
    "pupil_phrases": "Ord til eleven om at du sier fra, etter trinn.",
    "contacts": "Hvem de ansatte og rektor ringer utenfor skolen.",
    "phone": "Står tomt til skolen fyller det inn.",
    "school_free": "Dager skolen er stengt, utenom helger og helligdager.",
    "aks_free": "Dager AKS er stengt, utenom helger og helligdager.",
    "assumed": "true når skolen må se over det.",
    "leadership": "Rollene som er ledelsen. Mistanke mot en av dem går utenom skolen (§ 12-5).",
    "recipients": "Rollene som får vite om et varsel og blir med i saken.",
    "scope": "For hvem: hele skolen, elevens trinn, klasse eller base.",
    "next_in_line": "Hvem som får varselet når rollen ikke kan nås.",
    "start_meeting": "Frist for å kalle inn til oppstartsmøte.",
    "year": "Årshjulet: hva som skal gjøres, av hvem og når.",
    "remind_before": "Så mange åpne dager før fristen legges oppgaven også ut.",
    "evidence": "Hva det spørres om når oppgaven er gjort.",
    "optional": "true når skolen kan la være å bruke oppgaven.",
    "posted_to": "Hvilken kanal i Teams oppgaven legges ut i.",
    "rule": "Når: «kind» sier hvordan dagene regnes ut.",
    "acknowledge_serious_hours": "Timer før et alvorlig varsel må være tatt imot, døgnet rundt.",
}


def plan_schema() -> str:
    """The JSON schema for editors, with help in bokmål, stable from run to run. Values may also be written as text."""
    schema = Plan.model_json_schema()
    for model in (schema, *schema["$defs"].values()):
        model.pop("title")
        model.pop("description", None)
        for name, field in model.get("properties", {}).items():
            field.pop("title", None)
            field.update({"description": _HELP[name]} if name in _HELP else {})
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check-plan` prints."""

    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def check_report(path: Path, today: date) -> Report:
    """Problems, or a dry run for an alert received today at ten, and warnings: also the comments that say «antatt»."""
    try:
        plan = read_plan(path)
    except PlanErrors as errors:
        return Report(problems=errors.problems)
    assumed = [
        f"linje {number}: {found[1]}"
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if (found := ASSUMED.search(line))
    ]
    at = at_oslo(today, time(10))
    if problems := tuple(procedure_problems(plan, at)):
        return Report(problems=problems)
    return Report(
        warnings=(*plan_warnings(plan, today), *year_warnings(plan), *assumed),
        lines=(*dry_run(plan, at), *procedure_dry_run(plan, at), *year_lines(plan)),
    )


if __name__ == "__main__":
    SCHEMA.write_text(plan_schema(), "utf-8")
