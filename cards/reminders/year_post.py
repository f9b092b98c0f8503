"""The årshjul in a channel: the tasks of a day, the fixed meetings and what is late, in one post or several."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, problem, said, text
from cards.year.task import line, named, of_grades
from domain.people.person import Person
from domain.school_plan.year_task import EverySecondWeek, Weekly
from domain.text.messages import _, n_
from domain.year.parts import WHOLE, in_order
from domain.year.posts import ChannelPost, Covered
from domain.year.tasks import TaskState

_SIGNS = dict.fromkeys(map(ord, "<>[]()*_`#~|\\"))


def post_card(
    post: ChannelPost, covered: Covered, today: date, *, called: Sequence[Person] = (), note: str = ""
) -> Card:
    """What a channel is told one day: each task with its buttons; what repeats in one line (law 1). `called`: those
    whose task is due that day.
    """
    title, by_title = covered.title, _by_title(called)
    if post.of > 1:
        title = _("{title} ({part} av {number})", title=title, part=covered.part, number=post.of)
    told = card(
        heading(title),
        said(f"✓ {note}") if note else None,
        _mention_line(by_title),
        [line(state, today, covered.text) for state in post.tasks],
        _meetings(post.meetings),
        *_late(post.late, covered.late_on),
    )
    return _mentioned(told, by_title)


def _meetings(meetings: Sequence[TaskState]) -> Card | None:
    """The fixed meetings, in one line: those of the week with their day."""
    told = dict.fromkeys(
        _("{meeting} ({day})", meeting=one.task.notice, day=words.weekday(one.due))
        if _of_week(one) or one.one.moved_at
        else one.task.notice
        for one in meetings
    )
    return text(_("Faste møter: {meetings}.", meetings=" · ".join(told)), subtle=True) if told else None


def _of_week(meeting: TaskState) -> bool:
    return isinstance(meeting.task.rule, Weekly | EverySecondWeek)


def _late(late: Sequence[TaskState], day: date) -> list[Card]:
    """All that was over its day already, the last missed first."""
    titles = [_titled(state, state.late_parts(day)) for state in sorted(late, key=_due, reverse=True)]
    number = n_("Over fristen: {count} oppgave", "Over fristen: {count} oppgaver", len(titles))
    return [problem(number), said(words.items(titles))] if titles else []


def _titled(state: TaskState, parts: frozenset[str]) -> str:
    """The task, and whose of it, when not everyone's."""
    if WHOLE in parts or parts == state.parts:
        return state.task.notice
    return _("{task} ({parts})", task=state.task.notice, parts=named(state, parts))


def _due(state: TaskState) -> date:
    return state.due


def _mention_line(called: Mapping[str, Person]) -> Card | None:
    return text(_("Frist i dag: {people}", people=", ".join(map(_tag, called)))) if called else None


def _mentioned(card: Card, called: Mapping[str, Person]) -> Card:
    """The card, with who they are: Teams tells whoever is in the team of it."""
    entities = [
        {"type": "mention", "text": _tag(title), "mentioned": {"id": one.entra_object_id, "name": title}}
        for title, one in called.items()
    ]
    return {**card, "msteams": {"entities": entities}} if entities else card


def _tag(title: str) -> str:
    return f"<at>{title}</at>"


def _by_title(people: Sequence[Person]) -> dict[str, Person]:
    """Each by role, and by class, grade or base: no name is sent. Those of one title are numbered."""
    found: dict[str, Person] = {}
    alike = Counter[str]()
    for one in people:
        of = words.listing(in_order(one.classes)) or of_grades(one.grades) or words.listing(sorted(one.bases))
        title = _plain(f"{one.role_label} {of}".strip())
        alike[title] += 1
        found[f"{title} ({alike[title]})" if alike[title] > 1 else title] = one
    return found


def _plain(title: str) -> str:
    """Without what a line of markdown or a tag would read as something else."""
    return title.translate(_SIGNS)
