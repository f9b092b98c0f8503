"""The forms of an activity plan: a page of texts, or a measure, at a time."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards import words
from cards.elements import Card, Choices, card, heading, text
from cards.forms import Ask, Filled
from cards.names import asks
from cards.plan import PART_TITLES, PARTS, to_plan
from cards.plan_actions import Part, PutMeasure, WritePlan
from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Level, Measure
from domain.case import Case
from domain.log import ENTRY_MAX
from domain.people import Person
from domain.plan_changes import FOLLOWED_LABELS
from domain.procedure import PlanText
from domain.two_writers import marks, together

GUIDANCE = {
    "problem": "Hvorfor har ikke eleven det trygt og godt? Hva skjer, hvor, hvor ofte, og hva gjør det med eleven?",
    "findings": "Oppsummer. Ingen sensitive opplysninger om andre elever, og ingen navn.",
    "best_interests": "Hva mener eleven, og hva er best for akkurat denne eleven?",
}
FOLLOWED = {True: "ja", False: "nei", None: ""}
Fields = dict[str, str]
"""What a form says, by input, as a client sends it."""


def part_fields(plan: ActivityPlan, part: Part, told: Mapping[PlanText, str]) -> Fields:
    """What one page of texts says now; one not written yet begins with what the steps have told."""
    begun = {str(name): words_ for name, words_ in told.items()}
    texts = {name: getattr(plan, name) or begun.get(name, "") for name in PARTS[part]}
    return texts | ({"followed": FOLLOWED[plan.guardians_followed]} if part is Part.VIEWS else {})


def part_form(case: Case, part: Part, stands: Fields, seen: str, filled: Filled) -> Card:
    """One page of texts. A name found is asked about."""
    labelled = {name: Ask(TEXTS[name], lines=True, limit=ENTRY_MAX) for name in PARTS[part]}
    asked = {name: labelled.get(name, ask) for name, ask in asks(WritePlan, filled).items() if _is_of(part, name)}
    values, seen = _drawn(seen, stands, filled)
    guidance = {name: text(GUIDANCE[name], subtle=True, small=True) for name in PARTS[part] if name in GUIDANCE}
    return card(
        heading(f"{PART_TITLES[part]}, sak {case.reference}"),
        WritePlan.inputs(
            Filled(values, filled.errors),
            choices={"followed": [("ja", FOLLOWED_LABELS[True]), ("nei", FOLLOWED_LABELS[False])]},
            above=guidance,
            asked=asked,
        ),
        actions=[WritePlan.button("Lagre", style="positive", case_id=case.id, part=part, seen=seen), to_plan(case)],
    )


def _is_of(part: Part, name: str) -> bool:
    return name in PARTS[part] or (name not in TEXTS and (part is Part.VIEWS or name != "followed"))


def _drawn(seen: str, stands: Fields, filled: Filled) -> tuple[Fields, str]:
    """The values of a form and the marks it carries.

    Drawn again it keeps what was typed, and the marks it had; once it shows what another has written in the same
    field, it has the marks of that, and the other's words in the fields one has not touched.
    """
    if not filled.values:
        return stands, marks(stands)
    both = together(seen, stands, filled.values)
    if filled.errors.keys().isdisjoint(both.overtaken):
        return stands | dict(filled.values), seen
    return {**filled.values, **both.fields}, marks(stands)


def measure_fields(measure: Measure) -> Fields:
    return {
        "level": measure.level,
        "what": measure.what,
        "who": ",".join(sorted(measure.who)),
        "start": measure.start.isoformat(),
        "end": measure.end.isoformat() if measure.end else "",
        "evaluate_on": measure.evaluate_on.isoformat(),
    }


def new_fields(today: date, evaluate_on: date) -> Fields:
    return {"level": Level.INDIVIDUAL, "start": today.isoformat(), "evaluate_on": evaluate_on.isoformat()}


def one_list(fields: Mapping[str, str]) -> Fields:
    """Those who are ticked and the one who is chosen beside them are the same list."""
    who = {*fields.get("who", "").split(","), fields.get("another", "")} - {""}
    return {**fields, "who": ",".join(sorted(who)), "another": ""}


def measure_form(
    case: Case, stands: Fields, ids: Mapping[str, str], staff: Sequence[Person], filled: Filled, *, new: bool
) -> Card:
    """One measure, new or as it is. Those on the case and those it has already can be ticked; the others are a list."""
    typed = Filled(one_list(filled.values), filled.errors) if filled.values else filled
    seen = ids.get("seen", "")
    values, seen = (stands | dict(filled.values), seen) if new else _drawn(seen, stands, typed)
    ticked = {*case.members, *values.get("who", "").split(",")}
    choices: dict[str, Choices] = {
        "level": list(LEVEL_LABELS.items()),
        "who": words.person_choices(person for person in staff if person.id in ticked),
        "another": words.person_choices(person for person in staff if person.id not in ticked),
    }
    inputs = PutMeasure.inputs(Filled(values, filled.errors), choices=choices, asked=asks(PutMeasure, filled))
    measure_id = ids["measure_id"]
    return card(
        heading("Nytt tiltak" if new else "Endre tiltak"),
        text("Så konkret at alle voksne vet hva de skal gjøre. Ikke vanlige rutiner, og ingen navn på andre elever."),
        inputs,
        actions=[
            PutMeasure.button("Lagre", style="positive", case_id=case.id, measure_id=measure_id, seen=seen),
            to_plan(case),
        ],
    )
