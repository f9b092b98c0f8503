"""The plan file: strict reading, errors in bokmål that say where, and its JSON schema."""

import difflib
import json
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, cast, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import RULES
from domain.text.messages import N_, _, worded
from domain.value import Frozen

SCHEMA = Path("plans/plan.schema.json")
LONGEST = 500_000
"""Characters: six times those of a plan that says everything."""
MOST_TOLD = 100
"""Errors told of at once."""
DEEPEST = 20
"""Levels of lists and fields inside each other: twice those of a plan."""


class PlanErrors(Exception):  # noqa: N818  (reads as what happened)
    """Everything wrong with a file, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def _said(events: Iterator[yaml.Event]) -> Any:  # noqa: ANN401  (any type)
    """All that the file says, read as it is parsed: what is too deep or repeats itself is met before it grows."""
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        return None
    found = _value(next(events), events, DEEPEST)
    next(events)
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise _at(after, _("her begynner en ny fil («---»). En planfil er én"))
    return found


def _value(event: yaml.Event, events: Iterator[yaml.Event], levels: int) -> Any:  # noqa: ANN401  (any type)
    """Every scalar stays the text the school wrote."""
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.AliasEvent):
        raise _at(event, _("«*» viser til noe annet i filen. Skriv det ut i stedet"))
    if not levels:
        raise _at(event, _("mer enn {deepest} nivåer inni hverandre", deepest=DEEPEST))
    if isinstance(event, yaml.MappingStartEvent):
        return _fields(events, levels - 1)
    return [_value(one, events, levels - 1) for one in _until(yaml.SequenceEndEvent, events)]


def _fields(events: Iterator[yaml.Event], levels: int) -> dict[str, Any]:
    """A key said twice is an error, not the last one."""
    found: dict[str, Any] = {}
    for key in _until(yaml.MappingEndEvent, events):
        if not isinstance(key, yaml.ScalarEvent):
            raise _at(key, _("en nøkkel må være tekst"))
        if key.value in found:
            raise _at(key, _("«{key}» står to ganger", key=key.value))
        found[key.value] = _value(next(events), events, levels)
    return found


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    return takewhile(lambda one: not isinstance(one, end), events)


def _at(event: yaml.Event, what: str) -> PlanErrors:
    mark = cast("yaml.Mark", event.start_mark)
    return PlanErrors([on_line(mark.line + 1, what)])


def read_school_plan(path: Path) -> SchoolPlan:
    """Raises `PlanErrors`."""
    return school_plan_of(plan_text(path))


def school_plan_of(text: str) -> SchoolPlan:
    """What a file says. Raises `PlanErrors`."""
    try:
        return SchoolPlan.model_validate(_load(text))
    except ValidationError as error:
        raise PlanErrors(problems_of(error)) from None


def problems_of(error: ValidationError) -> list[str]:
    """A line each, as many as are told at once."""
    first = [_problem(one) for one in error.errors(include_url=False)[:MOST_TOLD]]
    more = error.error_count() - len(first)
    return [*first, *([_("… og {count} feil til", count=more)] if more else [])]


def plan_text(path: Path) -> str:
    """As it was written. Raises `PlanErrors`."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST + 1)
    except OSError:
        raise PlanErrors([_("{path}: filen finnes ikke, eller kan ikke leses", path=path)]) from None
    except UnicodeDecodeError:
        raise PlanErrors([_("{path}: filen må være lagret som UTF-8", path=path)]) from None
    if len(text) > LONGEST:
        raise PlanErrors([_("{path}: filen er for stor til å være en planfil", path=path)])
    return text


def _load(text: str) -> Any:  # noqa: ANN401  (any type)
    try:
        return _said(yaml.parse(text, yaml.CBaseLoader))
    except yaml.YAMLError:
        return _tell(text)


