"""What an event of a case says, in words: made when it is shown, from the facts that were written down."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import OFTEN_LABELS, QUESTIONS, Often
from domain.activity_plan.versions import changes, in_turn, told
from domain.alert.alert import PUPIL_ROLE_LABELS, PupilRole
from domain.correcting.before_righted import LEFT_OUT
from domain.event import NEED_LABELS, Details, Event, EventKind, Joined, Need, Off
from domain.ids import CaseId, IncidentId, PersonId, PupilId
from domain.incident import MARK_LABELS, OWNER_LABELS
from domain.text.messages import _
from domain.text.messages import worded as worded_text
from domain.text.moments import full_day, moment


@dataclass(frozen=True, slots=True)
class Known:
    """What words need beyond the event: the names of staff, the versions of the plan, when each incident of a case
    of several was told of, the titles of steps by their ids, and whom it was wrongly said to be about, whose kin would
    give them away. Why someone is inhabil is for leaders. `left`: the versions as evaluations have left them.
    """

    names: Mapping[PersonId, str]
    versions: Sequence[ActivityPlan] = ()
    told_apart: Mapping[IncidentId, datetime] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    wrong_pupils: Collection[PupilId] = ()
    to_a_leader: bool = False
    left: Sequence[ActivityPlan] = ()

    def of(self, case_id: CaseId | None) -> "Known":
        """Of cases that have become one, each has a version 1 of its own."""
        return replace(self, versions=[plan for plan in self.versions if plan.case_id == case_id])

    def titles_of(self, steps: Iterable[str]) -> str:
        return ", ".join(self.titles.get(step, step) for step in steps)

    def name(self, person: PersonId | None) -> str:
        return self.names.get(person, _("Ukjent")) if person else _("Ukjent")


def worded(event: Event, known: Known) -> str:
    """The event in a sentence or two; nothing for one that says all by its kind."""
    write = _SENTENCES.get(event.kind)
    said = write(event.details, known.of(event.case_id)) if write else ""
    return " ".join(filter(None, (said, of_incident(event.details.incident, known.told_apart))))


def unreadable() -> str:
    """Where something stood whose row in the database cannot be read."""
    return _("Dette kan ikke leses. Si fra til drift.")


def of_incident(incident: IncidentId | None, told_apart: Mapping[IncidentId, datetime]) -> str:
    """Which incident it is about, where there are several."""
    told = told_apart.get(incident) if incident else None
    return _("Gjelder det som ble varslet {moment}.", moment=moment(told)) if told else ""


def _member_added(details: Details, known: Known) -> str:
    name = known.name(details.person)
    if details.how is Joined.AS_SAFE_ADULT:
        return _("{name} er med i saken som elevens trygghetsperson.", name=name)
    if details.how is Joined.WITH_A_STEP:
        return _("{name} er med i saken og har fått steg i den.", name=name)
    reason = _why(details)
    if details.day:
        return _(
            "{name} er lagt til, til og med {day}. Grunn: {reason}", name=name, day=full_day(details.day), reason=reason
        )
    return _("{name} er lagt til. Grunn: {reason}", name=name, reason=reason)


def _why(details: Details) -> str:
    if details.need in {None, Need.OTHER}:
        return details.reason
    need = NEED_LABELS[details.need]
    return _("{need}: {reason}", need=need, reason=details.reason) if details.reason else need


def _member_until(details: Details, known: Known) -> str:
    name, reason = known.name(details.person), details.reason
    if details.day:
        day = full_day(details.day)
        return _("{name} er med i saken til og med {day}. Grunn: {reason}", name=name, day=day, reason=reason)
    return _("{name} er med i saken uten sluttdag. Grunn: {reason}", name=name, reason=reason)


def _in_need(details: Details, known: Known) -> str:
    name, day = known.name(details.person), full_day(details.day) if details.day else ""
    return _(
        "{name} fikk nødtilgang, for å lese, til {day}. Grunn: {reason}", name=name, day=day, reason=details.reason
    )


def _marked(details: Details, _known: Known) -> str:
    marks = ", ".join(MARK_LABELS[mark] for mark in details.marks)
    return _("Nytt i saken: {marks}. Grunn: {reason}", marks=marks, reason=details.reason)


def _force_on(_details: Details, _known: Known) -> str:
    return _("Det er sagt hvilken elev det ble grepet inn fysisk mot.")


def _owner_decision(details: Details, _known: Known) -> str:
    label = f"{OWNER_LABELS[details.notice]} {full_day(details.day)}." if details.notice and details.day else ""
    document = _("Dokument {document}.", document=details.document) if details.document else ""
    return " ".join(filter(None, (label, details.reason, document)))


def _unreached(details: Details, known: Known) -> str:
    name = known.name(details.person)
    if details.passed_on:
        return _("Skolemiljø nådde ikke {name}. Neste i rekken er varslet.", name=name)
    return _("Skolemiljø nådde ikke {name}.", name=name)


def _reached(details: Details, known: Known) -> str:
    return _("Varselet nådde fram til {name} først nå.", name=known.name(details.person))


def _adopted(details: Details, known: Known) -> str:
    turns = in_turn(known.versions, known.left)
    found = next(((old, new) for old, new, _left in turns if new.version == details.version), None)
    adopted = _("Planen er satt i verk, versjon {version}.", version=details.version)
    return f"{adopted} {told(found[0], changes(*found, known.names))}." if found else adopted


def _asked_first(details: Details, _known: Known) -> str:
    if details.of_another:
        return _("Eleven ble spurt før tiltakene. {left_out}", left_out=worded_text(LEFT_OUT))
    answers = ", ".join(f"{QUESTIONS[name]} {OFTEN_LABELS[Often(said)]}" for name, said in details.answers.items())
    return _("Før tiltakene, {day}: {answers}", day=full_day(details.day) if details.day else "", answers=answers)


def _read_aloud(details: Details, _known: Known) -> str:
    day = full_day(details.day) if details.day else ""
    if details.of_another:
        return _("«Min plan» ble lest opp {day}. {left_out}", day=day, left_out=worded_text(LEFT_OUT))
    if not details.words:
        return _("«Min plan» er lest opp for eleven {day}. Eleven hadde ingenting å rette.", day=day)
    said = _("«Min plan» er lest opp for eleven {day}. Eleven sa: «{words}»", day=day, words=details.words)
    names = _("Navn på andre elever står her fordi: {reason}", reason=details.reason) if details.reason else ""
    return " ".join(filter(None, (said, names)))


def _removed(details: Details, known: Known) -> str:
    return _("{name} er tatt ut. Grunn: {reason}", name=known.name(details.person), reason=details.reason)


def _off(details: Details, known: Known) -> str:
    name = known.name(details.person)
    if details.off is Off.REPLACED:
        return _("{name} er ikke lenger elevens trygghetsperson, og er ute av saken.", name=name)
    if details.off is Off.ENDED:
        return _("Tilgangen til {name} er over, og {name} er ute av saken.", name=name)
    return _("{name} har ikke lenger ansvar for eleven, og er ute av saken.", name=name)


def _barred(details: Details, known: Known) -> str:
    return _("Mistanken gjelder {name}.", name=known.name(details.person))


def _disqualified(details: Details, known: Known) -> str:
    if details.pupil in known.wrong_pupils:
        return _("En ansatt var holdt utenfor saken, til den fikk rett elev.")
    name, reason = known.name(details.person), details.reason
    if not reason:
        return _("{name} er elevens pårørende, og er ikke med i saken.", name=name)
    if known.to_a_leader:
        return _("{name} er inhabil i saken. Grunn: {reason}", name=name, reason=reason)
    return _("{name} er inhabil i saken.", name=name)


def _bar_lifted(details: Details, known: Known) -> str:
    name, reason = known.name(details.person), details.reason
    return _("{name} er ikke lenger utestengt fra saken. Grunn: {reason}", name=name, reason=reason)


def _merged(details: Details, _known: Known) -> str:
    reference, reason = details.reference, details.reason
    if not reason:
        return _("Sak {reference} er slått sammen med denne: varselet hører til her.", reference=reference)
    return _("Sak {reference} er slått sammen med denne. Grunn: {reason}", reference=reference, reason=reason)


def _merged_away(details: Details, _known: Known) -> str:
    if not details.reason:
        return _("Slått sammen med sak {reference}: varselet hører til der.", reference=details.reference)
    return _("Slått sammen med sak {reference}. Grunn: {reason}", reference=details.reference, reason=details.reason)


def _split(details: Details, _known: Known) -> str:
    reference, reason = details.reference, details.reason
    return _("Sak {reference} er delt ut igjen, og er en egen sak. Grunn: {reason}", reference=reference, reason=reason)


def _split_away(details: Details, _known: Known) -> str:
    reference, reason = details.reference, details.reason
    return _(
        "Delt ut fra sak {reference}, og er en egen sak igjen. Grunn: {reason}", reference=reference, reason=reason
    )


def _reopened(details: Details, _known: Known) -> str:
    return _("Saken er åpnet igjen. Grunn: {reason}", reason=details.reason)


def _another_pupil(details: Details, _known: Known) -> str:
    return _("Saken gjelder en annen elev enn først oppgitt. Grunn: {reason}", reason=details.reason)


def _role_righted(details: Details, _known: Known) -> str:
    was, now = (PUPIL_ROLE_LABELS[PupilRole(details.answers[one])] for one in ("var", "er"))
    reason = details.reason
    return _("En elevs rolle i varselet er rettet: {now}, ikke {was}. Grunn: {reason}", now=now, was=was, reason=reason)


def _kept_longer(details: Details, _known: Known) -> str:
    day = full_day(details.day) if details.day else ""
    return _("Slettingen av saken er utsatt til {day}. Grunn: {reason}", day=day, reason=details.reason)


def _misregistered(details: Details, known: Known) -> str:
    left = known.titles_of(details.steps)
    said = (
        _("Saken er avsluttet som feilregistrert. Grunn: {reason}", reason=details.reason),
        _("Falt bort: {titles}.", titles=left) if left else "",
    )
    return " ".join(filter(None, said))


def _pupil_left(details: Details, known: Known) -> str:
    day = full_day(details.day) if details.day else ""
    left = known.titles_of(details.steps)
    said = (
        _("Eleven har sluttet på skolen {day}.", day=day),
        _("Ny skole: {school}.", school=details.words) if details.words else "",
        _("Ikke gjort: {titles}.", titles=left) if left else "",
        _("Grunn: {reason}", reason=details.reason),
    )
    return " ".join(filter(None, said))


_SENTENCES: dict[EventKind, Callable[[Details, Known], str]] = {
    EventKind.ALERT_ADDED: lambda details, _known: details.words,
    EventKind.ALERT_WRONG: lambda details, _known: _("Dette ble feil: {words}", words=details.words),
    EventKind.NOTICE_UNREACHED: _unreached,
    EventKind.NOTICE_REACHED: _reached,
    EventKind.NOTICE_UNTAKEN: lambda *_of: _("Ingen har tatt imot varselet. Neste i rekken er med i saken."),
    EventKind.CASE_RECEIVED: lambda *_of: _("Varselet er tatt imot."),
    EventKind.UNREADABLE: lambda *_of: unreadable(),
    EventKind.CASE_IDENTIFIED: lambda *_of: _("Eleven er kjent."),
    EventKind.CASE_MARKED: _marked,
    EventKind.CASE_IN_NEED: _in_need,
    EventKind.CASE_FORCE_ON: _force_on,
    EventKind.CASE_CLASS_CHANGED: lambda details, _known: _(
        "Eleven har byttet klasse: {classes}.", classes=details.words
    ),
    EventKind.CASE_MEMBER_ADDED: _member_added,
    EventKind.CASE_MEMBER_UNTIL: _member_until,
    EventKind.CASE_MEMBER_REMOVED: _removed,
    EventKind.CASE_MEMBER_OFF: _off,
    EventKind.CASE_TAKEN_OVER: lambda *_of: _("Nye ansvarlige er lagt til etter planens regler."),
    EventKind.CASE_BARRED: _barred,
    EventKind.CASE_BAR_LIFTED: _bar_lifted,
    EventKind.CASE_DISQUALIFIED: _disqualified,
    EventKind.CASE_MERGED: _merged,
    EventKind.CASE_MERGED_AWAY: _merged_away,
    EventKind.CASE_SPLIT: _split,
    EventKind.CASE_SPLIT_AWAY: _split_away,
    EventKind.CASE_OWNER_DECISION: _owner_decision,
    EventKind.CASE_LINKED: lambda *_of: _("Egen sak for eleven, med egen plan."),
    EventKind.CASE_REOPENED: _reopened,
    EventKind.CASE_ANOTHER_PUPIL: _another_pupil,
    EventKind.CASE_ROLE_RIGHTED: _role_righted,
    EventKind.CASE_MISREGISTERED: _misregistered,
    EventKind.CASE_PUPIL_LEFT: _pupil_left,
    EventKind.CASE_KEPT_LONGER: _kept_longer,
    EventKind.CASE_HELD: lambda details, _known: _("Saken skal ikke slettes. Grunn: {reason}", reason=details.reason),
    EventKind.CASE_HOLD_LIFTED: lambda details, _known: _(
        "Saken kan slettes igjen. Grunn: {reason}", reason=details.reason
    ),
    EventKind.PATTERN_ASSESSED: lambda details, _known: _(
        "Loggene ble vurdert, og det ble ikke varslet. Grunn: {reason}", reason=details.reason
    ),
    EventKind.PLAN_ADOPTED: _adopted,
    EventKind.PLAN_ASKED_FIRST: _asked_first,
    EventKind.PLAN_READ_ALOUD: _read_aloud,
}
