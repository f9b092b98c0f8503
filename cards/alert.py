"""The alert's form, page by page. What follows it stands in cards/receipt.py."""

from collections.abc import Sequence
from datetime import datetime

from cards import words
from cards.alert_actions import (
    CancelAlert,
    ClassPage,
    DiscardAlert,
    FactsPage,
    Go,
    MorePage,
    StartAlert,
    SuspectPage,
    TurnPage,
)
from cards.elements import Card, Choices, buttons, card, heading, problem, said, subheading, text
from cards.forms import NOTHING, Filled
from domain.alert import AlertForm, Draft, Page, PupilRole, Suspicion
from domain.calendar import oslo_time
from domain.people import Person, Pupil
from domain.plan import Plan

SUSPICIONS: Choices = [
    (Suspicion.NONE, "Nei"),
    (Suspicion.EMPLOYEE, "Ja, en ansatt"),
    (Suspicion.LEADERSHIP, "Ja, noen i ledelsen"),
]
SUSPECT_UNKNOWN = "ukjent"
_LEAD = "Skriv fakta – ikke tolkninger. Du trenger ikke bruke store ord. Ikke skriv mer enn nødvendig."


def start(draft_id: str, note: str = "") -> Card:
    """What «varsle» is answered with: no content, one button."""
    return card(
        heading("Varsle rektor"),
        problem(note) if note else None,
        text("Har du sett eller hørt noe som tyder på at en elev ikke har det trygt og godt? Da skal du si fra."),
        text("Det tar under ett minutt. Skriv ingenting om elever her i chatten.", subtle=True),
        actions=[StartAlert.button("Start varsel", draft_id=draft_id, style="positive")],
    )


def facts_page(
    draft: Draft, plan: Plan, shown: Sequence[Pupil], also: Sequence[Pupil], filled: Filled = NOTHING
) -> Card:
    """Page 1. `shown` are the pupils of the chosen class or base, `also` those chosen from another."""
    form = draft.form
    values = _facts_values(form, shown) | dict(filled.values)
    choices: dict[str, Choices] = {"kinds": words.choices(plan.pick_lists.kinds), "suspicion": SUSPICIONS}
    if shown:
        choices["pupils"] = [(pupil.id, pupil.name) for pupil in shown]
    guidance = {"facts": text(plan.alert.facts_guidance, subtle=True, small=True)}
    inputs = FactsPage.inputs(Filled(values, filled.errors), choices=choices, above=guidance, lenient=True)
    missing_pupil = filled.errors.get("pupils") if not shown else None
    return card(
        heading("Varsle rektor"),
        text(_LEAD, subtle=True),
        subheading(f"Elever i {form.group}") if shown else subheading("Hvem gjelder det?"),
        problem(missing_pupil) if missing_pupil else None,
        said(f"Også valgt: {words.listing(f'{p.name}, {p.school_class}' for p in also)}") if also else None,
        text(f"**Ukjent elev.** {plan.alert.unknown_pupil}") if form.unknown_pupil else None,
        _who_buttons(draft, bool(shown)),
        inputs,
        problem("Noe mangler. Se det som er merket over.") if len(filled.errors) > 1 else None,
        actions=[
            FactsPage.button("Videre", draft_id=draft.id, to=Go.REVIEW, style="positive"),
            FactsPage.button("Legg til mer", draft_id=draft.id, to=Go.MORE),
            FactsPage.button("Lagre utkast", draft_id=draft.id, to=Go.PUT_AWAY),
            CancelAlert.button("Avbryt", draft_id=draft.id),
        ],
    )


def _facts_values(form: AlertForm, shown: Sequence[Pupil]) -> dict[str, str]:
    return {
        "pupils": ",".join(p.id for p in shown if p.id in form.pupils),
        "kinds": ",".join(form.kinds),
        "facts": form.facts,
        "suspicion": form.suspicion or "",
    }


def _who_buttons(draft: Draft, shown: bool) -> Card:  # noqa: FBT001  (private, one meaning)
    return buttons(
        FactsPage.button("Annen klasse" if shown else "Velg klasse", draft_id=draft.id, to=Go.CLASS),
        None if draft.form.unknown_pupil else FactsPage.button("Jeg vet ikke hvem", draft_id=draft.id, to=Go.UNKNOWN),
    )


def class_page(draft: Draft, classes: Sequence[str], bases: Sequence[str], filled: Filled = NOTHING) -> Card:
    groups = [(group, group) for group in (*classes, *bases)]
    return card(
        heading("Velg klasse eller base"),
        ClassPage.inputs(filled, choices={"group": groups}),
        actions=[
            ClassPage.button("Vis elevene", draft_id=draft.id, style="positive"),
            TurnPage.button("Tilbake", draft_id=draft.id, page=Page.FACTS),
        ],
    )


