"""The school's staff as rules want them, and what a person may choose among."""

import re
import unicodedata

from rapidfuzz.distance import OSA

from domain.access.substitute import lately_here, sees_pupil
from domain.alert.alert import AlertForm
from domain.alert.routing import About, Staff, members_by_rule
from domain.case.case import Case
from domain.errors import Invalid
from domain.ids import PersonId
from domain.people.person import Person, Pupil, Role
from domain.privacy.content import tokens
from domain.school_plan.school_plan import SchoolPlan
from domain.year.parts import grade_of, in_order
from services.turn import Turn

FORGIVEN = 0.8
"""One slip in five letters."""
SHORTEST = 2
"""Letters: fewer find half the school."""
WHOLE = 3
"""A shorter word is meant as it stands, or as the beginning of a name."""


def staff_of(turn: Turn) -> Staff:
    """The school's active staff, and whom the bot can reach among them."""
    people = turn.tx.people.active()
    reachable = turn.tx.references.reachable(p.entra_object_id for p in people)
    return Staff(people, frozenset(p.id for p in people if p.entra_object_id in reachable))


def who_has(role: str, turn: Turn) -> list[Person]:
    """Those with the role who work there now."""
    return [person for person in turn.tx.people.active() if person.has(role)]


def by_rule(case: Case, pupil: Pupil | None, staff: Staff, school_plan: SchoolPlan) -> frozenset[PersonId]:
    """Whose the case is by role alone."""
    about = About.of(pupil) if pupil else About(grade=case.grade, school_class=case.school_class)
    flags = {"enhanced": case.enhanced, "past_the_school": case.past_the_school}
    return members_by_rule(about, staff, school_plan.routing, case.barred, **flags)


def colleague(turn: Turn, person_id: str, field: str = "person") -> Person:
    """Someone of the school's staff. Raises `Invalid`."""
    person = turn.tx.people.known.get(PersonId(person_id))
    if person is None:
        raise Invalid(field, "Velg fra listen.")
    return person


def own_groups(turn: Turn) -> list[str]:
    """The classes or bases someone most likely means: own classes, else those of the own grades, else own bases."""
    person = turn.actor
    if person.until:
        return chosen_groups(person)
    if person.classes:
        return in_order(person.classes)
    if person.grades:
        return in_order(one for one in turn.tx.pupils.classes() if grade_of(one) in person.grades)
    aks = person.has(Role.AKS_BASE_LEADER, Role.AKS_STAFF)
    return sorted(person.bases) if aks else []


def chosen_groups(substitute: Person) -> list[str]:
    return [*in_order(substitute.classes), *sorted(substitute.bases)]


def groups(turn: Turn) -> list[str]:
    """All classes, then all bases, the person's own first; of a substitute the chosen ones."""
    classes, bases = turn.tx.pupils.groups()
    own = own_groups(turn)
    if turn.actor.until:
        return [one for one in own if one in {*classes, *bases}]
    return [*sorted(classes, key=lambda c: c not in own), *sorted(bases, key=lambda b: b not in own)]


def known_group(turn: Turn, group: str) -> str:
    """The group, if the school has it, and it is the person's to choose. Raises `Invalid`."""
    if group not in groups(turn):
        raise Invalid("group", "Velg en klasse eller base fra listen.")
    return group


def pupils_of(turn: Turn, group: str | None) -> list[Pupil]:
    """Of a substitute none of other groups than the chosen ones."""
    if not group or (turn.actor.until and group not in groups(turn)):
        return []
    return turn.tx.pupils.of_group(group)


def open_to(turn: Turn) -> list[Pupil]:
    """All pupils whom the person may search among, by name."""
    found = (one for one in turn.tx.pupils.read_all() if one.active and sees_pupil(turn.actor, one))
    return sorted(found, key=lambda pupil: pupil.name)


def may_be_named(turn: Turn) -> list[Person]:
    """Whom a suspicion may be about, by name: the staff and those who were substitutes lately, and never oneself."""
    there = lately_here(turn.tx.people.known.values(), turn.now)
    return [person for person in there if person.id != turn.actor.id]


def pupil_in(turn: Turn, group: str, pupil_id: str) -> Pupil:
    """The pupil, if offered in that group. Raises `Invalid`."""
    found = next((p for p in pupils_of(turn, group) if p.id == pupil_id), None)
    if found is None:
        raise Invalid("pupil", "Velg en elev fra listen.")
    return found


def about(turn: Turn, form: AlertForm, pupil: Pupil | None) -> About:
    """Where the pupil belongs; of an unknown one, as far as the reporter knew the class or base."""
    if pupil:
        return About.of(pupil)
    classmates = turn.tx.pupils.of_group(form.group) if form.group and re.match(r"\d", form.group) else []
    if classmates:
        return About(grade=classmates[0].grade, school_class=form.group)
    return About(base=form.group)


def may_be_called(typed: str, name: str) -> bool:
    """Each word that was typed begins one of the name's, or is one of them but for a slip; in any order,
    with or without accents.
    """
    words, names = _plain(typed), _plain(name)
    return sum(map(len, words)) >= SHORTEST and all(any(_like(word, one) for one in names) for word in words)


def _plain(text: str) -> list[str]:
    """«Åse Ibáñez» is «ase» and «ibanez»."""
    bare = (one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return tokens("".join(bare))


def _like(word: str, name: str) -> bool:
    slip = len(word) > WHOLE and OSA.normalized_similarity(word, name) >= FORGIVEN
    return name.startswith(word) or slip
