"""The documents of a case, for whom each can be made, and what stands in it (L1179, L1217; docs/documents.md).

An edition is chosen before a document is made: *til arkivet* is unmasked and access-restricted, *til saken* is for work
and meetings, with other pupils masked, *til hjemmet* is for the pupil and the guardians, with nothing of another child.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.text.messages import N_, Labels


class DocumentKind(StrEnum):
    """The documents that can be made of a case."""

    ALERT = "varsel"
    INVITATION = "innkalling"
    MINUTES = "referat"
    PLAN = "plan"
    PUPIL_TALK = "samtale_om_planen"
    MY_PLAN = "min_plan"
    CLOSING = "avslutning"
    CHRONOLOGY = "kronologi"
    EVIDENCE = "vis_at_vi_handlet"


class Edition(StrEnum):
    """Whom a document is for."""

    HOME = "hjemmet"
    CASE = "saken"
    ARCHIVE = "arkivet"


EDITION_LABELS: Labels[str] = Labels(
    {
        Edition.HOME: N_("Til hjemmet"),
        Edition.CASE: N_("Til saken"),
        Edition.ARCHIVE: N_("Til arkivet"),
    }
)
EDITION_NOTES: Labels[str] = Labels(
    {
        Edition.HOME: N_(
            "For eleven og foresatte. Ingenting om andre elever, hvem som varslet, eller mistanke mot ansatte."
        ),
        Edition.CASE: N_("For arbeid og møter. Andre elever står som «elev A», «elev B»."),
        Edition.ARCHIVE: N_("Med alle navn, for arkivet og Statsforvalteren. Skal ikke deles med andre."),
    }
)


class Info(StrEnum):
    """The kinds of information in a case. The values are the rows of the table in docs/documents.md."""

    PUPIL = "the pupil's name and class"
    STAFF = "names of staff"
    OTHER_NAMES = "names of other pupils"
    ALERT = "what was alerted of: kinds, place, what was seen"
    REPORTER = "who reported"
    SUSPICION = "a suspicion against an employee, and its handling (§ 12-5)"
    CARE = "concern for care at home (§ 24-3)"
    OWNER = "that the school owner was told"
    ACCESS = "when each of those on the case was told, and first opened it"
    STEPS = "what was done, by whom and how late; who came on the case or off"
    INVESTIGATION = "what talks, observation and surveys showed"
    OTHERS_TALKS = "talks with another pupil, and with that pupil's guardians"
    FORCE_ON_OTHERS = "the record of force on another pupil, or on nobody knows whom (§ 13-5)"
    LOGS = "log entries"
    MEETING = "the start meeting by its agenda (for the home in a § 12-5 case without what the school found)"
    PROBLEM = "the problem the measures are to solve, as the school has written it"
    PROBLEM_FOR_HOME = "the problem as it is written for the home (§ 12-5)"
    ANALYSIS = "findings, and what keeps the situation going"
    PLAN = "the rest of the plan and its measures"
    FOR_DOER = "what whoever carries out a measure is to know"
    EVALUATIONS = "evaluations"
    QUOTES = "the pupil's own words"
    GUARDIANS = "what the guardians said and were told"
    ENDING = "why the case was closed"


_OF_PLAN = frozenset(
    {
        Info.PROBLEM,
        Info.PROBLEM_FOR_HOME,
        Info.ANALYSIS,
        Info.PLAN,
        Info.FOR_DOER,
        Info.EVALUATIONS,
        Info.QUOTES,
        Info.GUARDIANS,
    }
)
_ALWAYS = frozenset({Info.PUPIL, Info.STAFF})
_OF_ALERT = _ALWAYS | {Info.ALERT, Info.REPORTER, Info.SUSPICION}
_OF_ARCHIVE = frozenset({Info.OTHER_NAMES, Info.FORCE_ON_OTHERS, Info.CARE})
_ALL = frozenset(Info) - _OF_ARCHIVE
"""A concern for care at home is the reporter's own (§ 24-3): of the case's documents only in the archive's «Varsel»."""
_HOME_PLAN = _ALWAYS | {
    Info.PROBLEM,
    Info.PROBLEM_FOR_HOME,
    Info.ANALYSIS,
    Info.PLAN,
    Info.EVALUATIONS,
    Info.QUOTES,
    Info.GUARDIANS,
}
_MEETING = _ALWAYS | {Info.MEETING, Info.GUARDIANS, Info.QUOTES}

_OF_CASE: Mapping[DocumentKind, frozenset[Info]] = {
    DocumentKind.ALERT: _OF_ALERT | {Info.OWNER},
    DocumentKind.MINUTES: _MEETING | {Info.INVESTIGATION},
    DocumentKind.PLAN: _ALWAYS | _OF_PLAN,
    DocumentKind.PUPIL_TALK: _ALWAYS | {Info.QUOTES, Info.GUARDIANS},
    DocumentKind.CHRONOLOGY: _ALL - {Info.ACCESS},
    DocumentKind.EVIDENCE: _ALL,
}
_OF_HOME: Mapping[DocumentKind, frozenset[Info]] = {
    DocumentKind.INVITATION: _ALWAYS,
    DocumentKind.MINUTES: _MEETING,
    DocumentKind.PLAN: _HOME_PLAN,
    DocumentKind.PUPIL_TALK: _ALWAYS | {Info.QUOTES, Info.GUARDIANS},
    DocumentKind.MY_PLAN: _ALWAYS | {Info.PLAN, Info.QUOTES},
    DocumentKind.CLOSING: _ALWAYS | {Info.QUOTES},
}
_FILED_WITH = {
    DocumentKind.ALERT: Info.CARE,
    DocumentKind.CHRONOLOGY: Info.FORCE_ON_OTHERS,
    DocumentKind.EVIDENCE: Info.FORCE_ON_OTHERS,
}
"""What stands in the archive's only: after deletion here it is nowhere else."""
LETTERS = frozenset({DocumentKind.INVITATION, DocumentKind.CLOSING})
"""For people, with no more about the document than they need; what is sent home is filed as it was sent."""


def editions_of(kind: DocumentKind) -> tuple[Edition, ...]:
    """For whom the document can be made, the usual one first."""
    return tuple(edition for edition in Edition if told_in(kind, edition))


def filed_edition(kind: DocumentKind) -> Edition:
    """The one that goes into the archive: unmasked, where there is such."""
    return editions_of(kind)[-1]


def may_leave_out_staff(kind: DocumentKind) -> bool:
    """Whether it makes sense without: a letter, and the pupil's own page, are from people, and of whom to turn to."""
    return kind not in {*LETTERS, DocumentKind.MY_PLAN}


def leaves_out_staff(kind: DocumentKind, edition: Edition, *, asked: bool) -> bool:
    """Whether roles stand where the names of staff do: when that is asked, and never in the archive."""
    return asked and edition is not Edition.ARCHIVE and may_leave_out_staff(kind)


def told_in(kind: DocumentKind, edition: Edition) -> frozenset[Info]:
    """What stands in it, where the case has such; empty for a document that is not made in that edition."""
    if edition is Edition.HOME:
        return _OF_HOME.get(kind, frozenset())
    if kind in LETTERS:
        return _OF_HOME[kind] if edition is Edition.ARCHIVE else frozenset()
    told = _OF_CASE.get(kind, frozenset())
    if not told or edition is Edition.CASE:
        return told
    return told | {Info.OTHER_NAMES, _FILED_WITH.get(kind, Info.OTHER_NAMES)}
