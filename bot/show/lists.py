"""Lists and counts of cases, of one's own things, and of open plans."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.router import Show
from cards.activity_plan.carrying import Task
from cards.alert.care import DUTY
from cards.kit.elements import Card
from cards.kit.pages import page_of
from cards.kit.wording import day, items
from cards.lists import cases as listed
from cards.lists import overview as cards
from cards.lists import unreachable as unreached
from cards.lists.my_step import MyStep
from cards.lists.week import Reviewed, week_card, week_counts
from domain.activity_plan.carrying import Carried
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.case_filter import CaseFilter
from domain.case.log import LogEntry
from domain.ids import CaseId, PupilId
from domain.people.person import Pupil
from domain.reminders.channel import Channel, short_label
from domain.text.messages import _, n_, worded
from domain.year.posts import Covered
from scheduler.messages.registry import messages
from services.activity_plan.carry_out import pupils_of
from services.alert.own_alert import misregistered
from services.lists.case_lists import (
    Own,
    how_many_taken,
    lost_channels,
    lost_messages,
    own_entries,
    own_things,
    unreachable,
    unreadable,
)
from services.lists.listed_cases import found_cases, late_of, lines_of
from services.lists.search_pupil import cases_of_pupils_called
from services.lists.weekly_review import OpenPlan, open_plans
from services.protection.privacy_module import standing
from services.reminders.absence import all_away, own_quiet
from services.turn import Turn
from storage.outbox.message import Lost


def show_cases(which: CaseFilter, page: int, turn: Turn, *, oldest_first: bool = False) -> Show:
    found = found_cases(which, turn, oldest_first=oldest_first)
    part, page, pages = page_of(found.cases, page, listed.CASES_PER_PAGE)
    shown = listed.CasePage(
        lines=_lines(part, found.late, turn),
        total=len(found.cases),
        page=page,
        pages=pages,
        which=which,
        called=which.called(_labels(turn)),
        oldest_first=oldest_first,
        today=turn.today,
        unreadable=unreadable(turn),
    )
    turn.lists(case.id for case in part)
    return Show(listed.cases_card(shown))


def _lines(cases: Sequence[Case], late: frozenset[CaseId], turn: Turn) -> list[listed.CaseLine]:
    return [
        listed.CaseLine(case=one.case, pupil=one.pupil, step=one.step, late=one.late, new=one.new)
        for one in lines_of(cases, late, turn)
    ]


def _labels(turn: Turn) -> dict[str, str]:
    lists = turn.school_plan.pick_lists
    return {choice.id: choice.label for choice in (*lists.places, *lists.kinds)}


def show_found(name: str, turn: Turn) -> Show:
    """The cases of those who may be called so."""
    cases = cases_of_pupils_called(name, turn)
    part = cases[: listed.CASES_PER_PAGE]
    lines = _lines(part, late_of(part, turn), turn)
    turn.lists(case.id for case in part)
    return Show(listed.found_card(lines, len(cases), turn.today))


def case_counts(which: CaseFilter, misread: str, turn: Turn) -> Card:
    """Numbers only (law 1), and none where a number would tell."""
    if which.of_content:
        return listed.asked_card(which, misread)
    found = found_cases(which, turn)
    running = [case for case in found.cases if case.open]
    counts = listed.Counts(
        open=len(running),
        ended=len(found.cases) - len(running),
        waiting=sum(case.received_at is None for case in running),
        overdue=len(found.late),
        unreadable=unreadable(turn),
    )
    return listed.counts_card(counts, which, misread)


def show_mine(page: int, turn: Turn) -> Show:
    own = own_things(turn)
    pupils = pupils_of(own.tasks, turn)
    mine = cards.Mine(
        tasks=tuple(_task(one, pupils) for one in own.tasks),
        steps=tuple(MyStep(case=case, step=step) for case, step in own.steps),
        today=turn.today,
        drafts=tuple(own.drafts),
        forms=tuple(own.forms),
        alerts=tuple((alert, _status(alert, own, turn)) for alert in own.alerts),
        entries=tuple(own_entries(turn)),
        cases=own.cases,
        unreadable=own.unreadable,
    )
    part = page_of(mine.rows, page)[0]
    turn.lists(filter(None, map(_case_of, part)))
    turn.reads_own_logs(filter(None, map(_pupil_of, part)))
    return Show(cards.mine_card(mine, turn.school_plan, page))


def _task(carried: Carried, pupils: Mapping[PupilId, Pupil]) -> Task:
    pupil = pupils.get(carried.case.pupil_id) if carried.case.pupil_id else None
    return Task(carried=carried, who=cards.pupil_line(carried.case, pupil))


def _case_of(line: object) -> CaseId | None:
    """Of whose case something is shown."""
    match line:
        case MyStep(case=case):
            return case.id
        case Task(carried=carried):
            return carried.case.id
        case _:
            return None


def _pupil_of(line: object) -> PupilId | None:
    """On whom an own log is shown."""
    match line:
        case (LogEntry(pupil_id=pupil_id), str()):
            return pupil_id
        case _:
            return None


def _status(alert: Alert, own: Own, turn: Turn) -> str:
    due = own.asked.get(alert.id)
    find_out = _("Finn ut hvem eleven er, senest {day}", day=day(due)) if due else ""
    by = own.care.get(alert.id)
    care = _("{duty}, senest {day}", duty=worded(DUTY), day=day(by)) if by else ""
    taken, closed = how_many_taken(alert, turn), len(misregistered(alert, turn))
    if closed == len(alert.every_case):
        return items(filter(None, (_("Avsluttet som feilregistrert"), care)))
    ended = n_("{count} er avsluttet som feilregistrert", "{count} er avsluttet som feilregistrert", closed)
    return items(filter(None, (_taken(taken, len(alert.every_case)), ended if closed else "", find_out, care)))


def _taken(taken: int | None, of: int) -> str:
    if taken is None:
        return _("Det kan ikke ses nå om det er tatt imot.")
    if 0 < taken < of:
        return _("{taken} av {count} er tatt imot", taken=taken, count=of)
    return _("Tatt imot") if taken else _("Venter på å bli tatt imot")


def mine_counts(turn: Turn) -> Card:
    own, quiet = own_things(turn), own_quiet(turn)
    counts = cards.MineCounts(
        tasks=len(own.tasks),
        steps=len(own.steps) + len(own.asked) + len(own.care),
        late=sum(step.overdue(turn.today) for _, step in own.steps)
        + sum(due < turn.today for due in (*own.asked.values(), *own.care.values())),
        drafts=len(own.drafts) + len(own.forms),
        alerts=len(own.alerts),
        cases=own.cases,
        unreadable=own.unreadable,
        quiet_until=quiet.until if quiet else None,
        learns=standing(turn).offered,
    )
    return cards.mine_counts(counts)


def show_unreachable(page: int, turn: Turn) -> Show:
    lost = [_lost(one, turn) for one in lost_messages(turn)]
    away = [unreached.Away(person.name, until) for person, until in all_away(turn)] if page == 1 else []
    gone = [_gone(*one) for one in lost_channels(turn)] if page == 1 else []
    return Show(unreached.unreachable_card(unreachable(turn), page, lost, away, gone))


def _gone(channel: Channel, since: datetime) -> unreached.LostChannel:
    purposes = ", ".join(short_label(one) for one in sorted(channel.receives))
    return unreached.LostChannel(channel.name or _("En kanal"), purposes, since)


def _lost(message: Lost, turn: Turn) -> unreached.Undelivered:
    whom = turn.tx.people.name(message.recipient) if message.recipient else _channel_name(message, turn)
    said = worded(messages()[message.kind].summary)
    if isinstance(message.subject, Covered):
        said = message.subject.title
    return unreached.Undelivered(said, whom, message.given_up_at)


def _channel_name(message: Lost, turn: Turn) -> str:
    channels = (one.known_as for one in turn.tx.channels.every_one() if one.id == message.channel)
    return next(channels, _("en kanal"))


def show_week(turn: Turn, page: int = 1, note: str = "") -> Show:
    reviewed = [_reviewed(one) for one in open_plans(turn)]
    turn.lists(one.case.id for one in page_of(reviewed, page)[0])
    return Show(week_card(reviewed, page, turn.today, note=note, unreadable=unreadable(turn)))


def week_summary(turn: Turn) -> Card:
    found = open_plans(turn)
    return week_counts(len(found), sum(one.incomplete(turn) for one in found), unreadable(turn))


def _reviewed(one: OpenPlan) -> Reviewed:
    who = cards.pupil_line(one.case, one.pupil)
    return Reviewed(case=one.case, who=who, last_log=one.last_log, next_on=one.plan.next_evaluation, lacks=one.lacks)
