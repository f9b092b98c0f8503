"""The alert's form, page by page. What follows it stands in `receipt`."""

from collections.abc import Sequence
from datetime import datetime

from cards.alert.actions import (
    CancelAlert,
    ChooseFound,
    ClassPage,
    DiscardAlert,
    FactsPage,
    MorePage,
    StartAlert,
    SuspectPage,
    TurnPage,
)
from cards.alert.facts_inputs import facts_inputs
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, buttons, card, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled, marked
from domain.alert.alert import AlertForm, Draft, Go, Page
from domain.oslo import is_day_alone, oslo_time
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, n_

SUSPECT_UNKNOWN = "ukjent"
FOUND_MOST = 20
OWN_MOST = 6
"""Own classes that are one press away; all of them are among the others."""


def start(draft_id: str, note: str = "") -> Card:
    """What «varsle» is answered with: no content, one button."""
    return card(
        heading(_("Varsle rektor")),
        problem(note) if note else None,
        text(_("Har du sett eller hørt noe som tyder på at en elev ikke har det trygt og godt? Da skal du si fra.")),
        text(_("Det tar kort tid. Skriv ingenting om elever her i chatten."), subtle=True),
        actions=[StartAlert.button(_("Start varsel"), draft_id=draft_id, style="positive")],
    )


def facts_page(
    draft: Draft,
    school_plan: SchoolPlan,
    shown: Sequence[Pupil],
    also: Sequence[Pupil],
    own: Sequence[str] = (),
    filled: Filled = NOTHING,
) -> Card:
    """Page 1. `shown` are the pupils of the chosen class or base, `also` those chosen from another; `own`: the classes
    or bases that are the person's.
    """
    form = draft.form
    return card(
        heading(_("Varsle rektor")),
        subheading(_("Elever i {group}", group=form.group)) if shown else subheading(_("Hvem gjelder det?")),
        _also_chosen(also),
        text(_("**Ukjent elev.** {advice}", advice=school_plan.alert.unknown_pupil)) if form.unknown_pupil else None,
        _who_buttons(draft, own[:OWN_MOST], shown=bool(shown)),
        marked(),
        facts_inputs(form, school_plan, shown, filled),
        actions=[
            FactsPage.button(_("Videre"), draft_id=draft.id, to=Go.MORE, style="positive"),
            FactsPage.button(_("Lagre utkast"), draft_id=draft.id, to=Go.PUT_AWAY),
            CancelAlert.button(_("Avbryt"), draft_id=draft.id),
        ],
    )


def _also_chosen(also: Sequence[Pupil]) -> Card | None:
    pupils = words.listing(words.pupil_names(also).values())
    return said(_("Også valgt: {pupils}", pupils=pupils)) if also else None


def _who_buttons(draft: Draft, own: Sequence[str], *, shown: bool) -> list[Card]:
    others = [group for group in own if group != draft.form.group]
    return buttons(
        *(FactsPage.button(group, draft_id=draft.id, to=Go.FACTS, group=group) for group in others),
        FactsPage.button(_("Annen klasse") if shown else _("Velg klasse"), draft_id=draft.id, to=Go.CLASS),
        None
        if draft.form.unknown_pupil
        else FactsPage.button(_("Jeg vet ikke hvem"), draft_id=draft.id, to=Go.UNKNOWN),
    )


def class_page(draft: Draft, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    asked, choices = ClassPage.asks(), {"group": [(group, group) for group in groups]}
    drawn = ClassPage.drawn(filled, choices=choices, asked=asked)
    return card(
        heading(_("Velg klasse eller base")),
        drawn["group"],
        buttons(ClassPage.button(_("Vis elevene"), draft_id=draft.id, style="positive")),
        drawn["name"],
        actions=[
            ClassPage.button(_("Søk"), draft_id=draft.id, find="true"),
            TurnPage.button(_("Tilbake"), draft_id=draft.id, page=Page.FACTS),
        ],
    )


def found_page(draft: Draft, found: Sequence[Pupil]) -> Card:
    """Those with the name that was searched for, to choose among; or that there are none, or too many."""
    shown = found[:FOUND_MOST]
    more = len(found) - len(shown)
    return card(
        heading(_("Søk på navn")),
        text(_("Ingen elever har et slikt navn. Prøv en del av navnet, eller velg klassen.")) if not found else None,
        ChooseFound.inputs(choices={"found": words.pupil_choices(shown)}) if shown else None,
        text(n_("{count} elev til. Skriv mer av navnet.", "{count} elever til. Skriv mer av navnet.", more))
        if more > 0
        else None,
        actions=[
            ChooseFound.button(_("Velg"), draft_id=draft.id, style="positive") if shown else None,
            TurnPage.button(_("Søk igjen"), draft_id=draft.id, page=Page.CLASS),
            TurnPage.button(_("Tilbake"), draft_id=draft.id, page=Page.FACTS),
        ],
    )


def suspect_page(draft: Draft, school_plan: SchoolPlan, staff: Sequence[Person], filled: Filled = NOTHING) -> Card:
    """§ 12-5: who, when it is known. The one named never gets to see the case."""
    values = {"suspect": draft.form.suspect or SUSPECT_UNKNOWN, **filled.values}
    people = words.person_choices(staff, values["suspect"])
    who = [(SUSPECT_UNKNOWN, _("Jeg vet ikke, eller vil ikke si det her")), *people]
    return card(
        heading(_("Hvem gjelder mistanken?")),
        text(school_plan.alert.employee_suspected),
        SuspectPage.inputs(Filled(values, filled.errors), choices={"suspect": who}),
        actions=[
            SuspectPage.button(_("Videre"), draft_id=draft.id, style="positive"),
            TurnPage.button(_("Tilbake"), draft_id=draft.id, page=Page.FACTS),
        ],
    )


def more_page(
    draft: Draft, school_plan: SchoolPlan, pupils: Sequence[Pupil], now: datetime, filled: Filled = NOTHING
) -> Card:
    """Page 2: what the plan wants to know of each alert."""
    lists = school_plan.pick_lists
    choices: dict[str, Choices] = {
        "immediate_actions": words.choices(lists.immediate_actions),
        "pupil_told": words.choices(lists.pupil_told),
        "guardians_told": words.choices(lists.guardians_told),
    }
    usual = now if lists.first_hand(draft.form.source) else None
    values = _more_values(draft.form, draft.form.occurred_at or usual) | dict(filled.values)
    return card(
        heading(_("Mer om hendelsen")),
        text(_("Skolens plan ber om dette i alle varsler. Svar på det du vet."), subtle=True),
        MorePage.inputs(Filled(values, filled.errors), choices=choices, above=_guidance(school_plan, pupils)),
        actions=[
            MorePage.button(_("Videre"), draft_id=draft.id, to=Go.REVIEW, style="positive"),
            MorePage.button(_("Tilbake"), draft_id=draft.id, to=Go.FACTS),
            MorePage.button(_("Lagre utkast"), draft_id=draft.id, to=Go.PUT_AWAY),
        ],
    )


def _more_values(form: AlertForm, occurred_at: datetime | None) -> dict[str, str]:
    """No time is claimed that nobody has said: now is offered only to one who saw it, and a day alone stays alone."""
    at = oslo_time(occurred_at) if occurred_at else None
    return {
        "immediate_actions": ",".join(form.immediate_actions),
        "physical_intervention": str(form.physical_intervention).lower(),
        "serious": str(form.serious).lower(),
        "care_concern": str(form.care_concern).lower(),
        "occurred_on": f"{at:%Y-%m-%d}" if at else "",
        "occurred_time": f"{at:%H:%M}" if at and not is_day_alone(at) else "",
        "pupil_told": form.pupil_told or "",
        "guardians_told": form.guardians_told or "",
        "on_behalf_of": form.on_behalf_of or "",
    }


def _guidance(school_plan: SchoolPlan, pupils: Sequence[Pupil]) -> dict[str, Card]:
    """What the plan and the law say, above the question it is about."""
    grades = {pupil.grade for pupil in pupils}
    phrases = [p.text for p in school_plan.alert.pupil_phrases if not grades or not grades.isdisjoint(p.grades)]
    told = "\n- ".join([_("Slik kan du si det til eleven:"), *phrases])
    without = school_plan.platforms.told("without_account")
    on_behalf = {"on_behalf_of": said("\n".join(without), subtle=True, small=True)} if without else {}
    serious = _("Alvorlig er for eksempel: {examples}.", examples=words.items(school_plan.alert.serious_criteria))
    return {
        "physical_intervention": text(serious, subtle=True, small=True),
        "pupil_told": text(told, subtle=True, small=True),
        **on_behalf,
    }


def put_away(draft: Draft) -> Card:
    """A draft in the drawer: content-free."""
    return card(
        heading(_("Utkastet er lagret")),
        text(_("Det er ikke sendt. Det ligger i 24 timer, og bare du kan se det.")),
        actions=[TurnPage.button(_("Fortsett"), draft_id=draft.id, page=draft.page, style="positive")],
    )


def confirm_discard(draft: Draft) -> Card:
    return card(
        heading(_("Vil du slette utkastet?")),
        text(_("Det er ikke sendt. Har du mistanke om at en elev ikke har det trygt og godt, skal du varsle.")),
        actions=[
            TurnPage.button(_("Fortsett å skrive"), draft_id=draft.id, page=draft.page, style="positive"),
            DiscardAlert.button(_("Slett utkastet"), draft_id=draft.id, style="destructive"),
        ],
    )


def discarded() -> Card:
    return card(heading(_("Utkastet er slettet")), text(_("Ingenting er sendt. Skriv «varsle» for å begynne på nytt.")))
