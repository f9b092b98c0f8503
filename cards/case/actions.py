"""The buttons of cases, logs and lists. Fields with `Ask` are answered by the person, others travel in the button."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from cards.kit.fields import Entry, Id, Key, Line, Offset, PageNo, Reason
from cards.kit.forms import Action, Ask
from domain.alert.alert import FACTS_MAX, Facts
from domain.event import Need
from domain.incident import OwnerNotice
from domain.people.permissions import Permission
from domain.text.answered import Written
from domain.text.prose import ENTRY_MAX

Words = Annotated[Written, StringConstraints(max_length=600)]
LogType = Annotated[Key, Ask("Type")]
LogText = Annotated[
    Entry, StringConstraints(min_length=1), Ask("Hva så du, eller hva ble sagt?", lines=True, limit=ENTRY_MAX)
]
LogQuote = Annotated[Entry, Ask("Elevens egne ord", lines=True, limit=ENTRY_MAX)]
LogPresent = Annotated[Line, Ask("Hvem var til stede?")]
LogDay = Annotated[date | None, Ask("Dato")]
LogTime = Annotated[time | None, Ask("Klokkeslett (kan stå tomt)")]
"""What a log asks, on a case and on a pupil."""


class CaseForm(StrEnum):
    """The forms that open from a case."""

    LOG = "log"
    ADD_MEMBER = "add_member"
    CHANGE_END = "change_end"
    REMOVE_MEMBER = "remove_member"
    LIFT_BAR = "lift_bar"
    STEP_ASIDE = "step_aside"
    SET_ASIDE = "set_aside"
    MERGE = "merge"
    IDENTIFY = "identify"
    OWNER_NOTICE = "owner_notice"
    NAME_SUSPECT = "name_suspect"
    HAND_OVER = "hand_over"
    POSTPONE = "postpone"
    NOT_NEEDED = "not_needed"
    MAP_AGAIN = "map_again"
    REOPEN = "reopen"
    SPLIT = "split"
    MARK = "mark"
    MINUTES = "minutes"
    ANOTHER_PUPIL = "another_pupil"
    RIGHT_ROLE = "right_role"
    MISREGISTER = "misregister"
    PUPIL_LEFT = "pupil_left"
    UNDO = "undo"


class SayWord(Action, verb="word.say", requires=Permission.HAVE_OWN, reads=True):
    """A button that does what typing the word does."""

    word: Key


class OpenCase(Action, verb="case.open", requires=Permission.READ_CASE):
    case_id: Id
    offset: Offset = 0


class ShowCatchUp(Action, verb="case.catch_up", requires=Permission.READ_CASE):
    """What has happened, in a few lines."""

    case_id: Id


class ReceiveCase(Action, verb="case.receive", requires=Permission.LEAD_CASE):
    case_id: Id


class OpenForm(Action, verb="case.form", requires=Permission.READ_CASE):
    """Opens a form on a case; whether the form may be sent is asked again when it is."""

    case_id: Id
    form: CaseForm
    corrects: Id | None = None
    step: Key = ""


class ShowMembers(Action, verb="case.members", requires=Permission.READ_CASE):
    case_id: Id


class AddLog(Action, verb="case.log", requires=Permission.WORK_CASE, waits=("case_id", "corrects", "minutes")):
    case_id: Id
    entry_id: Id
    corrects: Id | None = None
    minutes: bool = False
    type: LogType
    text: LogText
    quote: LogQuote = ""
    present: LogPresent = ""
    occurred_on: LogDay = None
    occurred_time: LogTime = None
    new_incident: Annotated[bool, Ask("Dette er en ny hendelse")] = False


class AddMember(Action, verb="case.add_member", requires=Permission.LEAD_CASE):
    case_id: Id
    person: Annotated[Id, Ask("Hvem skal være med i saken?")]
    need: Annotated[Need | None, Ask("Hvorfor?", expanded=True, required=True)] = None
    reason: Annotated[Words, Ask("Skriv kort, hvis det trengs", lines=True, limit=600)] = ""
    until: Annotated[date | None, Ask("Til og med (la stå tomt når tilgangen skal vare)")] = None


class ChangeEnd(Action, verb="case.change_end", requires=Permission.LEAD_CASE):
    """Of someone a leader has let in: longer, shorter, or without an end."""

    case_id: Id
    person: Annotated[Id, Ask("Hvem gjelder det?")]
    until: Annotated[date | None, Ask("Til og med (la stå tomt når tilgangen skal vare)")] = None
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class RemoveMember(Action, verb="case.remove_member", requires=Permission.LEAD_CASE):
    case_id: Id
    person: Annotated[Id, Ask("Hvem skal ut av saken?")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class MergeCases(Action, verb="case.merge", requires=Permission.COORDINATE_CASE):
    case_id: Id
    other: Annotated[Id, Ask("Hvilken sak skal inn i denne?")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class Belongs(Action, verb="case.belongs", requires=Permission.COORDINATE_CASE):
    """Whether the alert of this case is of the other, older one."""

    case_id: Id
    other: Id
    same: bool = False


class SplitCase(Action, verb="case.split", requires=Permission.COORDINATE_CASE):
    """The same day by who merged them, later by a leader: the service asks that."""

    case_id: Id
    other: Id
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class MarkCase(Action, verb="case.mark", requires=Permission.LEAD_CASE):
    """What came out later of an incident: the steps that follow from it open. A new one gets `incident_id`."""

    case_id: Id
    incident_id: Id
    incident: Annotated[Key, Ask("Hvilken hendelse?", expanded=True)] = ""
    serious: Annotated[bool, Ask("Saken er alvorlig (det meldes fra til skoleeier)")] = False
    violence: Annotated[bool, Ask("Det har vært vold (registreres i {violence_register})")] = False
    force: Annotated[bool, Ask("En ansatt har grepet inn fysisk (§ 13-5)")] = False
    reason: Annotated[Reason, Ask("Hva er nytt?", lines=True, limit=600)]


class IdentifyPupil(Action, verb="case.identify", requires=Permission.COORDINATE_CASE):
    case_id: Id
    group: Annotated[Key, Ask("Klasse eller base")] = ""


class PupilIdentified(Action, verb="case.identified", requires=Permission.COORDINATE_CASE):
    case_id: Id
    group: Key
    pupil: Annotated[Id, Ask("Hvem er eleven?", expanded=True)]


class DecideOwnerNotice(Action, verb="case.owner_notice", requires=Permission.DECIDE_ENHANCED):
    """§ 12-5: the school owner is told, unless it is openly groundless."""

    case_id: Id
    incident: Id
    notice: Annotated[OwnerNotice | None, Ask("Hva gjør du?", expanded=True, required=True)] = None
    on: Annotated[date | None, Ask("Hvilken dag?", required=True)] = None
    reason: Annotated[Reason | None, Ask("Begrunnelse (må skrives ved «åpenbart grunnløs»)", lines=True, limit=600)] = (
        None
    )
    document: Annotated[Line, Ask("Dokumentnummer, hvis du har det")] = ""


class NameSuspect(Action, verb="case.name_suspect", requires=Permission.LEAD_CASE):
    """A bar until someone has taken the case; then a new alert, with words of its own and `naming_id` for a key."""

    case_id: Id
    naming_id: Id
    person: Annotated[Id, Ask("Hvilken ansatt gjelder mistanken?")]
    facts: Annotated[Facts, Ask("Hva så eller hørte du?", lines=True, limit=FACTS_MAX, required=True)] = ""


class LiftBar(Action, verb="case.lift_bar", requires=Permission.LEAD_CASE):
    """For whoever decides on the case: the service asks that."""

    case_id: Id
    record_id: Id
    person: Annotated[Id, Ask("Hvem skal ikke lenger være utestengt?")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class StepAside(Action, verb="case.step_aside", requires=Permission.WORK_CASE):
    """«Jeg er inhabil»: of oneself, whoever one is."""

    case_id: Id
    record_id: Id
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class SetAside(Action, verb="case.set_aside", requires=Permission.LEAD_CASE):
    """For whoever is above the person: the service asks that."""

    case_id: Id
    record_id: Id
    person: Annotated[Id, Ask("Hvem er inhabil?")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class OpenDraft(Action, verb="draft.open", requires=Permission.HAVE_OWN):
    """A form that was begun, as it was left."""

    draft: Key


class AnotherForm(Action, verb="draft.another", requires=Permission.HAVE_OWN):
    """The same form without what was begun, which stays where it is."""

    draft: Key


class DropDraft(Action, verb="draft.drop", requires=Permission.HAVE_OWN):
    """Asks first."""

    draft: Key
    sure: bool = False


class ListCases(Action, verb="cases.list", requires=Permission.READ_CASE):
    """`which` is the filter in our own words («4. trinn», «over fristen»)."""

    which: Annotated[str, StringConstraints(max_length=250)] = ""
    page: PageNo = 1
    oldest_first: bool = False


class ListWeek(Action, verb="week.list", requires=Permission.READ_CASE):
    """The weekly review of open plans."""

    page: PageNo = 1


class ShowMine(Action, verb="mine.show", requires=Permission.HAVE_OWN):
    page: PageNo = 1


class StartLog(Action, verb="log.start", requires=Permission.WRITE_LOG, reads=True):
    pass


class LogGroup(Action, verb="log.group", requires=Permission.WRITE_LOG, reads=True):
    group: Annotated[Key, Ask("Klasse eller base")]


class LogPupil(Action, verb="log.pupil", requires=Permission.WRITE_LOG, waits=("group", "corrects")):
    """An entry on a pupil without a case (tidslogg, L463)."""

    group: Key
    entry_id: Id
    corrects: Id | None = None
    pupil: Annotated[Id, Ask("Hvilken elev?")]
    about_staff: Annotated[bool, Ask("En ansatt kan ha gjort noe mot eleven (blir et varsel)")] = False
    type: LogType
    text: LogText
    quote: LogQuote = ""
    present: LogPresent = ""
    occurred_on: LogDay = None
    occurred_time: LogTime = None


class CorrectLog(Action, verb="log.correct", requires=Permission.WRITE_LOG):
    """Opens the form for a correction of one's own entry on a pupil."""

    corrects: Id


class ShowUnreachable(Action, verb="people.unreachable", requires=Permission.SEE_UNREACHABLE, reads=True):
    page: PageNo = 1
