"""What six people are about to press: an alert, one that is taken, a log, an addition, a plan and an evaluation.

Each press has words of its own, which are to be there once; whoever gets no answer presses again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, groupby

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Evaluation
from domain.alert.alert import Alert
from domain.case.log import LogEntry
from domain.event import Details, EventKind
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, PlanText
from domain.steps.record import StepRecord
from storage.unit_of_work import Tx
from tests.kit.audit import events_of
from tests.kit.school import NAMES, Chat, Json, buttons, by_input
from tests.kit.steps.saksgang import (
    EVALUATED,
    agrees_on_a_short_plan,
    answers,
    opens,
    to_the_outcome,
    writes_the_plan,
)
from tests.kit.teams.forged import data_of
from tests.kit.year.days import THE_PLAN, moment

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
LASTS = timedelta(days=170)
WRITTEN: Mapping[str, type] = {
    EventKind.LOG_ADDED: LogEntry,
    EventKind.ALERT_ADDED: Details,
    EventKind.PLAN_SNAPSHOT: ActivityPlan,
    EventKind.PLAN_EVALUATION: Evaluation,
    EventKind.STEP_TAKEN: StepRecord,
}


@dataclass(frozen=True, slots=True)
class Press:
    """Who presses which button, and what it carries."""

    who: str
    verb: str
    data: Json
    writes: str


@dataclass(slots=True)
class Load:
    """`measured` is a case whose plan is evaluated each day, `planned` one whose plan is written, `alert` one that is
    added to, and `waiting` the case that nobody has taken yet.
    """

    chat: Chat
    measured: str = ""
    planned: str = ""
    alert: Json = field(default_factory=dict)
    waiting: str = ""
    written: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def today(self) -> date:
        return oslo_date(self.chat.clock.now)

    async def begins(self) -> None:
        self.measured = await self._short_plan(NAMES[0])
        await self.chat.presses("social", "Sett planen i verk")
        self.planned = await self._short_plan(NAMES[2])
        self.waiting = await self.chat.sends("aks", NAMES[0])
        self.alert = data_of(self.chat, "aks", "alert.show")

    async def _short_plan(self, pupil: str) -> str:
        reference = await self.chat.sends(pupil=pupil)
        await opens(self.chat, "line", reference)
        await self.chat.presses("line", "Ta imot")
        await to_the_outcome(self.chat, "kort_plan", reference)
        await agrees_on_a_short_plan(self.chat, reference)
        following = CALENDAR.next_school_day(self.today).isoformat()
        await writes_the_plan(self.chat, reference, end=(self.today + LASTS).isoformat(), evaluate_on=following)
        return reference

    async def next_day(self) -> list[Press]:
        """The presses of the next school day, each form filled in."""
        self.chat.clock.now = moment(CALENDAR.next_school_day(self.today)) + timedelta(hours=4)
        presses = [
            await self._takes(),
            await self._alerts(),
            await self._logs(),
            await self._adds(),
            await self._writes(),
            await self._evaluates(),
        ]
        self.written += [press.writes for press in presses]
        return presses

    async def _alerts(self) -> Press:
        await self.chat.alert("teacher", NAMES[1], facts=(words := self._words("Kanarivarsel")))
        return self._about_to("teacher", "Send varselet", words)

    async def _takes(self) -> Press:
        await opens(self.chat, "line", self.waiting)
        return self._about_to("line", "Ta imot", self.waiting)

    async def _logs(self) -> Press:
        await opens(self.chat, "base", self.measured)
        await self.chat.presses("base", "Skriv i loggen")
        return self._about_to("base", "Lagre", words := self._words("Kanarilogg"), type="observasjon", text=words)

    async def _adds(self) -> Press:
        await self.chat.invoke("aks", "alert.show", self.alert)
        return self._about_to("aks", "Legg til", words := self._words("Kanaritillegg"), text=words)

    async def _writes(self) -> Press:
        await opens(self.chat, "principal", self.planned)
        await self.chat.presses("principal", "Vis planen")
        await self.chat.presses("principal", "Skriv problem og funn")
        return self._about_to("principal", "Lagre", words := self._words("Kanariproblem"), problem=words)

    async def _evaluates(self) -> Press:
        await opens(self.chat, "social", self.measured)
        await self.chat.presses("social", "Evaluer tiltakene")
        words, following = self._words("Kanarisitat"), CALENDAR.next_school_day(self.today).isoformat()
        said = answers(self.chat, "social") | EVALUATED | {"pupil_words": words, "next_on": following}
        offered = self.chat.sees_inputs("social")
        return self._about_to("social", "Lagre evalueringen", words, **{k: v for k, v in said.items() if k in offered})

    def _words(self, what: str) -> str:
        return f"{what} nummer {next(self._numbers)} av mange"

    def _about_to(self, who: str, title: str, writes: str, /, **said: str) -> Press:
        button = next(one for one in buttons(self.chat.cards[who]) if one["title"] == title)
        offered = self.chat.inputs(who)
        filled = {name: piece.get("value", "") for name, piece in offered.items()} | by_input(said, offered)
        return Press(who, button["verb"], button["data"] | filled, writes)


def there(tx: Tx) -> Counter[str]:
    """How often each of the words is there; the number of a case is as often as it was taken.

    A problem is written as often as the plan came to say it, and an evaluation counts once with its step.
    """
    found = Counter(alert.form.facts for alert in _alerts(tx))
    for event in _events(tx):
        match event:
            case LogEntry():
                found[event.text] += 1
            case Details():
                found[event.words] += 1
            case Evaluation():
                found[event.pupil_words] += 1
    found.update(
        text
        for text, _ in groupby(plan.text(PlanText.PROBLEM) for plan in _events(tx) if isinstance(plan, ActivityPlan))
    )
    numbers = {case.id: case.reference for case in tx.cases.all_open()}
    found.update(numbers[one.case_id] for one in tx.events.of_kind(EventKind.CASE_RECEIVED, [*numbers]) if one.case_id)
    return found


def steps_too_many(tx: Tx) -> int:
    """Evaluations of which the step was taken another number of times than one."""
    told = [*_events(tx)]
    evaluated = {step.id for step in THE_PLAN.procedure.steps if step.does is Does.EVALUATE}
    steps = sum(isinstance(one, StepRecord) and one.step in evaluated for one in told)
    return abs(steps - sum(isinstance(one, Evaluation) for one in told))


def waits(tx: Tx, facts: str) -> str:
    """The case of the alert that says so."""
    return next(alert.references[0] for alert in _alerts(tx) if alert.form.facts == facts)


def _alerts(tx: Tx) -> list[Alert]:
    return [alert for person in tx.people.active() for alert in tx.alerts.of_reporter(person.id)]


def _events(tx: Tx) -> Iterator[object]:
    for row in events_of(tx, *WRITTEN):
        yield tx.events._open(row, WRITTEN[row.kind])