def _tell(text: str) -> Any:  # noqa: ANN401  (any type)
    """Slower, and knows better on which line something is wrong."""
    try:
        return _said(yaml.parse(text, yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = _("ikke gyldig YAML. Se etter innrykk, kolon og anførselstegn, her og like over")
        raise PlanErrors([on_line(mark.line + 1, wrong) if mark else wrong]) from None
    except yaml.YAMLError:
        raise PlanErrors([_("filen har tegn som ikke hører hjemme i tekst")]) from None


def on_line(number: int, what: str) -> str:
    """What there is to say of a line, counted from 1."""
    return _("linje {number}: {what}", number=number, what=what)


_SAY = {
    "missing": N_("mangler"),
    "string_too_short": N_("er tom"),
    "string_too_long": N_("er for lang (høyst {max_length} tegn)"),
    "string_pattern_mismatch": N_("«{input}» har tegn som ikke kan brukes her"),
    "string_type": N_("må være tekst"),
    "too_short": N_("må ha minst {min_length}"),
    "too_long": N_("kan ha høyst {max_length}"),
    "greater_than_equal": N_("må være minst {ge}"),
    "less_than_equal": N_("kan være høyst {le}"),
    "int_parsing": N_("må være et helt tall"),
    "int_parsing_size": N_("må være et helt tall"),
    "int_type": N_("må være et helt tall"),
    "bool_parsing": N_("må være true eller false"),
    "bool_type": N_("må være true eller false"),
    "date_from_datetime_parsing": N_("må være en dato, slik: 2026-08-17"),
    "date_from_datetime_inexact": N_("må være en dato, slik: 2026-08-17"),
    "date_type": N_("må være en dato, slik: 2026-08-17"),
    "enum": N_("må være en av {expected}"),
    "literal_error": N_("må være en av {expected}"),
    "tuple_type": N_("må være en liste"),
    "model_type": N_("må være felt med navn og verdi"),
    "union_tag_invalid": N_("kind må være en av {expected_tags}"),
    "union_tag_not_found": N_("kind mangler"),
    "model_attributes_type": N_("må være felt med navn og verdi"),
    "value_error": "{error}",
}
_WRONG = N_("er ugyldig")


def _problem(error: ErrorDetails) -> str:
    """«pick_lists → places → 3 → label: mangler»; positions in lists count from 1."""
    where = " → ".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"]) or _("filen")
    context = {**error.get("ctx", {}), "input": _short(str(error["input"]))}
    if error["type"] in {"enum", "literal_error"}:
        context["expected"] = context["expected"].replace("'", "").replace(" or ", _(" eller "))
    if error["type"] == "union_tag_invalid":
        context["expected_tags"] = context["expected_tags"].replace("'", "")
    if error["type"] == "extra_forbidden":
        return f"{where}: {_unknown(error['loc'])}"
    return f"{where}: {worded(_SAY.get(error['type'], _WRONG), context)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _unknown(path: Sequence[int | str]) -> str:
    """With the field of that part of the plan that was probably meant."""
    model: type[Frozen] = SchoolPlan
    for part in path[:-1]:
        if isinstance(part, str):
            model = RULES.get(part) or _model_in(model.model_fields[part].annotation)
    close = difflib.get_close_matches(str(path[-1]), model.model_fields, n=1)
    return _("ukjent felt – mente du «{field}»?", field=close[0]) if close else _("ukjent felt")


def _model_in(annotation: Any) -> type[Frozen]:  # noqa: ANN401  (any type)
    return next(a for a in (annotation, *get_args(annotation)) if isinstance(a, type) and issubclass(a, Frozen))


_HELP = {
    "version": "Nytt navn hver gang planen endres. Saker beholder planen de ble åpnet under.",
    "notice": "Navnet steget har i meldinger. Det skal ikke røpe hva saken gjelder.",
    "guidance": "Veiledning for hver av de fem delpliktene.",
    "pick_lists": "Valgene i skjemaene. «id» lagres og skal ikke endres, «label» vises.",
    "first_hand": "true når den som varsler, så det selv: da foreslås i dag og nå som tidspunkt.",
    "done": "false når valget ikke er noe som ble gjort.",
    "portal": "Om varselet også skal skrives i det gamle skjemaet (L504, L1159).",
    "still": "true når det gamle skjemaet fortsatt skal sendes.",
    "serious_criteria": "Hva som regnes som alvorlig.",
    "pupil_phrases": "Ord til eleven om at du sier fra, etter trinn.",
    "contacts": "Hvem de ansatte og rektor ringer utenfor skolen.",
    "platforms": "Der skolens plan sier at skolen må fylle inn sin valgte plattform. Står tomt til skolen gjør det.",
    "phone": "Står tomt til skolen fyller det inn.",
    "school_free": "Dager skolen er stengt, utenom helger og helligdager.",
    "aks_free": "Dager AKS er stengt, utenom helger og helligdager.",
    "assumed": "true når skolen må se over det.",
    "roles": "Skolens egne navn på roller, i den rekkefølgen en person helst kalles.",
    "is_a": "Rollen som rettighetene følger. Trengs ikke når «id» er en av dem.",
    "owners": "Rollene som gjør det.",
    "words": "Ord som er kommunens egne. Det som ikke står her, heter det det heter de fleste steder.",
    "archive": "Der det arkiveres: «Klar til …».",
    "violence_register": "Der vold blir registrert.",
    "after_school": "Det skolen kaller SFO. Tomt når skolen ikke har noe.",
    "documents": "Titlene på dokumentene i en sak.",
    "evaluation_questions": "Det eleven blir spurt om før tiltakene og ved hver evaluering: ett til tre spørsmål.",
    "violence": "true når det er vold, som skal registreres.",
    "meeting": "true når det er et møte: et referat i loggen, eller et fast møte i årshjulet.",
    "carried_out": "true når loggen sier hvordan det gikk med et tiltak.",
    "branch": "Hva valget fører til. Trengs ikke når «id» er det samme.",
    "per": "Hva oppgaven gjøres for, hver for seg. Trengs ikke når kontaktlærer står først: da er det klassen.",
    "in_use_from": "Dagen skolen begynner med årshjulet; det som lå før, er ikke forsinket. Tom: første import.",
    "planning": "true når elevene har fri og de ansatte er på jobb.",
    "lists": "Sakene møtet går gjennom, som legges ut med saksnummer den dagen.",
    "before": "Oppgavene den må være gjort før.",
    "results": "Hendelsen «Ferdig» spør om dagen for, slik den står i regelen til oppgaven som venter på den.",
    "new_pupil_weeks": "Så mange uker har de som gjør oppgaven, når en elev begynner i løpet av skoleåret.",
    "leads_to": "Ordet for det som kan måtte gjøres etterpå.",
    "opens_weeks_before": "Så mange uker før fristen legges oppgaven ut.",
    "law": "Loven, slik det står i hilsenen og i dokumentene.",
    "leadership": "Rollene som er ledelsen. Kan en av dem ha krenket en elev, går varselet utenom skolen (§ 12-5).",
    "recipients": "Rollene som får vite om et varsel og blir med i saken.",
    "scope": "For hvem: hele skolen, elevens trinn, klasse eller base.",
    "next_in_line": "Hvem som får varselet når rollen ikke kan nås.",
    "start_meeting": "Frist for å kalle inn til oppstartsmøte.",
    "year": "Årshjulet: hva som skal gjøres, av hvem og når.",
    "remind_before": "Så mange åpne dager før fristen minnes de som gjør oppgaven.",
    "evidence": "Hva det spørres om når oppgaven er gjort.",
    "optional": "true når skolen kan la være å bruke oppgaven.",
    "posted_to": "Hvilke kanaler i Teams oppgaven legges ut i: en, eller en liste.",
    "rule": "Når: «kind» sier hvordan dagene regnes ut.",
    "retention": "Hvor lenge noe blir liggende her. En sak slettes når den er avsluttet og journalført.",
    "grace_days": "Dager fra en avsluttet sak er journalført til den slettes.",
    "unfiled_years": "Kommunens egen regel: så mange år etter avslutningen slettes en sak som ikke er journalført.",
    "groundless_days": "Kommunens egen regel: så mange dager etter avslutningen slettes en feilregistrert sak.",
    "pupil_logs_years": "Kommunens egen regel: så mange hele år etter slettes logger på en elev uten sak.",
    "reads_years": "Så mange hele år etter slettes det som ble skrevet ned om hvem som så hva.",
    "messages_days": "Så mange dager etter at de kom fram, slettes meldingene. Ikke de som gjelder en åpen sak.",
    "references_days": "Så mange dager etter slettes det hvor en som har sluttet, kunne nås.",
    "left_days": "Så mange dager etter at noen har sluttet, slettes hvem det var, om ingen sak trenger det.",
    "owner_counts": "true når skoleeiers kontakt hver måned får tall, uten innhold. Lederne får vite det først.",
    "acknowledge_serious_hours": "Timer før et alvorlig varsel må være tatt imot, døgnet rundt.",
}


def plan_schema() -> str:
    """The JSON schema for editors, with help in bokmål, stable from run to run. Values may also be written as text."""
    schema = SchoolPlan.model_json_schema()
    for model in (schema, *schema["$defs"].values()):
        model.pop("title")
        model.pop("description", None)
        for name, field in model.get("properties", {}).items():
            field.pop("title", None)
            field.update({"description": _HELP[name]} if name in _HELP else {})
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(plan_schema(), "utf-8")
