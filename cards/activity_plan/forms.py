"""The forms of an activity plan: a page of texts, or a measure, at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.activity_plan.actions import PutMeasure, ReadAloud, WritePlan
from cards.activity_plan.plan import PART_TITLES, to_plan
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, box, card, fold, heading, problem, said, text
from cards.kit.fields import asks, with_why
from cards.kit.forms import Ask, Filled
from cards.kit.staff_list import opens_names
from domain.activity_plan.activity_plan import LEVEL_LABELS, TEXTS, Level
from domain.activity_plan.form_fields import Fields, one_list
from domain.activity_plan.parts import Part, texts_of
from domain.activity_plan.versions import FOLLOWED_LABELS
from domain.case.case import Case
from domain.people.person import Person
from domain.school_plan.procedure import PlanText
from domain.text.concurrent_edits import OVERTAKEN, marks, together
from domain.text.messages import N_, Labels, _, worded
from domain.text.prose import ENTRY_MAX

GUIDANCE = Labels(
    {
        PlanText.PROBLEM: N_(
            "Hvorfor har ikke eleven det trygt og godt? Hva skjer, hvor, hvor ofte, og hva gjør det med eleven?"
        ),
        PlanText.FINDINGS: N_("Oppsummer. Ingen sensitive opplysninger om andre elever, og ingen navn."),
        PlanText.BEST_INTERESTS: N_("Hva mener eleven, og hva er best for akkurat denne eleven?"),
        PlanText.PROBLEM_FOR_PUPIL: N_("Korte setninger og korte ord. Eleven får dette i «Min plan»."),
        PlanText.PROBLEM_FOR_HOME: N_(
            "Uten mistanken, og uten hvem den gjelder. Dette står i planen hjemmet får, i stedet for problem og funn."
        ),
    }
)


MORE = ("answers", "for_pupil")
"""What is asked in a fold."""


def part_form(case: Case, part: Part, stands: Fields, news: Mapping[PlanText, str], seen: str, filled: Filled) -> Card:
    """One page of texts. A name found is asked about. `news`: what steps have told since, beside what stands."""
    texts = texts_of(part, enhanced=case.enhanced)
    labelled = {str(name): Ask(TEXTS[name], lines=True, limit=ENTRY_MAX) for name in texts}
    own = {name: labelled.get(name, ask) for name, ask in WritePlan.asks().items() if _is_of(part, name, texts)}
    asked = with_why(WritePlan, own, filled)
    values, seen, overtaken = _drawn(seen, stands, filled)
    followed = {"ja": FOLLOWED_LABELS[True], "nei": FOLLOWED_LABELS[False]}
    now = {name: followed.get(stands[name], "") if name == "followed" else stands[name] for name in overtaken}
    guidance = {str(name): box(*above) for name in texts if (above := _above(name, news))}
    return card(
        heading(_("{title}, sak {reference}", title=PART_TITLES[part], reference=case.reference)),
        WritePlan.inputs(
            Filled(values, filled.errors),
            choices={"followed": [*followed.items()]},
            above=guidance,
            below={name: _stands_now(name, words) for name, words in now.items()},
            asked=asked,
        ),
        actions=[
            WritePlan.button(_("Lagre"), style="positive", case_id=case.id, part=part, seen=seen),
            to_plan(case),
        ],
    )


def _above(name: PlanText, news: Mapping[PlanText, str]) -> list[Card]:
    guidance = [text(GUIDANCE[name], subtle=True, small=True)] if name in GUIDANCE else []
    return [*guidance, *([said(_("Nytt siden sist: {words}", words=news[name]))] if name in news else [])]


def _is_of(part: Part, name: str, texts: tuple[PlanText, ...]) -> bool:
    return name in texts or (part is Part.VIEWS and name == "followed")


def _stands_now(name: str, words: str) -> list[Card]:
    """What another has written in the field meanwhile, to be unfolded."""
    return fold(f"now-{name}", _("Det som står nå"), said(words or _("(tomt)")))


def _drawn(seen: str, stands: Fields, filled: Filled) -> tuple[Fields, str, tuple[str, ...]]:
    """The values of a form, the marks it carries, and the fields in which another has written what it now shows.

    Drawn again it keeps what was typed, and the marks it had; once it tells that another has written in the same
    field, it has the marks of that, and the other's words in the fields one has not touched.
    """
    if not filled.values:
        return stands, marks(stands), ()
    both = together(seen, stands, filled.values)
    if worded(OVERTAKEN) not in filled.errors.values():
        return stands | dict(filled.values), seen, ()
    return {**filled.values, **both.fields}, marks(stands), both.overtaken


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureForm:
    """What the form of a measure is: new, or as it is; `gone`: taken out since its form was begun.

    `examples` have a level and words each, by id; `asks_problem`: the plan says nothing of it yet. `stands`: the
    measure in a line, as it is now.
    """

    new: bool
    gone: bool
    examples: Mapping[str, tuple[str, str]]
    asks_problem: bool
    stands: str

    def asked(self, filled: Filled) -> dict[str, Ask]:
        left_out = {"example": not self.examples, "problem": not self.asks_problem and "problem" not in filled.errors}
        return {name: ask for name, ask in asks(PutMeasure, filled).items() if not left_out.get(name)}


def measure_form(
    case: Case, stands: Fields, ids: Mapping[str, str], staff: Sequence[Person], filled: Filled, form: MeasureForm
) -> Card:
    """Those on the case and those the measure has already can be ticked; the others are a list."""
    another = filled.values.get("another", "")
    answered = {**filled.values, "another": ""} if opens_names(another) else filled.values
    typed = Filled(one_list(answered), filled.errors) if filled.values else filled
    seen = ids.get("seen", "")
    values, seen, overtaken = (stands | dict(filled.values), seen, ()) if form.new else _drawn(seen, stands, typed)
    ticked = {*case.members, *values.get("who", "").split(",")}
    choices: dict[str, Choices] = {
        "level": list(LEVEL_LABELS.items()),
        "example": [(id_, f"{LEVEL_LABELS[Level(level)]}: {what}") for id_, (level, what) in form.examples.items()],
        "who": words.person_choices(person for person in staff if person.id in ticked),
        "another": words.person_choices((person for person in staff if person.id not in ticked), another),
    }
    shown = Filled(values, filled.errors)
    asked, below = form.asked(shown), {name: _stands_now(name, form.stands) for name in overtaken[:1]}
    more = {name: asked.pop(name) for name in MORE}
    inputs = PutMeasure.inputs(shown, choices=choices, below=below, asked=asked)
    filled_in = any(values.get(name) or name in filled.errors for name in MORE)
    folded = PutMeasure.inputs(shown, below=below, asked=more)
    inputs += fold("more", _("Til planen og eleven"), folded, shown=filled_in)
    which: dict[str, Any] = {"measure_id": ids["measure_id"]} | ({} if form.new else {"changes": ids["measure_id"]})
    save = PutMeasure.button(_("Lagre"), style="positive", case_id=case.id, seen=seen, **which)
    return card(_measure_lead(new=form.new, gone=form.gone), inputs, actions=[save, to_plan(case)])


def _measure_lead(*, new: bool, gone: bool) -> list[Card]:
    lost = problem(_("Noen har tatt tiltaket ut av planen. Lagrer du, blir det et nytt tiltak."))
    concrete = _("Så konkret at alle vet hva de skal gjøre. Ingen vanlige rutiner, ingen navn på andre elever.")
    return [heading(_("Nytt tiltak") if new else _("Endre tiltak")), *([lost] if gone else []), text(concrete)]


def read_aloud_form(case: Case, record_id: str, today: date, filled: Filled) -> Card:
    """When it was, and the pupil's own words."""
    values = {"on": today.isoformat(), **filled.values}
    return card(
        heading(_("Lest opp for eleven")),
        text(_("Les «Min plan» høyt sammen med eleven. Det eleven vil rette, står i planen med elevens egne ord.")),
        ReadAloud.inputs(Filled(values, filled.errors), asked=asks(ReadAloud, filled)),
        actions=[
            ReadAloud.button(_("Lagre"), style="positive", case_id=case.id, record_id=record_id),
            to_plan(case),
        ],
    )
