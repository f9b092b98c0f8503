"""A case as the people on it took it on: each method is what somebody did, on which school day before today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from demo.in_use.acts import Act, DaysBack, Doing, whose
from demo.in_use.plan import adopts, closes, evaluates
from demo.in_use.words import STEPS, Noticed
from domain.alert.alert import AlertForm, Draft, Go, Suspicion
from domain.alert.form_answers import FactsAnswers, MoreAnswers
from domain.days import sureness
from domain.ids import new_id
from domain.school_plan.procedure import DATES, PEOPLE, Answer, Question
from domain.steps.progress import StepState
from services.alert.alert_draft import begin, keep_facts, keep_more
from services.alert.send_alert import send_draft
from services.case.lead_case import take_on
from services.case_file import CaseFile
from services.steps.take_step import take_step
from services.turn import Turn


@dataclass(slots=True)
class Story:
    """`who`: the posts that answer for it. `pupil`: the number of the pupil in the class, by name. The case has its id
    once the alert is sent.
    """

    days: DaysBack
    school_class: str
    pupil: int
    contact: str
    line: str
    social: str
    acts: list[Act] = field(default_factory=list)
    case_id: str = ""

    def alerts(self, at: datetime, post: str, told: Noticed) -> None:
        def does(turn: Turn) -> None:
            self.case_id = _alert(self.school_class, self.pupil, told, turn)

        self.acts.append(Act(at, post, does))

    def takes_on(self, back: int, hour: int) -> None:
        self.acts.append(Act(self.days.at(back, hour), self.line, lambda turn: take_on(turn.case(self.case_id), turn)))

    def takes(self, back: int, hour: int, post: str, *steps: str, **said: str) -> None:
        """Steps one after the other, a quarter of an hour each; one that the case does not have is left."""
        for number, step in enumerate(steps):
            self._does(back, hour, 15 * number, post, partial(self._take, step, said))

    def calls_in(self, back: int, hour: int, meets: int) -> None:
        """To the start meeting, on the school day `meets`."""
        day = self.days.back(meets)
        sure = frozenset({sureness("answers-møtedag", day)})
        self._does(back, hour, 0, self.social, partial(self._take, "innkalling", {"møtedag": day.isoformat()}), sure)

    def is_looked_into(self, back: int, meets: int) -> None:
        """All that comes before the start meeting, in the days before it."""
        self.takes(back - 1, 9, self.line, "samtale_varsler", "avklaringssamtale")
        self.takes(back - 1, 13, self.social, "telefon_foresatte")
        self.calls_in(back - 2, 9, meets)
        self.takes(back - 2, 10, self.contact, "trygghetsperson", "observasjon")
        self.takes(back - 2, 12, self.social, "samtale_krenker", "foresatte_krenker")
        self.takes(back - 3, 10, self.contact, "kartleggingssamtale", "elevsamtale")
        self.takes(back - 3, 13, self.line, "aks_opplevelse", "eqs_vold", nummer="4711")

    def meets(self, back: int, outcome: str) -> None:
        self.takes(back, 8, self.social, "oppstartsmøte", valg=outcome)

    def puts_a_plan_in_effect(self, back: int, evaluated: int, *before: str) -> None:
        """After the steps `before` it; evaluated the first time on the school day `evaluated`."""
        self.takes(back + 1, 12, self.social, *before)
        day = self.days.back(evaluated)
        self._does(back, 9, 0, self.social, lambda turn: adopts(self._file(turn), day, self._carriers(turn), turn))

    def is_evaluated(self, back: int, again: int, said: Mapping[str, str], *, safe: bool) -> None:
        """And again on the school day `again`."""
        day = self.days.back(again)
        self._does(back, 12, 0, self.social, lambda turn: evaluates(self._file(turn), said, day, turn, safe=safe))

    def is_closed(self, back: int) -> None:
        self._does(back, 13, 0, self.social, lambda turn: closes(self._file(turn), turn))

    def _does(
        self, back: int, hour: int, minute: int, post: str, does: Doing, sure: frozenset[str] = frozenset()
    ) -> None:
        self.acts.append(Act(self.days.at(back, hour, minute), post, does, sure))

    def _file(self, turn: Turn) -> CaseFile:
        return turn.case(self.case_id)

    def _carriers(self, turn: Turn) -> str:
        return ",".join(whose(post, turn.tx).id for post in (self.contact, self.social))

    def _take(self, step_id: str, said: Mapping[str, str], turn: Turn) -> None:
        file = self._file(turn)
        step = file.progress.step(step_id)
        if step is None or step.state is not StepState.OPEN:
            return
        words = {**STEPS.get(step_id, {}), **said}
        answers = {q.id: one for q in step.rule.asks if (one := self._answer(q, words, turn))}
        take_step(file, step_id, new_id(), answers, turn)

    def _answer(self, question: Question, words: Mapping[str, str], turn: Turn) -> str:
        if question.id in words:
            return words[question.id]
        if question.answer in PEOPLE:
            return whose(self.contact, turn.tx).id
        return turn.today.isoformat() if question.answer in DATES and question.answer is not Answer.RAISED else ""


def _alert(school_class: str, pupil: int, told: Noticed, turn: Turn) -> str:
    """Page by page, as in the chat; the id of its case."""
    form = AlertForm(group=school_class)
    draft = begin(new_id(), turn, form)
    chosen = turn.tx.pupils.of_group(school_class)[pupil].id
    facts = FactsAnswers(
        pupils=(chosen,),
        kinds=told.kinds,
        facts=told.facts,
        suspicion=Suspicion.NONE,
        place=told.place,
        source=told.source,
    )
    keep_facts(draft.id, facts, Go.MORE, turn)
    keep_more(draft.id, MoreAnswers(immediate_actions=told.did, pupil_told="ja"), Go.REVIEW, turn)
    alert = send_draft(draft.id, turn)
    if isinstance(alert, Draft):
        raise TypeError(alert.page)
    return alert.cases[0]
