"""A turn: who does something, when and where, and the cases looked up on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.days import Days
from domain.errors import NotFound
from domain.ids import CaseId, PupilId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import school_words
from domain.text.prose import tidied
from services.case_file import CaseFile
from storage.people.channels import Place
from storage.unit_of_work import Tx


@dataclass(slots=True)
class Held:
    """Words that a form offers, and that travel with it: they are kept nowhere before it is `sent`."""

    text: str
    sent: bool = False

    def fitting(self, limit: int) -> str:
        """As a text of at most so many letters."""
        text = tidied(self.text).strip()
        return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Turn:
    """All that a handler or a service may know. `place` is the channel it happens in; None in a person's own chat.

    `sure`: what the person was asked about (days, words), and has said is right. `held`: in a dialog that was opened
    from a message's menu. `bot_id`: whom to write to in one's own chat.
    """

    actor: Person
    now: datetime
    school_plan: SchoolPlan
    tx: Tx
    public_url: str = ""
    place: Place | None = None
    sure: frozenset[str] = frozenset()
    held: Held | None = None
    bot_id: str = ""
    _files: dict[str, CaseFile] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        return oslo_date(self.now)

    @property
    def days(self) -> Days:
        """What the days that are typed are held against."""
        return Days(is_open=SchoolCalendar(self.school_plan.calendar).is_school_day, sure=self.sure)

    def case(self, case_id: str) -> CaseFile:
        """The case, through the gate, once a turn: who has it has read it (law 5).

        Raises `NotFound` alike for «does not exist» and «not yours».
        """
        if case_id not in self._files:
            case = self.tx.cases.get(CaseId(case_id), self.actor.id, self.today)
            self.tx.cases.record_reading(self.actor.id, self.now, case.id)
            self._files[case_id] = file = CaseFile(case, self.tx, self.school_plan, self.actor)
            school_words.set(self.school_plan.words_for(file.school_plan))
        return self._files[case_id]

    def look_at(self, case_id: str) -> tuple[CaseFile, datetime | None]:
        """As `case`. For a leader with «nødtilgang», to read and nothing else, and until when. Raises as `case`."""
        try:
            return self.case(case_id), None
        except NotFound:
            case, until = self.tx.cases.in_need(CaseId(case_id), self.actor, self.now)
        self.tx.cases.record_reading(self.actor.id, self.now, case.id)
        file = CaseFile(case, self.tx, self.school_plan)
        school_words.set(self.school_plan.words_for(file.school_plan))
        return file, until

    def lists(self, cases: Iterable[CaseId]) -> None:
        """A line of each is shown, with a name or what waits: that is in the audit as well."""
        self.tx.cases.record_listing(self.actor.id, self.now, cases)

    def reads_own_logs(self, pupils: Iterable[PupilId]) -> None:
        """The person's own entries on these pupils are shown, of no case yet: that is in the audit as well."""
        self.tx.notes.record_own_reading(pupils, self.actor.id, self.now)
