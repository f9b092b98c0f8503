"""What the first page of an alert asks, laid out so that a class fits on a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cards.alert.actions import FactsPage
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, columns, flat, fold, text
from cards.kit.forms import OF, Ask, Filled
from domain.alert.alert import AlertForm, Suspicion
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _

SUSPICIONS = Labels(
    {
        Suspicion.NONE: N_("Nei"),
        Suspicion.EMPLOYEE: N_("Ja, en ansatt"),
        Suspicion.LEADERSHIP: N_("Ja, noen i ledelsen"),
    }
)
USUAL_KINDS = 6
"""So many of the plan file's kinds are seen at once; the others are behind «Flere»."""
ONE_COLUMN = 5
"""So few stand below each other."""
REST = "rest_of_kinds"


@dataclass(frozen=True, slots=True)
class _Parts:
    """A choice among many as several inputs: what each asks, offers, and is filled in with."""

    asked: dict[str, Ask] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, ask: Ask, offered: Choices, chosen: Sequence[str]) -> None:
        here = {key for key, _title in offered}
        self.asked[name], self.choices[name] = ask, offered
        self.values[name] = ",".join(one for one in chosen if one in here)


def facts_inputs(form: AlertForm, school_plan: SchoolPlan, shown: Sequence[Pupil], filled: Filled) -> list[Card]:
    """The pupils and the most usual kinds in two columns, the words, the question of who is told, and where."""
    asks, lists = FactsPage.asks(), school_plan.pick_lists
    parts = _parts(form, words.short_choices_of_group(form.group, shown), words.choices(lists.kinds))
    choices = parts.choices | {
        "suspicion": [*SUSPICIONS.items()],
        "place": words.choices(lists.places),
        "source": words.choices(lists.sources),
    }
    drawn = FactsPage.drawn(
        Filled(parts.values | _answers(form) | dict(filled.values), _by_part(filled.errors)),
        choices=choices,
        above={"facts": text(school_plan.alert.facts_guidance, subtle=True, small=True)},
        asked=parts.asked | {name: asks[name] for name in _answers(form)},
    )
    return _laid_out(drawn, rest=bool(parts.values.get(f"kinds{OF}3")))


def _parts(form: AlertForm, pupils: Choices, kinds: Choices) -> _Parts:
    parts, asks = _Parts(), FactsPage.asks()
    _two_columns(parts, "pupils", asks["pupils"], _("Flere elever"), pupils, form.pupils)
    _two_columns(parts, "kinds", asks["kinds"], _("Flere ting"), kinds[:USUAL_KINDS], form.kinds)
    if kinds[USUAL_KINDS:]:
        rest = replace(asks["kinds"], label=_("Annet som har skjedd"), required=False)
        parts.add(f"kinds{OF}3", rest, kinds[USUAL_KINDS:], form.kinds)
    return parts


def _answers(form: AlertForm) -> dict[str, str]:
    return {
        "facts": form.facts,
        "suspicion": form.suspicion or "",
        "place": form.place or "",
        "source": form.source or "",
    }


def _by_part(errors: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a choice that stands in parts stands above the first."""
    return {f"{name}{OF}1" if name in {"pupils", "kinds"} else name: wrong for name, wrong in errors.items()}


def _two_columns(parts: _Parts, name: str, ask: Ask, more: str, offered: Choices, chosen: Sequence[str]) -> None:
    """Read downwards, the first column first."""
    half = (len(offered) + 1) // 2 if len(offered) > ONE_COLUMN else len(offered)
    if offered:
        parts.add(f"{name}{OF}1", ask, offered[:half], chosen)
    if offered[half:]:
        parts.add(f"{name}{OF}2", replace(ask, label=more, required=False), offered[half:], chosen)


def _laid_out(drawn: Mapping[str, list[Card]], *, rest: bool) -> list[Card]:
    """`rest`: one of the less usual kinds has been chosen, and so all are seen."""
    more = drawn.get(f"kinds{OF}3", [])
    return flat(
        _beside(drawn, "pupils"),
        _beside(drawn, "kinds"),
        fold(REST, _("Flere"), more, shown=rest),
        drawn["facts"],
        drawn["suspicion"],
        columns(drawn["place"], drawn["source"]),
    )


def _beside(drawn: Mapping[str, list[Card]], name: str) -> list[Card]:
    sides = [drawn[part] for part in (f"{name}{OF}1", f"{name}{OF}2") if part in drawn]
    return [columns(*sides)] if len(sides) > 1 else flat(*sides)
