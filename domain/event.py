"""What happened, by whom and when. Events are only ever added (law 5); they hold facts, and are worded when shown."""

from dataclasses import field
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import AlertId, CaseId, EntryId, IncidentId, PersonId, PupilId
from domain.incident import Mark, OwnerNotice
from domain.text.messages import N_, Labels
from domain.value import VALUE


class EventKind(StrEnum):
    """Everything that is written down, as subject:what-happened; the last part of some is a value of its own."""

    ALERT_SENT = "alert:sent"
    ALERT_ADDED = "alert:added"
    ALERT_WRONG = "alert:wrong"
    ALERT_CARE = "alert:care"
    """Of no case: what the reporter did about a concern for the care at home is the reporter's (§ 24-3)."""
    ALERT_READ = "alert:read"
    NOTICE_UNREACHED = "notice:unreached"
    NOTICE_REACHED = "notice:reached"
    NOTICE_UNTAKEN = "notice:untaken"
    CASE_READ = "case:read"
    CASE_LISTED = "case:listed"
    CASE_RECEIVED = "case:received"
    CASE_IDENTIFIED = "case:identified"
    CASE_MARKED = "case:marked"
    CASE_MEMBER_ADDED = "case:member_added"
    CASE_MEMBER_UNTIL = "case:member_until"
    """The last day on the case is `day` from now on, or there is none."""
    CASE_MEMBER_REMOVED = "case:member_removed"
    CASE_TAKEN_OVER = "case:taken_over"
    CASE_BARRED = "case:barred"
    CASE_FORCE_ON = "case:force_on"
    CASE_IN_NEED = "case:in_need"
    """A leader who is not on it may read it, to and with `day`."""
    CASE_CLASS_CHANGED = "case:class_changed"
    CASE_BAR_LIFTED = "case:bar_lifted"
    CASE_PUT_OFF = "case:put_off"
    """In no timeline: who is on the case is not to know of whom, nor why."""
    CASE_DISQUALIFIED = "case:disqualified"
    """By nobody and without a reason: of next of kin, by rule."""
    CASE_MEMBER_OFF = "case:member_off"
    """By rule: `off` says why."""
    CASE_MERGED = "case:merged"
    CASE_MERGED_AWAY = "case:merged_away"
    CASE_BEFORE_MERGING = "case:before_merging"
    """In no timeline: the case as it was, should the merge be undone."""
    CASE_KEPT_APART = "case:kept_apart"
    """In no timeline: not everyone on the case may know of the other."""
    CASE_SPLIT = "case:split"
    CASE_SPLIT_AWAY = "case:split_away"
    CASE_OWNER_DECISION = "case:owner_decision"
    CASE_LINKED = "case:linked"
    CASE_REOPENED = "case:reopened"
    CASE_ANOTHER_PUPIL = "case:another_pupil"
    CASE_ROLE_RIGHTED = "case:role_righted"
    CASE_MISREGISTERED = "case:misregistered"
    CASE_PUPIL_LEFT = "case:pupil_left"
    CASE_KEPT_LONGER = "case:kept_longer"
    """Its deletion is put off to `day`."""
    CASE_HELD = "case:held"
    CASE_HOLD_LIFTED = "case:hold_lifted"
    CASE_DELETION_TOLD = "case:deletion_told"
    """In no timeline: those who lead it were told that it is deleted on `day`."""
    CASE_DELETED = "case:deleted"
    """Of no case: what is left of one whose working copy was deleted."""
    LOG_ADDED = "log:added"
    LOG_AWAY = "log:away"
    """Entries on a pupil that are not to count there: they became an alert, or are about another pupil."""
    LOG_READ = "log:read"
    """Entries on a pupil that are of no case, by who wrote them."""
    PATTERN_ASKED = "pattern:asked"
    PATTERN_READ = "pattern:read"
    PATTERN_ASSESSED = "pattern:assessed"
    STEP_TAKEN = "step:taken"
    PLAN_SNAPSHOT = "plan:snapshot"
    PLAN_ADOPTED = "plan:adopted"
    PLAN_BASELINE = "plan:baseline"
    PLAN_ASKED_FIRST = "plan:asked_first"
    PLAN_EVALUATION = "plan:evaluation"
    PLAN_READ_ALOUD = "plan:read_aloud"
    """To the pupil: `words` are what the pupil would have otherwise, `version` that of the plan."""
    DOCUMENT_ASKED = "document:asked"
    DOCUMENT_DELIVERED = "document:delivered"
    DOCUMENT_REFUSED = "document:refused"
    DOCUMENT_FILED = "document:filed"
    PERSON_AWAY = "person:away"
    PERSON_QUIET = "person:quiet"
    PERSON_HEARS = "person:hears"
    PRIVACY_LEARNED = "privacy:learned"
    OVERSIGHT_TOLD = "oversight:told"
    OVERSIGHT_COUNTED = "oversight:counted"
    STATISTICS_TOLD = "statistics:told"
    """What is told outside of a half-year: counted at the first asking."""
    SUBSTITUTE_LET_IN = "substitute:let_in"
    SUBSTITUTE_ENDED = "substitute:ended"
    CHANNEL_BOUND = "channel:bound"
    PUPILS_ARRIVED = "pupils:arrived"
    DUTIES_CHANGED = "duties:changed"
    YEAR_TASK = "year:task"
    YEAR_HAPPENED = "year:happened"
    YEAR_CHANGED = "year:changed"
    REFUSED = "refused:press"
    REFUSED_WORD = "refused:word"
    UNREADABLE = "event:unreadable"
    """Never written down: what a row that cannot be read is shown as."""


