"""The buttons by which a leader changes the school year; in their own chat only, for there is free text in it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from cards.kit.fields import Id, PageNo, Reason
from cards.kit.forms import Action, Ask
from cards.year.actions import Task
from domain.people.permissions import Permission
from domain.school_plan.year_task import Per
from domain.text.answered import Several, Written
from domain.year.changes import TEXT_MAX, TITLE_MAX, ChangeKind, NewTask

LEAD = Permission.LEAD_YEAR
Title = Annotated[Written, StringConstraints(max_length=TITLE_MAX), Ask("Hva heter oppgaven?", limit=TITLE_MAX)]
What = Annotated[Written, StringConstraints(max_length=TEXT_MAX), Ask("Hva skal gjøres?", lines=True, limit=TEXT_MAX)]
Why = Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]
Owners = Annotated[Several, Ask("Hvem gjør den?", required=True)]
Grades = Annotated[Several, Ask("Hvilke trinn? (tomt er alle)")]


DonePer = Annotated[
    Per | Literal[""], Ask("Gjøres én gang for … (tomt: hver klasse når kontaktlærer er med, ellers hele skolen)")
]


class OpenNewTask(Action, verb="year.new_form", requires=LEAD):
    pass


class AddTask(Action, verb="year.new", requires=LEAD, waits=("record_id",)):
    record_id: Id
    title: Title
    text: What
    day: Annotated[date, Ask("Frist")]
    owners: Owners = ()
    per: DonePer = ""
    grades: Grades = ()
    reason: Why

    @property
    def told(self) -> NewTask:
        return NewTask(
            title=self.title,
            text=self.text,
            day=self.day,
            owners=self.owners,
            per=self.per or None,
            grades=self.grades,
        )


class ChooseTask(Action, verb="year.choose", requires=LEAD, reads=True):
    pass


class ChosenTask(Action, verb="year.chosen", requires=LEAD, reads=True):
    task: Annotated[Task, Ask("Hvilken oppgave?")]


class OpenRounds(Action, verb="year.rounds", requires=LEAD, reads=True):
    """The other times that the task comes this year."""

    task: Task


class ShowTaskChange(Action, verb="year.change", requires=LEAD, reads=True):
    task: Task


class OpenChange(Action, verb="year.change_form", requires=LEAD, reads=True):
    task: Task
    kind: ChangeKind


class ToDay(Action, verb="year.to_day", requires=LEAD):
    task: Task
    record_id: Id
    day: Annotated[date, Ask("Ny frist")]
    reason: Why


class ToOwners(Action, verb="year.to_owners", requires=LEAD):
    task: Task
    record_id: Id
    owners: Owners = ()
    per: DonePer = ""
    reason: Why


class ToGrades(Action, verb="year.to_grades", requires=LEAD):
    task: Task
    record_id: Id
    grades: Grades = ()
    reason: Why


class LeaveOut(Action, verb="year.leave_out", requires=LEAD):
    task: Task
    record_id: Id
    every: Annotated[bool, Ask("Gjelder alle gangene i år")] = False
    reason: Why


class ShowChanges(Action, verb="year.changes", requires=LEAD, reads=True):
    page: PageNo = 1


class TakeBackChange(Action, verb="year.change_back", requires=LEAD):
    change: Id
    page: PageNo = 1
