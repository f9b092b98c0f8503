"""What the bot reminds people of: a case reference, a step's neutral name, a date and why, never more (law 1)."""

from collections.abc import Sequence
from datetime import date

from cards.alert.actions import ShowAlert
from cards.case.actions import ListCases, OpenCase, ShowMine
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, heading, problem, said, subheading, text
from cards.reminders import quiet
from cards.reminders.quiet import EndQuiet, OpenQuiet
from cards.reminders.year_lines import year_lines
from cards.year.actions import ShowYear
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.case_filter import CaseState
from domain.reminders.digest import Nudge, Why
from domain.text.messages import _, n_
from domain.year.heard import NOTHING, Heard

MOST = 12
MOST_OPENED = 6
"""Buttons to cases: the rest are behind «Mine steg»."""


def digest_card(
    nudges: Sequence[Nudge],
    today: date,
    new: Sequence[Case] = (),
    asked: Sequence[tuple[Alert, date]] = (),
    *,
    lines: int = 0,
    year: Heard = NOTHING,
    quiet_until: date | None = None,
) -> Card:
    """A person's morning: what is late, for today and coming, what others have not done, and which cases have news.

    `asked`: the own alerts whose next step is the reporter's, with its day; `lines`: on how many measures of the
    person's a line of this week is missing; `year`: the own tasks of the årshjul; `quiet_until`: when the quiet ends
    that what is told here could not wait for.
    """
    own = [nudge for nudge in nudges if nudge.why is not Why.ESCALATED]
    can_wait = bool(year) or any(nudge.due >= today for nudge in own)
    return card(
        heading(_digest_title(today, steps=bool(nudges or asked), news=bool(new), lines=bool(lines))),
        _news(new),
        _own_alerts(asked),
        _steps(nudges, own, today),
        _missing(lines, titled=not (nudges or asked or new)),
        year_lines(year),
        _openings([*new, *(nudge.case for nudge in nudges)], asked),
        text(quiet.said(quiet_until), subtle=True, small=True) if quiet_until else None,
        actions=_ways_on(
            nudges, own=bool(own or lines), year=bool(year), quiet=_of_quiet(quiet_until, can_wait=can_wait)
        ),
    )


def _steps(nudges: Sequence[Nudge], own: Sequence[Nudge], today: date) -> list[Card]:
    return [
        *_group(problem(_("Over fristen")), [nudge for nudge in own if nudge.due < today]),
        *_group(subheading(_("I dag")), [nudge for nudge in own if nudge.due == today]),
        *_group(subheading(_("Snart")), [nudge for nudge in own if nudge.due > today]),
        *_group(subheading(_("Venter fortsatt")), [nudge for nudge in nudges if nudge.why is Why.ESCALATED]),
    ]


def _openings(cases: Sequence[Case], asked: Sequence[tuple[Alert, date]]) -> list[Card]:
    opened = list(dict.fromkeys((one.reference, one.id) for one in cases))[:MOST_OPENED]
    return buttons(
        *(ShowAlert.button(_("Vis {reference}", reference=a.references[0]), alert_id=a.id) for a, _due in asked),
        *(OpenCase.button(_("Åpne sak {reference}", reference=number), case_id=case_id) for number, case_id in opened),
    )


def _ways_on(nudges: Sequence[Nudge], *, own: bool, year: bool, quiet: Card | None) -> list[Card | None]:
    left = any(nudge.why is Why.ESCALATED for nudge in nudges)
    return [
        ShowYear.button(_("Årshjulet")) if year else None,
        ShowMine.button(_("Mine oppgaver")) if own else None,
        quiet,
        ListCases.button(_("Saker over fristen"), which=CaseState.OVERDUE.value) if left else None,
    ]


def _of_quiet(until: date | None, *, can_wait: bool) -> Card | None:
    if until:
        return EndQuiet.button(_("Minn meg"))
    return OpenQuiet.button(_("Ikke minn meg")) if can_wait else None


def _digest_title(today: date, *, steps: bool, news: bool, lines: bool) -> str:
    day = words.day(today)
    if steps:
        return _("Steg som venter, {day}", day=day)
    if news:
        return _("Nytt i sakene dine, {day}", day=day)
    return _("Det du skal gjøre, {day}", day=day) if lines else _("Oppgavene dine, {day}", day=day)


def _news(cases: Sequence[Case]) -> list[Card]:
    """Content-free, and once for each case: what it is stands in the case."""
    more, lines = len(cases) - MOST, [_("Sak {reference}: nytt i saken", reference=case.reference) for case in cases]
    rest = text(n_("… og {count} til.", "… og {count} til.", more), subtle=True, small=True) if more > 0 else None
    shown = [said(line, small=True) for line in lines[:MOST]]
    return [subheading(_("Nytt siden du åpnet saken")), *shown, *([rest] if rest else [])] if cases else []


def _own_alerts(asked: Sequence[tuple[Alert, date]]) -> list[Card]:
    """To the reporter: what it is stands in the alert."""
    lines = [
        _("Varsel {reference}: neste steg er ditt, senest {day}", reference=alert.references[0], day=words.day(due))
        for alert, due in asked
    ]
    return [subheading(_("Varslene dine")), *(said(line, small=True) for line in lines)] if lines else []


def _missing(lines: int, *, titled: bool) -> list[Card]:
    """Of what, and for whom, stands behind «Mine steg». `titled`: the title of the card has said it."""
    told = n_(
        "{count} ting venter på en linje fra deg om hvordan det går.",
        "{count} ting venter på en linje fra deg om hvordan det går.",
        lines,
    )
    title = [] if titled else [subheading(_("Det du skal gjøre"))]
    return [*title, said(told, small=True)] if lines else []


def _group(title: Card, nudges: Sequence[Nudge]) -> list[Card]:
    if not nudges:
        return []
    told = list(dict.fromkeys(map(_line, nudges)))  # steps of one name and day are told once
    more, lines = len(told) - MOST, [said(line, small=True) for line in told[:MOST]]
    if more > 0:
        lines.append(text(n_("… og {count} til.", "… og {count} til.", more), subtle=True, small=True))
    return [title, *lines]


def _line(nudge: Nudge) -> str:
    """Why it is told, unless the heading has said so."""
    step, day = nudge.step.rule.notice, words.day(nudge.due)
    line = _("Sak {reference}: {step}, {day}", reference=nudge.case.reference, step=step, day=day)
    return line if nudge.why is Why.ESCALATED else f"{line} ({nudge.reason})"


def alert_waits(case: Case) -> Card:
    """To those who can take an alert that nobody has taken in time."""
    return card(
        heading(_("Et varsel venter på å bli tatt imot")),
        text(
            _(
                "Sak {reference} kom {moment}, og fristen er ute. Ingen har tatt imot varselet ennå.",
                reference=case.reference,
                moment=words.moment(case.opened_at),
            )
        ),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )
