"""One transaction: `Unit` sees all schools (who is this, where do messages go), `Tx` one school and its content."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlmodel import Session

from domain.ids import PersonId, SchoolId
from domain.people.person import Person
from storage.audit.chain import Chain, Head, head, schools_with_a_chain
from storage.audit.trail import Trail
from storage.audit.verify import Finding, Verification
from storage.case.activity_plans import ActivityPlans, Measures
from storage.case.alerts import Alerts
from storage.case.cases import Cases
from storage.case.downloads import DownloadLinks
from storage.case.drafts import Drafts
from storage.case.events import Events
from storage.case.form_drafts import FormDrafts
from storage.engine.crypto import KeyRing, Vault
from storage.engine.rows import Bound, Damaged, Erased, School, Signer, Stale, VaultOf
from storage.failures import Failures
from storage.keys import INSTALLATION, DataKeys, KnownKeys
from storage.outbox.outbox import Outbox
from storage.outbox.queue import Queue
from storage.outbox.sweeps_done import SweepsDone
from storage.people.absences import Absences
from storage.people.channels import Channels, Places
from storage.people.notes import PupilNotes
from storage.people.people import People, identities
from storage.people.pupils import Pupils
from storage.people.references import References
from storage.people.rosters import Rosters, Strangers
from storage.people.schools import Schools, people_since
from storage.retention.mentions import Mentions
from storage.retention.past import Past
from storage.statements.inserts import probe
from storage.year.calendar_links import CalendarLinks, school_of
from storage.year.school_plans import SchoolPlans
from storage.year.year import Year

__all__ = ["Damaged", "Erased", "Keys", "Stale", "Tx", "Unit"]

T = TypeVar("T")


class Keys:
    """The master keys, what has been read under them, and what went wrong alone; one for each process."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self.known = KnownKeys()
        self.failures = Failures()
        self._staff: dict[SchoolId, tuple[int, dict[PersonId, Person]]] = {}

    def forget(self) -> None:
        """What was read is another database's."""
        self.known.forget()
        self._staff.clear()

    def staff(self, people: People, school_id: SchoolId, version: int) -> dict[PersonId, Person]:
        """The school's people as of `version`, read once for each import; until all of them can be read, each time."""
        kept = self._staff.get(school_id)
        if kept is not None and kept[0] == version:
            return kept[1]
        found = {person.id: person for person in people.read_all()}
        if people.whole:
            self._staff[school_id] = version, found
        return found


class Tx:
    """One school within a transaction: all that a handler may reach."""

    def __init__(
        self, session: Session, unit: "Unit", school: School, chain: Chain, version: int, *, reading: bool
    ) -> None:
        self._session, signer = session, unit.signer
        self._kept: dict[object, Any] | None = {} if reading else None
        self.school_id, self.chain = school.id, chain
        self.keys, self.failures = unit.data_keys, unit.failures
        self.trail = Trail(session, school)
        self.people = People(session, school)
        self.people.known = unit.keys.staff(self.people, school.id, version)
        self.pupils = Pupils(session, school)
        self.events = Events(session, school)
        self.cases = Cases(session, school, self.events)
        self.alerts = Alerts(session, school, self.events)
        self.notes = PupilNotes(session, school, self.events, self.cases)
        self.drafts = Drafts(session, school)
        self.form_drafts = FormDrafts(session, school)
        self.outbox = Outbox(session, school, signer)
        self.sweeps_done = SweepsDone(session, school, signer)
        self.channels = Channels(session, school, signer)
        self.references = References(session, signer)
        self.school_plans = SchoolPlans(session, signer, lambda _school_id, how, row: chain.wrote(how, row))
        self.absences = Absences(self.events)
        self.year = Year(self.events, self.people, self.pupils, lambda: people_since(session, school.id))
        self.activity_plans = ActivityPlans(session, school, self.people.known, self.events)
        self.measures = Measures(session, school, self.people.known, self.cases, self.events)
        self.downloads = DownloadLinks(session, signer)
        self.calendar_links = CalendarLinks(session, school)
        self.past = Past(session, school, signer)
        self.mentions = Mentions(session, school)

    @contextmanager
    def only_looking(self) -> Iterator[None]:
        """A part of a transaction in which nothing is written: `once` is as in one that only reads."""
        before, self._kept = self._kept, {} if self._kept is None else self._kept
        try:
            yield
        finally:
            self._kept = before

    def once(self, key: object, work_out: Callable[[], T]) -> T:
        """In a transaction that only reads, what has been worked out stands until its end."""
        if self._kept is None:
            return work_out()
        if key not in self._kept:
            self._kept[key] = work_out()
        found: T = self._kept[key]
        return found

    @contextmanager
    def alone(self, unit: str, **ids: str) -> Iterator[None]:
        """A unit of failure that writes: what it wrote, and what it put in the outbox, before it failed is not kept."""
        with (
            self.failures.alone(unit, **ids),
            self.outbox.all_or_none(),
            self.chain.all_or_none(),
            self.keys.all_or_none(),
            self._session.connection().begin_nested(),
        ):
            yield


class Unit:
    """One transaction over the whole database. `reading`: it is to write nothing."""

    def __init__(self, session: Session, keys: Keys, *, reading: bool = False) -> None:
        self._session = session
        self._reading = reading
        self.keys = keys
        self.failures = keys.failures
        self._opened: list[Tx] = []
        self._chains: dict[SchoolId, Chain] = {}
        self.data_keys = DataKeys(session, keys.ring, keys.known, self.wrote)
        self.schools = Schools(session, self.data_keys, self.wrote)
        self.signer = signer = Signer(self.installation, keys.failures.damaged)
        self.references = References(session, signer)
        self.school_plans = SchoolPlans(session, signer, self.wrote)
        self.queue = Queue(session, signer)
        self.places = Places(session, signer)
        self.rosters = Rosters(session, signer)
        self.strangers = Strangers(session)
        self.downloads = DownloadLinks(session, signer)

    def installation(self) -> Vault:
        """The key to what is found before its school is known; made at its first use. Raises `Damaged`."""
        return self.data_keys.vault(INSTALLATION, None, make=True)

    def identities(self, entra_object_id: str) -> list[tuple[PersonId, SchoolId, int]]:
        """The active rows of a person: one for each school, with the version of that school's people."""
        return identities(self._session, entra_object_id)

    def school_of_calendar(self, token: str) -> SchoolId | None:
        """The school whose calendar a link may lead to."""
        return school_of(self._session, token)

    def school(self, school_id: SchoolId, version: int | None = None) -> Tx:
        """The school's repositories; `version` when it has just been read. Raises `KeyError` if unknown, `Damaged`."""
        there = next((tx for tx in self._opened if tx.school_id == school_id), None)
        if self._reading and there:
            return there
        at = self.schools.people_version(school_id) if version is None else version
        chain, damaged = self._chain(school_id), self.keys.failures.damaged
        vault, vault_of = self.schools.vault(school_id), self._vault_of(school_id)
        school = School(school_id, vault, vault_of, damaged, chain.wrote, chain.took)
        tx = Tx(self._session, self, school, chain, at, reading=self._reading)
        self._opened.append(tx)
        return tx

    def _chain(self, school_id: SchoolId) -> Chain:
        if school_id not in self._chains:
            self._chains[school_id] = Chain(self._session, school_id, self.installation)
        return self._chains[school_id]

    def _vault_of(self, school_id: SchoolId) -> VaultOf:
        return lambda key_id, make: self.data_keys.vault(key_id, school_id, make=make)

    def wrote(self, school_id: SchoolId, how: Bound, row: Mapping[str, object]) -> None:
        self._chain(school_id).wrote(how, row)

    def audited(self, anchors: Iterable[Head] = ()) -> list[SchoolId]:
        """The schools whose chain is to be verified, those that are there no more among them."""
        told = {one.school_id for one in anchors}
        return sorted({*self.schools.all(), *schools_with_a_chain(self._session), *told})

    def verify(self, school_id: SchoolId, anchors: Iterable[Head] = ()) -> list[Finding]:
        """What of the school does not stand as it was written; `anchors` are ends its chain has had."""
        return Verification(self._session, school_id, self.installation()).findings(anchors)

    def head(self, school_id: SchoolId) -> Head:
        """The end of the school's chain, to be kept elsewhere."""
        return head(self._session, school_id)

    def probe(self) -> None:
        """Write something, and take it away: there is room, and it may be done."""
        probe(self._session)

    def end(self) -> None:
        """The last that is written before the transaction is committed."""
        for tx in self._opened:
            tx.cases.write()
            tx.outbox.write()
        if not self._reading:  # who only reads has used none that lasts
            self.data_keys.write()
        for _school_id, chain in sorted(self._chains.items()):
            chain.write()

    def kept(self) -> None:
        """The transaction has been committed."""
        self.data_keys.kept()
