"""One transaction: `Unit` sees all schools (who is this, where do messages go), `Tx` one school and its content."""

from sqlmodel import Session

from domain.people import Person, PersonId, SchoolId
from storage.absences import Absences
from storage.activity_plans import ActivityPlans
from storage.alerts import Alerts, Drafts
from storage.cases import Cases
from storage.channels import Channels, Places
from storage.crypto import KeyRing, Vault
from storage.downloads import Downloads
from storage.events import Events
from storage.outbox import Outbox, Queue
from storage.people import People, Pupils, identities
from storage.plans import Plans
from storage.references import References
from storage.schools import Schools
from storage.support import School, Stale
from storage.year import Year

__all__ = ["Keys", "Stale", "Tx", "Unit"]


class Keys:
    """The master keys, and what has been read under them; one for each process."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self._vaults: dict[SchoolId, Vault] = {}
        self._staff: dict[SchoolId, tuple[int, dict[PersonId, Person]]] = {}

    def vault(self, schools: Schools, school_id: SchoolId) -> Vault:
        if school_id not in self._vaults:
            self._vaults[school_id] = Vault(schools.data_key(school_id))
        return self._vaults[school_id]

    def staff(self, people: People, school_id: SchoolId, version: int) -> dict[PersonId, Person]:
        """The school's people as of `version`, read once for each import."""
        kept = self._staff.get(school_id)
        if kept is None or kept[0] != version:
            kept = (version, {person.id: person for person in people.read_all()})
            self._staff[school_id] = kept
        return kept[1]


class Tx:
    """One school within a transaction: all that a handler may reach."""

    def __init__(self, session: Session, school: School, keys: Keys, version: int) -> None:
        self.school_id = school.id
        self.people = People(session, school)
        self.people.known = keys.staff(self.people, school.id, version)
        self.pupils = Pupils(session, school)
        self.events = Events(session, school)
        self.cases = Cases(session, school, self.events)
        self.alerts = Alerts(session, school, self.events)
        self.drafts = Drafts(session, school)
        self.outbox = Outbox(session, school)
        self.channels = Channels(session, school)
        self.references = References(session)
        self.plans = Plans(session)
        self.absences = Absences(self.events)
        self.year = Year(self.events)
        self.activity_plans = ActivityPlans(self.events)
        self.downloads = Downloads(session)


class Unit:
    """One transaction over the whole database."""

    def __init__(self, session: Session, keys: Keys) -> None:
        self._session = session
        self._keys = keys
        self.schools = Schools(session, keys.ring)
        self.references = References(session)
        self.plans = Plans(session)
        self.queue = Queue(session)
        self.places = Places(session)
        self.downloads = Downloads(session)

    def identities(self, entra_object_id: str) -> list[tuple[PersonId, SchoolId, int]]:
        """The active rows of a person: one for each school, with the version of that school's people."""
        return identities(self._session, entra_object_id)

    def school(self, school_id: SchoolId, version: int | None = None) -> Tx:
        """The school's repositories; `version` when it has just been read. Raises `KeyError` if unknown."""
        at = self.schools.people_version(school_id) if version is None else version
        vault = self._keys.vault(self.schools, school_id)
        return Tx(self._session, School(school_id, vault), self._keys, at)
