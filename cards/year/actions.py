"""The buttons of the årshjul. They can be pressed in a channel: nothing of a case is in it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from cards.kit.fields import Id, Key, PageNo, Reason
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission
from domain.school_plan.year_task import Lists
from domain.text.answered import Several, Written
from domain.year.subscription import Subscribed

Task = Annotated[str, StringConstraints(max_length=100)]
Post = Annotated[str, StringConstraints(max_length=200)]
Note = Annotated[Written, StringConstraints(max_length=600)]


class ShowYear(Action, verb="year.show", requires=Permission.ASK, in_channel=True, reads=True):
    page: PageNo = 1


class ShowWholeYear(Action, verb="year.whole", requires=Permission.LEAD_YEAR, reads=True):
    pass


class ShowPost(Action, verb="year.post", requires=Permission.ASK, in_channel=True, reads=True):
    post: Post


class OpenTask(Action, verb="year.open", requires=Permission.ASK, in_channel=True, reads=True):
    task: Task
    post: Post = ""


class OpenFinish(Action, verb="year.finish_form", requires=Permission.ASK, in_channel=True, reads=True):
    task: Task
    post: Post = ""


class FinishTask(Action, verb="year.finish", requires=Permission.ASK, in_channel=True):
    """With no parts named it is for the person's own; who may choose among several is asked first (`asked`)."""

    task: Task
    post: Post = ""
    asked: bool = False
    parts: Annotated[Several, Ask("Hvem gjelder det?", required=True)] = ()
    on: Annotated[date | None, Ask("Hvilken dag kom resultatene? (tomt hvis de ikke er kommet)")] = None
    note: Annotated[Note, Ask("Kommentar", lines=True, limit=600)] = ""


class OpenUndo(Action, verb="year.undo_form", requires=Permission.ASK, in_channel=True, reads=True):
    task: Task
    undoes: Id
    post: Post = ""


class UndoTask(Action, verb="year.undo", requires=Permission.ASK, in_channel=True):
    """`undoes`: the record of what was said."""

    task: Task
    undoes: Id
    post: Post = ""
    reason: Annotated[Note, Ask("Hvorfor?", lines=True, limit=600)] = ""


class OpenPutOff(Action, verb="year.put_off_form", requires=Permission.ASK, in_channel=True, reads=True):
    task: Task
    post: Post = ""


class PutOffTask(Action, verb="year.put_off", requires=Permission.ASK, in_channel=True):
    task: Task
    post: Post = ""
    parts: Annotated[Several, Ask("Hvem gjelder det?", required=True)] = ()
    until: Annotated[date, Ask("Ny frist")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]


class ShowList(Action, verb="year.list", requires=Permission.ASK, in_channel=True, reads=True):
    """The cases that a meeting goes through, of those the person is on: by number."""

    day: date
    lists: Lists


class OpenHappened(Action, verb="year.happened_form", requires=Permission.ASK, reads=True):
    event: Key


class OpenTakeBack(Action, verb="year.take_back_form", requires=Permission.ASK, reads=True):
    event: Key


class TakeBack(Action, verb="year.take_back", requires=Permission.ASK):
    """What was said to have happened has not."""

    event: Key
    reason: Annotated[Note, Ask("Hvorfor?", lines=True, limit=600)] = ""


class TellHappened(Action, verb="year.happened", requires=Permission.ASK):
    """`instead_of`: the day it was said to have happened when the form was shown."""

    event: Key
    instead_of: date | None = None
    on: Annotated[date, Ask("Hvilken dag?")]


class ShowSubscriptions(Action, verb="calendar.show", requires=Permission.ASK, reads=True):
    pass


class MakeCalendarLink(Action, verb="calendar.link", requires=Permission.ASK):
    """`instead_of`: the link there was when the button was shown."""

    to: Subscribed
    instead_of: Id | Literal[""] = ""


class StopSubscriptions(Action, verb="calendar.stop", requires=Permission.ASK):
    pass
