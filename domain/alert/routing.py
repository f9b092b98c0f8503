"""Who is told of an alert, and who must never be (law 3; § 12-4, § 12-5; L492–504, L1154–1174)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.alert.alert import AlertForm, Suspicion, Told
from domain.ids import PersonId
from domain.people.permissions import Permission, may
from domain.people.person import Person, Pupil, Role
from domain.school_plan.school_plan import Recipient, Routing, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The answer: whom to tell, who is barred (the pupil's `kin` too), and whether the reporter must ring the owner."""

    tell: tuple[Told, ...]
    members: frozenset[PersonId]
    barred: frozenset[PersonId]
    kin: frozenset[PersonId] = frozenset()
    enhanced: bool = False
    past_the_school: bool = False
    ring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of where the pupil belongs. `base` only for a pupil of grades 1 to 4 at AKS; `pupil` is the
    school's own number.
    """

    grade: int | None = None
    school_class: str | None = None
    base: str | None = None
    pupil: str | None = None

    @classmethod
    def of(cls, pupil: Pupil) -> "About":
        base = pupil.base if pupil.at_aks else None
        return cls(grade=pupil.grade, school_class=pupil.school_class, base=base, pupil=pupil.external_id)


class Staff:
    """The active staff of one school, and which of them the bot can reach."""

    def __init__(self, people: Iterable[Person], reachable: frozenset[PersonId]) -> None:
        self.people = tuple(sorted((p for p in people if p.active), key=lambda p: p.name))
        self.reachable = reachable
        self._with: dict[str, list[Person]] = {}
        for person in self.people:
            for role in person.roles:
                self._with.setdefault(role, []).append(person)

    def holders(self, role: str, scope: Scope, about: About, barred: frozenset[PersonId]) -> list[Person]:
        """Those with the role for this pupil, minus the barred."""
        return [
            person
            for person in self._with.get(role, ())
            if person.id not in barred and scope.covers(person, about.grade, about.school_class, about.base)
        ]

    def kin(self, about: About) -> frozenset[PersonId]:
        """The pupil's next of kin: never on the case of their own child."""
        return frozenset(person.id for person in self.people if about.pupil in person.kin)


def suspicion_of(form: AlertForm, staff: Staff, routing: Routing) -> Suspicion | None:
    """As answered, except that an «employee» who turns out to be a leader is a leader."""
    if form.suspicion is Suspicion.EMPLOYEE and form.suspect in leaders(staff, routing):
        return Suspicion.LEADERSHIP
    return form.suspicion


def leaders(staff: Staff, routing: Routing) -> frozenset[PersonId]:
    return frozenset(person.id for person in staff.people if person.has(*routing.leadership))


def barred_by(form: AlertForm, staff: Staff, routing: Routing) -> frozenset[PersonId]:
    """The person the alert points at; when it points at the leadership, all of it."""
    named = frozenset({form.suspect} if form.suspect else ())
    if suspicion_of(form, staff, routing) is Suspicion.LEADERSHIP:
        return named | leaders(staff, routing)
    return named


def route(form: AlertForm, about: About, reporter: PersonId, staff: Staff, routing: Routing) -> Routed:
    """Recipients by role and grade from the plan, minus conflicts of interest.

    An ordinary recipient nobody can reach is followed by the next in line. A suspicion against the leadership
    reaches nobody at the school, and there is no next in line: the reporter rings.
    """
    kin = staff.kin(about)
    barred = barred_by(form, staff, routing) | kin
    match suspicion_of(form, staff, routing):
        case Suspicion.LEADERSHIP:
            routed = _past_the_school(staff, routing, barred)
        case Suspicion.EMPLOYEE:
            routed = _to_the_principal(about, reporter, staff, routing, barred)
        case _:
            routed = _ordinary(about, reporter, staff, routing, barred)
    return replace(routed, kin=kin)


def _past_the_school(staff: Staff, routing: Routing, barred: frozenset[PersonId]) -> Routed:
    role = routing.leadership_suspected
    contacts = owners_contacts(staff, routing, barred)
    told = tuple(Told(person=p, role=role) for p in sorted(contacts) if p in staff.reachable)
    return Routed(
        tell=told,
        members=contacts,
        barred=barred,
        enhanced=True,
        past_the_school=True,
        ring=not told,
    )


def _to_the_principal(
    about: About, reporter: PersonId, staff: Staff, routing: Routing, barred: frozenset[PersonId]
) -> Routed:
    """When there is neither a principal nor a stand-in, nobody at the school may act: it is the owner's contact's."""
    told = _told(routing.employee_suspected, about, staff, barred)
    members = _responsible(routing.employee_suspected, about, staff, barred) | {t.person for t in told}
    if not members:
        return _past_the_school(staff, routing, barred)
    return Routed(
        tell=tuple(t for t in told if t.person != reporter),
        members=members,
        barred=barred,
        enhanced=True,
        ring=not told,
    )


