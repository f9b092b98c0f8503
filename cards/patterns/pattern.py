"""Several have logged something on one pupil: the question, and the entries with the two ways on."""

from collections.abc import Mapping, Sequence

from cards.kit import wording as words
from cards.kit.elements import Card, box, card, facts, heading, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.patterns.actions import AlertPattern, AssessPattern, ShowPattern
from domain.case.log import LogEntry
from domain.ids import EntryId, PersonId
from domain.people.person import Pupil, name_among
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

MOST_SHOWN = 10


def several_have_written(pattern: str) -> Card:
    """No content: neither who it is about, nor how many have written."""
    return card(
        heading(_("Flere har skrevet om samme elev")),
        text(_("Les det som står, og avgjør om det skal varsles. Terskelen for å varsle er lav.")),
        actions=[ShowPattern.button(_("Vis"), pattern=pattern)],
    )


def pattern_card(
    pattern: str,
    newest: EntryId,
    pupil: Pupil,
    entries: Sequence[LogEntry],
    names: Mapping[PersonId, str],
    school_plan: SchoolPlan,
    draft_id: str,
    filled: Filled = NOTHING,
) -> Card:
    older = len(entries) - MOST_SHOWN
    return card(
        heading(_("Flere har skrevet om samme elev")),
        subheading(words.items([pupil.name, pupil.school_class])),
        text(_("Kan eleven ikke ha det trygt og godt, skal du varsle. Du trenger ikke være sikker.")),
        [_entry(entry, names, school_plan) for entry in reversed(entries[-MOST_SHOWN:])],
        text(_("De eldste loggene vises ikke her."), subtle=True) if older > 0 else None,
        AssessPattern.inputs(filled),
        actions=[
            AlertPattern.button(_("Varsle"), style="positive", pattern=pattern, draft_id=draft_id),
            AssessPattern.button(_("Lagre vurderingen"), pattern=pattern, newest=newest),
        ],
    )


def answered() -> Card:
    return card(
        heading(_("Dette er svart på")),
        text(_("Noen har vurdert det som står, eller eleven har fått en sak. Er du bekymret, kan du alltid varsle.")),
    )


def _entry(entry: LogEntry, names: Mapping[PersonId, str], school_plan: SchoolPlan) -> Card:
    written = words.items([words.moment(entry.occurred_at), name_among(names, entry.author)])
    return box(
        subheading(school_plan.pick_lists.label("log_types", entry.type)),
        said(entry.text),
        [said(f"«{entry.quote}»", italic=True)] if entry.quote else None,
        facts({_("Til stede"): entry.present}),
        said(written, subtle=True),
    )
