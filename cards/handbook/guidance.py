"""What the school's plan tells anyone who asks: the duties, and the rest in parts that unfold. Nothing of a case, and
nothing that the plan file does not say.
"""

from collections.abc import Iterable, Sequence

from cards.case.actions import SayWord
from cards.handbook.actions import OpenEntry, OpenSection
from cards.kit.elements import Card, buttons, card, flat, fold, heading, points, said, subheading, text
from domain.handbook.sections import Entry, Handbook, PlanSection
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.fields import Duty
from domain.school_plan.own_words import Topic
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

WRITTEN_IN = {
    Duty.WATCH: ("watching", "pupil_talks"),
    Duty.INTERVENE: ("intervening",),
    Duty.ALERT: ("without_account",),
}
"""Which of the school's platforms are of which duty."""
GUIDANCE = "veiledning"


def guidance_card(school_plan: SchoolPlan, handbook: Handbook, reader: Person) -> Card:
    """The five duties, where the school writes what comes of them, and the way to all the rest."""
    return card(
        heading(_("Veiledning")),
        [piece for duty in Duty for piece in _duty(duty, school_plan, handbook)],
        _listed(_("Mer fra skolens plan"), [one for one in handbook.chapters if one.duty is None]),
        _listed(_("Saken, steg for steg"), handbook.phases),
        text(_("Du kan også spørre med egne ord, for eksempel «hva skal jeg se etter»."), subtle=True),
        actions=[_alert(reader), SayWord.button(_("Ny logg"), word="logg")],
    )


def _alert(reader: Person) -> Card | None:
    return SayWord.button(_("Varsle rektor"), word="varsle") if may(reader, Permission.RAISE_ALERT) else None


def _duty(duty: Duty, school_plan: SchoolPlan, handbook: Handbook) -> list[Card]:
    guidance = school_plan.guidance_for(duty)
    more = [one for one in handbook.chapters if one.duty is duty]
    return [
        subheading(guidance.title),
        *flat(points(guidance.points)),
        *_written(duty, school_plan),
        *buttons(*(OpenSection.button(_("Mer: {title}", title=one.title), section=one.id) for one in more)),
    ]


def _written(duty: Duty | None, school_plan: SchoolPlan) -> list[Card]:
    where = WRITTEN_IN.get(duty, ()) if duty else ()
    return [said(line, subtle=True) for line in school_plan.platforms.told(*where)]


def _listed(title: str, sections: Sequence[PlanSection]) -> list[Card]:
    ways = [OpenSection.button(one.title, section=one.id) for one in sections]
    return [subheading(title), *buttons(*ways)] if ways else []


def section_card(section: PlanSection, school_plan: SchoolPlan) -> Card:
    """A part for each thing, all shut; the only thing there is stands open."""
    told = [piece for one in section.entries for piece in fold(f"entry-{one.id}", one.title, points(one.points))]
    return card(
        heading(section.title),
        points(section.entries[0].points) if len(section.entries) == 1 else told,
        _written(section.duty, school_plan),
        actions=[_back()],
    )


def entry_card(entry: Entry, reader: Person, others: Sequence[Entry] = ()) -> Card:
    """One thing the plan says. `others`: what may have been meant instead."""
    return card(
        heading(entry.title),
        points(entry.points),
        [subheading(_("Se også")), *_ways_to(others)] if others else None,
        actions=[_alert(reader), _back()],
    )


def found_card(entries: Sequence[Entry], reader: Person) -> Card:
    """Several things may have been asked for; to alert comes first, whatever was typed."""
    return card(
        heading(_("Dette står i skolens plan")),
        buttons(_alert(reader)),
        _ways_to(entries),
        actions=[_back()],
    )


def _ways_to(entries: Sequence[Entry]) -> list[Card]:
    return buttons(*(OpenEntry.button(one.title, entry=one.id) for one in entries))


def _back() -> Card:
    return SayWord.button(_("Veiledning"), word=GUIDANCE)


def how(topics: Iterable[Topic]) -> list[Card]:
    """«Slik gjør du»: what of the plan goes with a step, folded beside its questions."""
    told = [piece for topic in topics for piece in flat(subheading(topic.title), points(topic.points))]
    return fold("how", _("Slik gjør du"), told)


def deadlines_card(lines: Sequence[str]) -> Card:
    """The days that count from an alert, worked out for one that is sent now."""
    return card(
        heading(_("Frister")),
        text(_("For et varsel som sendes nå:")),
        points(lines),
        text(_("Fristene i en sak står på saken. Skriv «mine» for å se stegene dine."), subtle=True),
        actions=[_back()],
    )