def _ordinary(about: About, reporter: PersonId, staff: Staff, routing: Routing, barred: frozenset[PersonId]) -> Routed:
    tell: dict[PersonId, Told] = {}
    members = set(_whose(about, staff, routing, barred))
    for recipient in routing.recipients:
        for told in _told(recipient, about, staff, barred):
            tell.setdefault(told.person, told)
    members |= tell.keys()
    tell.pop(reporter, None)
    return Routed(tell=tuple(tell.values()), members=frozenset(members), barred=barred, ring=not tell)


def members_by_rule(
    about: About, staff: Staff, routing: Routing, barred: frozenset[PersonId], *, enhanced: bool, past_the_school: bool
) -> frozenset[PersonId]:
    """Whose a case is, by role alone: when people come and go, those who take over are here."""
    barred |= staff.kin(about)
    if past_the_school:
        return owners_contacts(staff, routing, barred)
    if enhanced:
        return _responsible(routing.employee_suspected, about, staff, barred)
    return _whose(about, staff, routing, barred)


def _whose(about: About, staff: Staff, routing: Routing, barred: frozenset[PersonId]) -> frozenset[PersonId]:
    """The holders of the roles; with no leader among them, or a principal whose own child it is, the owner's contacts
    as well.
    """
    lines = (_responsible(recipient, about, staff, barred) for recipient in routing.recipients)
    members, kin = frozenset[PersonId]().union(*lines), staff.kin(about)
    led = any(may(person, Permission.LEAD_CASE) for person in staff.people if person.id in members)
    own_child = any(person.has(Role.PRINCIPAL) for person in staff.people if person.id in kin)
    return members if led and not own_child else members | owners_contacts(staff, routing, barred)


def owners_contacts(staff: Staff, routing: Routing, barred: frozenset[PersonId]) -> frozenset[PersonId]:
    """The school owner's, whom a case goes to when nobody at the school may act on it."""
    return frozenset(p.id for p in staff.holders(routing.leadership_suspected, Scope.SCHOOL, About(), barred))


def _responsible(recipient: Recipient, about: About, staff: Staff, barred: frozenset[PersonId]) -> frozenset[PersonId]:
    """The holders of the role, reachable or not; of a role of the whole school that nobody has, the next in line."""
    roles = (recipient.role, *(recipient.next_in_line if recipient.scope is Scope.SCHOOL else ()))
    lines = (staff.holders(role, recipient.scope, about, barred) for role in roles)
    return frozenset(person.id for person in next(filter(None, lines), ()))


def _told(recipient: Recipient, about: About, staff: Staff, barred: frozenset[PersonId]) -> list[Told]:
    """The reachable holders of the role, or the reachable next in line for it."""
    holders = staff.holders(recipient.role, recipient.scope, about, barred)
    reached = [Told(person=p.id, role=recipient.role) for p in holders if p.id in staff.reachable]
    if reached or not (holders or recipient.scope is Scope.SCHOOL):
        return reached
    return next_in_line(recipient, about, staff, barred)


def next_in_line(recipient: Recipient, about: About, staff: Staff, barred: frozenset[PersonId]) -> list[Told]:
    """Those who stand in for a role that cannot be reached: the first role in line with someone reachable; of line
    leaders those of the grade, if they are.
    """
    for role in recipient.next_in_line:
        there = [p for p in staff.holders(role, Scope.SCHOOL, about, barred) if p.id in staff.reachable]
        near = [p for p in there if p.has(Role.LINE_LEADER) and (about.grade is None or about.grade in p.grades)]
        if there:
            return [Told(person=p.id, role=role, instead_of=recipient.role) for p in near or there]
    return []


def stand_ins(
    away: Iterable[Person], about: About, staff: Staff, routing: Routing, barred: frozenset[PersonId], *, enhanced: bool
) -> list[Told]:
    """Those who are next in line for what these people hold."""
    roles = {role for person in away for role in person.roles}
    lines = (routing.employee_suspected,) if enhanced else routing.recipients
    told = (t for line in lines if line.role in roles for t in next_in_line(line, about, staff, barred))
    return list({t.person: t for t in told}.values())


def roles_told(told: Sequence[Told]) -> tuple[str, ...]:
    """The roles told, in order and once each, for a receipt that names no one."""
    return tuple(dict.fromkeys(t.role for t in told))