class Joined(StrEnum):
    """How someone came onto a case."""

    BY_A_LEADER = "leder"
    AS_SAFE_ADULT = "trygghetsperson"
    WITH_A_STEP = "steg"


class Need(StrEnum):
    """What someone whom a leader lets in needs the case for."""

    TEACHES = "underviser"
    FOLLOWS_UP = "følger_opp"
    CARRIES_OUT = "tiltak"
    STANDS_IN = "vikar"
    OTHER = "annet"


NEED_LABELS = Labels(
    {
        Need.TEACHES: N_("Underviser eleven"),
        Need.FOLLOWS_UP: N_("Følger opp eleven"),
        Need.CARRIES_OUT: N_("Skal gjennomføre tiltak"),
        Need.STANDS_IN: N_("Er vikar"),
        Need.OTHER: N_("Annet (skriv hva)"),
    }
)


class Off(StrEnum):
    """Why someone is off a case by rule."""

    REPLACED = "avløst"
    """Another is the pupil's safe adult."""
    NOT_THEIRS = "ikke_ansvarlig"
    """The pupil has another class or base, or the person another role."""
    ENDED = "tiden_ute"
    """The day a leader set is over."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Details:
    """What is to be known of an event beyond that it happened. Which of it is there, its kind decides.

    `words` are a person's own; `reference` is another case's; `document` a kind of document, or its number; `edition`
    whom it was for, `without_staff`: roles instead of the names of staff; `steps` those not done, `overdue` those past
    their day, with the day of each; `more`: the like happened again, too often for each to be written down;
    `of_another`: as it is read, without what was said before it was put right whom the case is about.
    """

    person: PersonId | None = None
    pupil: PupilId | None = None
    incident: IncidentId | None = None
    how: Joined | None = None
    need: Need | None = None
    off: Off | None = None
    reason: str = ""
    words: str = ""
    reference: str = ""
    marks: tuple[Mark, ...] = ()
    notice: OwnerNotice | None = None
    day: date | None = None
    document: str = ""
    edition: str = ""
    without_staff: bool = False
    fingerprint: str = ""
    version: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    overdue: dict[str, date] = field(default_factory=dict)
    receives: tuple[str, ...] = ()
    entries: tuple[EntryId, ...] = ()
    passed_on: bool = False
    verb: str = ""
    subject: str = ""
    more: bool = False
    of_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Event:
    kind: EventKind
    at: AwareDatetime
    by: PersonId | None
    details: Details = Details()
    case_id: CaseId | None = None
    alert_id: AlertId | None = None
