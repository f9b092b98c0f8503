"""What each role may do at all. Whether it may do it to this case is `Cases.get`'s to say (law 2)."""

from enum import StrEnum

from domain.people.person import Person, Role


class Permission(StrEnum):
    """Every button names one; there is no default."""

    ASK = "ask"
    HAVE_OWN = "have_own"
    """What a person has begun, written or sent, and the words that lead to it."""
    RAISE_ALERT = "raise_alert"
    WRITE_LOG = "write_log"
    READ_CASE = "read_case"
    WORK_CASE = "work_case"
    COORDINATE_CASE = "coordinate_case"
    LEAD_CASE = "lead_case"
    DECIDE_ENHANCED = "decide_enhanced"
    BREAK_GLASS = "break_glass"
    SEE_UNREACHABLE = "see_unreachable"
    SEE_OVERSIGHT = "see_oversight"
    BIND_CHANNEL = "bind_channel"
    LEAD_YEAR = "lead_year"
    FOLLOW_YEAR = "follow_year"
    LET_IN_SUBSTITUTE = "let_in_substitute"


_EVERYONE = frozenset(Role)
_STAFF = _EVERYONE - {Role.SCHOOL_OWNER}
_HEADS = frozenset({Role.PRINCIPAL, Role.DEPUTY})
_LEADERS = _HEADS | {Role.LINE_LEADER}

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.ASK: _EVERYONE,
    Permission.HAVE_OWN: _EVERYONE,
    Permission.RAISE_ALERT: _STAFF,
    Permission.WRITE_LOG: _EVERYONE,
    Permission.READ_CASE: _EVERYONE,
    Permission.WORK_CASE: _EVERYONE,
    Permission.COORDINATE_CASE: _LEADERS | {Role.SOCIAL_TEACHER, Role.SCHOOL_OWNER},
    Permission.LEAD_CASE: _LEADERS | {Role.SCHOOL_OWNER},
    Permission.DECIDE_ENHANCED: _HEADS,
    Permission.BREAK_GLASS: _LEADERS,
    Permission.SEE_UNREACHABLE: _LEADERS,
    Permission.SEE_OVERSIGHT: _LEADERS | {Role.SCHOOL_OWNER},
    Permission.BIND_CHANNEL: _LEADERS,
    Permission.LEAD_YEAR: _LEADERS,
    Permission.FOLLOW_YEAR: _STAFF,
    Permission.LET_IN_SUBSTITUTE: _LEADERS,
}
OF_SUBSTITUTES = frozenset({Permission.HAVE_OWN, Permission.RAISE_ALERT, Permission.WRITE_LOG})
"""All that a substitute may, whatever roles the person had before."""

RANKS = (Role.LINE_LEADER, Role.DEPUTY, Role.PRINCIPAL, Role.SCHOOL_OWNER)


def above(person: Person, other: Person) -> bool:
    """Whether the person decides over the other in doubt: never over one's equal, and nobody over oneself."""
    return person.active and rank(person) > rank(other)


def rank(person: Person) -> int:
    """How far up the line of leaders; 0 for who leads nobody."""
    return max((place for place, role in enumerate(RANKS, 1) if person.has(role)), default=0)


def may(person: Person, permission: Permission) -> bool:
    """Whether one of the person's roles carries the permission; someone who has left may nothing."""
    if person.until:
        return person.active and permission in OF_SUBSTITUTES
    return person.active and not GRANTS[permission].isdisjoint(person.roles)
