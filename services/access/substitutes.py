"""Substitutes: who is let in, put right and ended, each once and in the audit; and who is let in now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from domain.access.substitute import LetIn, ends, let_in_now, proper_name, substitutes_now
from domain.errors import Invalid, NotFound
from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.message import DaySubject, MessageKind
from domain.people.person import Person
from services.people.staff import chosen_groups
from services.turn import Turn


def let_in(
    account: str, name: str, chosen: Sequence[str], at: time | None, turn: Turn, *, instead_of: str = ""
) -> None:
    """To a time today, or to its end; who is let in already is put right. The same again changes nothing.

    `instead_of`: whose access it was by mistake, which ends. Raises `Invalid`, for an account of the staff too.
    """
    person = _person(account, name, chosen, turn, until_time=at)
    known = next((one for one in turn.tx.people.known.values() if one.entra_object_id == account), None)
    if known and known.active:
        raise Invalid("account", "{name} er ansatt her og har tilgang fra før.", name=known.name)
    if instead_of and (known is None or known.id != instead_of):
        end(instead_of, turn)
    if known is None or _said(known) != _said(person):
        kept = _kept(EventKind.SUBSTITUTE_LET_IN, person, turn)
        subject = DaySubject(day=turn.today)
        turn.tx.outbox.put(MessageKind.SUBSTITUTE_LET_IN, subject, kept.id, turn.now)


def substitute(person_id: str, turn: Turn) -> Person:
    """One who is let in now. Raises `NotFound`."""
    found = turn.tx.people.known.get(PersonId(person_id))
    if found is None or not let_in_now(found, turn.now):
        raise NotFound("Fant ikke vikaren, eller tilgangen er over. Skriv «vikar» for å se dagens vikarer.")
    return found


def end(person_id: str, turn: Turn) -> None:
    """At once; who is out already stays so."""
    found = turn.tx.people.known.get(PersonId(person_id))
    if found and let_in_now(found, turn.now):
        _kept(EventKind.SUBSTITUTE_ENDED, replace(found, until=turn.now), turn)


def todays(turn: Turn) -> list[tuple[Person, str]]:
    """Those who are let in now, by name, each with who let them in."""
    by = {told.person: told.by for told in turn.tx.events.of_school(EventKind.SUBSTITUTE_LET_IN, LetIn)}
    there = substitutes_now(turn.tx.people.known.values(), turn.now)
    return [(one, turn.tx.people.name(by.get(one.id))) for one in there]


def _person(account: str, name: str, chosen: Sequence[str], turn: Turn, *, until_time: time | None) -> Person:
    classes, bases = (frozenset(group) & frozenset(chosen) for group in turn.tx.pupils.groups())
    if not chosen or not classes | bases >= frozenset(chosen):
        raise Invalid("groups", "Velg minst én klasse eller base fra listen.")
    return Person(
        id=PersonId(""),
        school_id=turn.tx.school_id,
        entra_object_id=account,
        upn="",
        name=proper_name(name),
        roles=frozenset(),
        classes=classes,
        bases=bases,
        active=False,
        until=ends(until_time, turn.now),
        left_on=turn.today,
    )


def _said(person: Person) -> tuple[object, ...]:
    return person.name, person.classes, person.bases, person.until


def _kept(kind: EventKind, person: Person, turn: Turn) -> Person:
    kept = turn.tx.people.let_in(person)
    told = LetIn(
        person=kept.id,
        by=turn.actor.id,
        account=kept.entra_object_id,
        name=kept.name,
        groups=tuple(chosen_groups(kept)),
        until=kept.until or turn.now,
    )
    turn.tx.events.keep(Event(kind=kind, at=turn.now, by=turn.actor.id), told)
    return kept
