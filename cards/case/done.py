"""The receipt of a form that is finished: the reply, and what the message in the chat becomes. Content-free (law 1)."""

from datetime import datetime

from cards.activity_plan.actions import ShowEvaluation, ShowPlan
from cards.alert.actions import ShowAlert
from cards.case.actions import ListWeek, OpenCase, OpenDraft, SayWord, ShowMine, StartLog
from cards.documents.actions import ShowDocuments
from cards.kit import wording as words
from cards.kit.elements import Card, Piece, card, heading, text
from cards.reminders.away import ComeBack, OpenAway
from cards.reminders.quiet import EndQuiet, OpenQuiet, year_lines_button
from cards.steps.actions import NextStep
from cards.year.actions import ShowYear
from cards.year.change_actions import ShowChanges
from domain.ids import CaseId
from domain.message import Done, FormSubject
from domain.text.messages import N_, Labels, _

SAID = Labels(
    {
        Done.SAVED: N_("Lagret"),
        Done.LOG: N_("Loggen er lagret"),
        Done.LOG_INCIDENT: N_("Loggen er lagret"),
        Done.PUPIL_LOG: N_("Loggen er lagret"),
        Done.MINUTES: N_("Loggen er lagret"),
        Done.STEP: N_("Steget er gjort"),
        Done.STEP_GIVEN: N_("Steget er gitt videre"),
        Done.STEP_MOVED: N_("Fristen er flyttet"),
        Done.STEP_SKIPPED: N_("Steget er ikke nødvendig"),
        Done.STEP_UNDONE: N_("Steget er åpent igjen"),
        Done.PLAN: N_("Planen er lagret"),
        Done.MEASURE: N_("Tiltaket er lagret"),
        Done.ANSWERS: N_("Svarene er lagret"),
        Done.READ_ALOUD: N_("Opplesingen er lagret"),
        Done.EVALUATION: N_("Evalueringen er lagret"),
        Done.CLOSED: N_("Saken er avsluttet"),
        Done.REOPENED: N_("Saken er åpnet igjen"),
        Done.IN_NEED: N_("Du har nødtilgang i 24 timer"),
        Done.FILED: N_("Journalføringen er lagret"),
        Done.ALERT: N_("Lagt til i varselet"),
        Done.DRAFT: N_("Utkastet er lagret"),
        Done.AWAY: N_("Fraværet er lagret"),
        Done.QUIET: N_("Pausen er lagret"),
        Done.YEAR: N_("Årshjulet er endret"),
        Done.YEAR_AS_BEFORE: N_("Det var slik fra før"),
        Done.YEAR_OFF: N_("Årshjulet er ikke med i morgenmeldingen"),
        Done.YEAR_ON: N_("Årshjulet er med i morgenmeldingen"),
    }
)
_OF_PLAN = (Done.PLAN, Done.MEASURE, Done.ANSWERS, Done.READ_ALOUD)


def done_card(subject: FormSubject, reference: str, at: datetime) -> Card:
    """`reference` of the case or the alert, if there is one."""
    return card(heading(f"✓ {SAID[subject.done]}"), text(_about(subject, reference, at)), actions=_ways_on(subject))


def _about(subject: FormSubject, reference: str, at: datetime) -> str:
    day, moment = words.day(subject.day) if subject.day else "", words.moment(at)
    if subject.done is Done.AWAY and subject.day:
        return _("Du er borte til og med {day}.", day=words.day(subject.day))
    if subject.done is Done.DRAFT and subject.day:
        return _("{moment}. Det slettes {day}.", moment=moment, day=day)
    if subject.done is Done.QUIET:
        return _("Jeg minner deg på stegene igjen {day}.", day=day)
    if subject.done is Done.LOG_INCIDENT:
        return _("Sak {reference}, {moment}. En ny hendelse skal varsles.", reference=reference, moment=moment)
    if reference:
        return _("Sak {reference}, {moment}.", reference=reference, moment=moment)
    return f"{moment}." if subject.done is Done.YEAR_AS_BEFORE else _("Lagret {moment}.", moment=moment)


def _ways_on(subject: FormSubject) -> list[Piece]:
    mine = ShowMine.button(_("Mine oppgaver"))
    if subject.draft:
        return [OpenDraft.button(_("Fortsett"), draft=subject.draft, style="positive"), mine]
    if subject.alert_id:
        return [ShowAlert.button(_("Vis"), alert_id=subject.alert_id)]
    if subject.case_id:
        return [*_first(subject.done, subject.case_id), OpenCase.button(_("Vis saken"), case_id=subject.case_id), mine]
    return [*_of_neither(subject.done), mine]


def _of_neither(done: Done) -> list[Piece]:
    match done:
        case Done.PUPIL_LOG:
            return [StartLog.button(_("Ny logg")), SayWord.button(_("Varsle rektor"), word="varsle")]
        case Done.AWAY:
            return [OpenAway.button(_("Endre")), ComeBack.button(_("Jeg er tilbake"))]
        case Done.QUIET:
            return [OpenQuiet.button(_("Endre dagen")), EndQuiet.button(_("Minn meg"))]
        case Done.YEAR_OFF | Done.YEAR_ON:
            return [year_lines_button(wants_year=done is Done.YEAR_ON)]
        case Done.YEAR | Done.YEAR_AS_BEFORE:
            return [ShowChanges.button(_("Endret i år")), ShowYear.button(_("Årshjulet"))]
        case _:
            return []


def _first(done: Done, case_id: CaseId) -> list[Piece]:
    """Where one most likely goes on."""
    if done in _OF_PLAN:
        return [ShowPlan.button(_("Vis planen"), case_id=case_id)]
    if done is Done.EVALUATION:
        return [ShowEvaluation.button(_("Vis evalueringen"), case_id=case_id)]
    if done is Done.FILED:
        return [ShowDocuments.button(_("Vis dokumentene"), case_id=case_id)]
    if done is Done.LOG_INCIDENT:
        return [SayWord.button(_("Varsle rektor"), word="varsle", style="positive")]
    if done is Done.MINUTES:
        return [ListWeek.button(_("Tilbake til listen"))]
    return [] if done in {Done.CLOSED, Done.IN_NEED} else [NextStep.button(_("Neste steg"), case_id=case_id)]
