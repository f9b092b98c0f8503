"""All about one employee, for that employee: with pupils and colleagues masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from documents.parts.chronology import logged
from documents.parts.masks import Mask
from documents.parts.model import Document, Facts, Piece, Section, Table
from documents.parts.wording import day, happened_and_written, moment
from documents.subject_access.cover import cover, handed_out
from domain.activity_plan.carrying import Carried
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.documents.subject_access import DOING_LABELS, Done
from domain.event import Event
from domain.people.person import ROLE_LABELS, Person
from domain.reminders.absence import Absence, Quiet
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEmployee:
    """`alerts`: each with what was added to it; `done`: what the audit holds of the person, by day."""

    person: Person
    absence: Absence | None
    quiet: Quiet | None
    cases: Sequence[Case]
    alerts: Sequence[tuple[Alert, Sequence[Event]]]
    entries: Sequence[LogEntry]
    measures: Sequence[Carried]
    done: Sequence[tuple[Done, int]]
    school_plan: SchoolPlan
    made_at: datetime


def of_employee(own: OfEmployee, mask: Mask) -> Document:
    sections = [
        cover(),
        Section(_("Det skolen har registrert"), (_registered(own),)),
        Section(_("Saker jeg er eller har vært med i"), _cases(own)),
        Section(_("Varsler jeg har sendt"), _alerts(own, mask)),
        Section(_("Logger uten sak"), _entries(own, mask)),
        Section(_("Tiltak jeg skal gjøre"), _measures(own, mask)),
        Section(_("Det jeg har gjort og åpnet"), _done(own)),
    ]
    return handed_out(sections, own.school_plan, own.made_at, own.person.name)


def _registered(own: OfEmployee) -> Facts:
    person, away, quiet = own.person, own.absence, own.quiet
    pairs = (
        (_("Navn"), person.name),
        (_("Brukernavn"), person.upn),
        (_("Roller"), ", ".join(label for role, label in ROLE_LABELS.items() if role in person.roles)),
        (_("Trinn"), ", ".join(map(str, sorted(person.grades)))),
        (_("Klasser"), ", ".join(sorted(person.classes))),
        (_("Baser"), ", ".join(sorted(person.bases))),
        (_("Pårørende til elever (skolens nummer)"), ", ".join(sorted(person.kin))),
        (_("Borte til"), day(away.until) if away else ""),
        (_("Vil ikke bli minnet på til"), day(quiet.until) if quiet else ""),
    )
    return Facts(tuple((label, value) for label, value in pairs if value))


def _cases(own: OfEmployee) -> tuple[Piece, ...]:
    rows = tuple((case.reference, moment(case.opened_at), case.status_label) for case in own.cases)
    return _table((_("Sak"), _("Åpnet"), _("Status")), rows)


def _alerts(own: OfEmployee, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(
        (moment(alert.sent_at), "\n".join(filter(None, map(mask.text, (alert.form.facts, *map(_words, added))))))
        for alert, added in own.alerts
    )
    return _table((_("Sendt"), _("Det jeg skrev")), rows)


def _words(event: Event) -> str:
    return event.details.words or event.details.reason


def _entries(own: OfEmployee, mask: Mask) -> tuple[Piece, ...]:
    label = own.school_plan.pick_lists.label
    rows = tuple(
        (happened_and_written(one), label("log_types", one.type), "\n".join(logged(one, own.entries, mask)))
        for one in own.entries
    )
    return _table((_("Når"), _("Hva"), _("Innhold")), rows)


def _measures(own: OfEmployee, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple((day(one.measure.start), mask.text(one.measure.what)) for one in own.measures)
    return _table((_("Fra"), _("Tiltak")), rows)


def _done(own: OfEmployee) -> tuple[Piece, ...]:
    rows = tuple((day(on), reference, DOING_LABELS[what], str(times)) for (on, reference, what), times in own.done)
    return _table((_("Dag"), _("Sak"), _("Hva"), _("Ganger")), rows)


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[Piece, ...]:
    return (Table(columns, rows),) if rows else ()