def suspect_page(draft: Draft, plan: Plan, staff: Sequence[Person], filled: Filled = NOTHING) -> Card:
    """§ 12-5: who, when it is known. The one named never gets to see the case."""
    who = [(SUSPECT_UNKNOWN, "Jeg vet ikke, eller vil ikke si det her"), *words.person_choices(staff)]
    values = {"suspect": draft.form.suspect or SUSPECT_UNKNOWN, **filled.values}
    return card(
        heading("Hvem gjelder mistanken?"),
        text(plan.alert.employee_suspected),
        SuspectPage.inputs(Filled(values, filled.errors), choices={"suspect": who}),
        actions=[
            SuspectPage.button("Videre", draft_id=draft.id, style="positive"),
            TurnPage.button("Tilbake", draft_id=draft.id, page=Page.FACTS),
        ],
    )


def more_page(draft: Draft, plan: Plan, pupils: Sequence[Pupil], now: datetime, filled: Filled = NOTHING) -> Card:
    """Page 2: what is worth saying and easily forgotten."""
    lists = plan.pick_lists
    choices: dict[str, Choices] = {
        "source": words.choices(lists.sources),
        "place": words.choices(lists.places),
        "immediate_actions": words.choices(lists.immediate_actions),
        "pupil_told": words.choices(lists.pupil_told),
        "guardians_told": words.choices(lists.guardians_told),
    }
    if pupils:
        choices |= dict.fromkeys(("violators", "witnesses", "unsure"), words.pupil_choices(pupils))
    values = _more_values(draft.form, now) | dict(filled.values)
    return card(
        heading("Mer om hendelsen"),
        text("Fyll ut det du vet. Alt på denne siden er frivillig.", subtle=True),
        text("Den som ikke velges under, regnes som utsatt.", subtle=True) if pupils else None,
        MorePage.inputs(Filled(values, filled.errors), choices=choices, above=_guidance(plan, pupils), lenient=True),
        actions=[
            MorePage.button("Videre", draft_id=draft.id, to=Go.REVIEW, style="positive"),
            MorePage.button("Tilbake", draft_id=draft.id, to=Go.FACTS),
            MorePage.button("Lagre utkast", draft_id=draft.id, to=Go.PUT_AWAY),
        ],
    )


def _more_values(form: AlertForm, now: datetime) -> dict[str, str]:
    at = oslo_time(form.occurred_at or now)
    by_role = {role: ",".join(p for p in form.pupils if form.role_of(p) is role) for role in PupilRole}
    return {
        "violators": by_role[PupilRole.VIOLATOR],
        "witnesses": by_role[PupilRole.WITNESS],
        "unsure": by_role[PupilRole.UNSURE],
        "source": form.source or "",
        "place": form.place or "",
        "occurred_on": f"{at:%Y-%m-%d}",
        "occurred_time": f"{at:%H:%M}",
        "immediate_actions": ",".join(form.immediate_actions),
        "physical_intervention": str(form.physical_intervention).lower(),
        "serious": str(form.serious).lower(),
        "pupil_told": form.pupil_told or "",
        "guardians_told": form.guardians_told or "",
        "care_concern": str(form.care_concern).lower(),
        "on_behalf_of": form.on_behalf_of or "",
    }


def _guidance(plan: Plan, pupils: Sequence[Pupil]) -> dict[str, Card]:
    """What the plan and the law say, above the question it is about."""
    grades = {pupil.grade for pupil in pupils}
    phrases = [p.text for p in plan.alert.pupil_phrases if not grades or not grades.isdisjoint(p.grades)]
    lines = {
        "physical_intervention": plan.alert.physical_intervention,
        "serious": "\n- ".join(["Alvorlig er for eksempel:", *plan.alert.serious_criteria]),
        "pupil_told": "\n- ".join(["Slik kan du si det til eleven:", *phrases]),
        "care_concern": plan.alert.care_concern,
    }
    return {name: text(line, subtle=True, small=True) for name, line in lines.items()}


def put_away(draft: Draft) -> Card:
    """A draft in the drawer: content-free."""
    return card(
        heading("Utkastet er lagret"),
        text("Det er ikke sendt. Det ligger i 24 timer, og bare du kan se det."),
        actions=[TurnPage.button("Fortsett", draft_id=draft.id, page=draft.page, style="positive")],
    )


def confirm_discard(draft: Draft) -> Card:
    return card(
        heading("Vil du slette utkastet?"),
        text("Det er ikke sendt. Har du mistanke om at en elev ikke har det trygt og godt, skal du varsle."),
        actions=[
            TurnPage.button("Fortsett å skrive", draft_id=draft.id, page=draft.page, style="positive"),
            DiscardAlert.button("Slett utkastet", draft_id=draft.id, style="destructive"),
        ],
    )


def discarded() -> Card:
    return card(heading("Utkastet er slettet"), text("Ingenting er sendt. Skriv «varsle» for å begynne på nytt."))
