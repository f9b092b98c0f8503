"""Several have logged something on one pupil: the question, and the entries with the two ways on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.case.actions import ShowMine
from cards.kit import wording as words
from cards.kit.elements import Card, box, card, facts, heading, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.kit.pages import page_of
from cards.patterns.actions import AlertPattern, AssessPattern, ShowPattern
from domain.case.log import LogEntry
from domain.ids import EntryId, PersonId
from domain.people.person import Pupil, name_among
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, quoted

PER_PAGE = 4
"""The longest that can be written take half of what Teams has room for."""


def several_have_written(pattern: str) -> Card:
    """No content: neither who it is about, nor how many have written."""
    return card(
        heading(_("Flere har skrevet om samme elev")),
        text(_("Les det som står, og avgjør om det skal varsles. Terskelen for å varsle er lav.")),
        actions=[ShowPattern.button(_("Vis"), pattern=pattern)],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternView:
    """What one reader sees: the entries newest first, from a page on; `newest` of all of them, and who is who."""

    pattern: str
    newest: EntryId
    pupil: Pupil
    entries: Sequence[LogEntry]
    names: Mapping[PersonId, str]
    page: int = 1


def pattern_card(view: PatternView, school_plan: SchoolPlan, draft_id: str, filled: Filled = NOTHING) -> Card:
    pattern = view.pattern
    shown, page, pages = page_of(view.entries, view.page, PER_PAGE)
    return card(
        heading(_("Flere har skrevet om samme elev")),
        subheading(words.items([view.pupil.name, view.pupil.school_class])),
        text(_("Kan eleven ikke ha det trygt og godt, skal du varsle. Du trenger ikke være sikker.")),
        [_entry(entry, view.names, school_plan) for entry in shown],
        text(_("Vurderingen gjelder alle loggene, også dem på de andre sidene."), subtle=True) if pages > 1 else None,
        AssessPattern.inputs(filled),
        actions=[
            AlertPattern.button(_("Varsle"), style="positive", pattern=pattern, draft_id=draft_id),
            AssessPattern.button(_("Lagre vurderingen"), pattern=pattern, newest=view.newest),
            ShowPattern.button(_("Eldre logger"), pattern=pattern, page=str(page + 1)) if page < pages else None,
            ShowPattern.button(_("Nyere logger"), pattern=pattern, page=str(page - 1)) if page > 1 else None,
        ],
    )


def answered(filled: Filled = NOTHING) -> Card:
    written = filled.values.get("reason", "")
    return card(
        heading(_("Dette er svart på")),
        text(_("Noen har vurdert det som står, eller eleven har fått en sak. Er du bekymret, kan du alltid varsle.")),
        [subheading(_("Det du skrev")), said(written)] if written else None,
        actions=[ShowMine.button(_("Mine oppgaver"))],
    )


def _entry(entry: LogEntry, names: Mapping[PersonId, str], school_plan: SchoolPlan) -> Card:
    written = words.items([words.happened(entry.occurred_at), name_among(names, entry.author)])
    return box(
        subheading(school_plan.pick_lists.label("log_types", entry.type)),
        said(entry.text),
        [said(quoted(entry.quote), italic=True)] if entry.quote else None,
        facts({_("Til stede"): entry.present}),
        said(written, subtle=True),
    )
