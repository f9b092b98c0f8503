"""Who knew, and when: who was told of the alert, whom the bot did not reach, who came on, and who opened the case."""

from collections.abc import Iterator
from datetime import date

from documents.parts.case_material import Material
from documents.parts.chronology import event_words
from documents.parts.masks import Mask
from documents.parts.model import Facts, Piece, Table
from documents.parts.wording import day, moment, told_day, when_and_who
from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.school_plan.procedure import Answer
from domain.text.messages import _

Told = dict[PersonId | None, str]


def who_knew(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """When each of those on the case was told, or first opened it; then whether anyone took the alert."""
    told, opened = _told(m), Told()
    for event in m.reads:
        opened.setdefault(event.by, moment(event.at))
    rows = tuple(
        (mask.staff(p), told.get(p, ""), opened.get(p, _("Ikke åpnet"))) for p in dict.fromkeys([*told, *opened])
    )
    columns = (_("Hvem"), _("Fikk beskjed om varselet"), _("Åpnet saken første gang"))
    pairs = (*_taken(m, mask), *_untaken(m, mask))
    return (*((Table(columns, rows),) if rows else ()), *((Facts(pairs),) if pairs else ()))


def _told(m: Material) -> Told:
    """Of each alert by itself. Whom the bot did not reach was not told by it, whenever it tried; whom it reached late
    was told then.
    """
    found, late = Told(), list(_events(m, EventKind.NOTICE_REACHED))
    for alert in m.alerts:
        _add(found, alert.reporter, _("{moment} (varslet selv)", moment=moment(alert.sent_at)))
        came = {event.details.person for event in late if event.case_id in alert.every_case}
        for one in alert.told:
            if one.person not in {*came, alert.reporter}:
                _add(found, one.person, moment(alert.gathered_at or alert.sent_at))
    for event in _events(m, EventKind.CASE_MEMBER_ADDED):
        found.setdefault(event.details.person, _("{moment} (kom med i saken)", moment=moment(event.at)))
    for event in _events(m, EventKind.NOTICE_UNREACHED):
        _add(found, event.details.person, _("Skolemiljø nådde ikke fram ({moment})", moment=moment(event.at)))
    for event in late:
        _add(found, event.details.person, _("{moment} (beskjeden kom fram da)", moment=moment(event.at)))
    return found


def _add(found: Told, person: PersonId | None, line: str) -> None:
    """The same moment once: one notice may tell of several alerts."""
    found[person] = "\n".join(dict.fromkeys([*found.get(person, "").splitlines(), line]))


def _taken(m: Material, mask: Mask) -> Iterator[tuple[str, str]]:
    for one in m.taken:
        what = _("Varselet ble tatt imot")
        if len(m.taken) > 1:
            what = _("Varselet som ble sendt {moment}, ble tatt imot", moment=moment(one.alert.sent_at))
        yield what, when_and_who(one.at, mask.staff(one.by)) if one.at else _("Ikke ennå")
    if m.progress.raised_on:
        yield _("Tatt opp med rektor av eleven eller foresatte (§ 12-6)"), _raised(m.progress.raised_on, m)


def _raised(on: date, m: Material) -> str:
    """With when it was written down first."""
    told = (r.at for r in m.progress.records if (one := r.given(Answer.RAISED)) and one.day == on)
    at = min(told, default=None)
    return told_day(on, at) if at else day(on)


def _untaken(m: Material, mask: Mask) -> Iterator[tuple[str, str]]:
    for event in _events(m, EventKind.NOTICE_UNTAKEN):
        yield moment(event.at), event_words(event, m, mask)


def _events(m: Material, kind: EventKind) -> Iterator[Event]:
    return (item for item in m.items if isinstance(item, Event) and item.kind is kind)
