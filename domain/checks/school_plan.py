"""What a plan leads to, in plain lines for the school's administrator. Nothing is read or sent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.case.deadlines import acknowledge_due, identify_pupil_due, start_meeting_due
from domain.people.person import in_a_sentence
from domain.school_plan.alert_form import PLATFORM_LABELS, PickLists, Platforms
from domain.school_plan.calendar import CalendarPlan
from domain.school_plan.fields import Duty, Retention
from domain.school_plan.procedure import BRANCH_LABELS, Answer, Branch, Procedure
from domain.school_plan.school_plan import Contacts, Recipient, Routing, SchoolPlan, Scope
from domain.text.messages import _
from domain.text.moments import full_day, moment

FORCE = "(§ 13-4)"
"""Ends the sentence that says when force may be used, wherever it is said."""
ENDS_SOON = timedelta(days=60)


def plan_problems(school_plan: SchoolPlan) -> Iterator[str]:
    """What a school must have said before the bot is used; plans of before it was asked are read all the same."""
    if school_plan.alert.portal is None:
        yield _("alert.portal: mangler. Skriv om det gamle skjemaet fortsatt skal sendes (still: true eller false)")


def plan_warnings(school_plan: SchoolPlan, today: date) -> tuple[str, ...]:
    """Blanks to fill in, what is only assumed, and a calendar that has run out or soon will."""
    return (
        *_blanks(school_plan.contacts),
        *_platforms(school_plan.platforms),
        *_guardians(school_plan),
        *_log_types(school_plan.pick_lists),
        *_law(school_plan),
        *_without_the_pupil(school_plan.procedure),
        *_free_days(school_plan.calendar),
        *_school_year(school_plan.calendar, today),
    )


def _blanks(contacts: Contacts) -> Iterator[str]:
    for contact in contacts.everyone:
        if contact.phone is None:
            yield _("fyll inn: telefon til {contact}", contact=contact.title)
    if contacts.school_owner_director.name is None:
        yield _("fyll inn: navnet på {contact}", contact=contacts.school_owner_director.title)


def _platforms(platforms: Platforms) -> Iterator[str]:
    for name, what in PLATFORM_LABELS.items():
        if getattr(platforms, name) is None:
            yield _("fyll inn: {what} (platforms.{name})", what=what, name=name)


def _log_types(lists: PickLists) -> Iterator[str]:
    if not any(one.carried_out for one in lists.log_types):
        yield _(
            "pick_lists.log_types: ingen er merket «carried_out: true». Hvordan det går med et tiltak, blir skrevet "
            "som «{label}»",
            label=lists.label("log_types", lists.carried_out),
        )


def _guardians(school_plan: SchoolPlan) -> Iterator[str]:
    """What those who are given the text would miss."""
    given, contacts = school_plan.for_guardians, school_plan.contacts
    if given and given.answered_within is None:
        yield _("fyll inn: hvor raskt skolen svarer foresatte (for_guardians.answered_within)")
    if given and contacts.state_administrator is None:
        yield _("mangler: Statsforvalteren med adresse (contacts.state_administrator)")
    elif given and contacts.state_administrator and contacts.state_administrator.address is None:
        yield _("fyll inn: adressen til {contact}", contact=contacts.state_administrator.title)
    if given and contacts.bullying_ombud is None:
        yield _("mangler: mobbeombudet (contacts.bullying_ombud)")


def _law(school_plan: SchoolPlan) -> Iterator[str]:
    texts = school_plan.alert
    if texts.principal_disqualified.look_over:
        yield _("se over: hva som gjelder når rektor er inhabil (forvaltningsloven §§ 6–8)")
    if texts.physical_intervention.look_over:
        yield _("se over: når en ansatt kan gripe inn fysisk (§ 13-4)")
    for point in school_plan.guidance_for(Duty.INTERVENE).points:
        when, names_it, _rest = point.partition(FORCE)
        if names_it and when + FORCE not in texts.physical_intervention.text:
            yield _("se over: veiledningen og alert.physical_intervention sier ikke det samme om når (§ 13-4)")


def _without_the_pupil(procedure: Procedure) -> Iterator[str]:
    """§ 12-4: that the adults agree is not enough for doing nothing."""
    for step in procedure.steps:
        chosen = {option.id for one in step.asks for option in one.options if option.branch is Branch.NO_NEED}
        asked = [one for one in step.asks if one.when_choice in chosen]
        if chosen and not (any(one.must_be for one in asked) and any(one.answer is Answer.QUOTE for one in asked)):
            yield _(
                "{step}: «{outcome}» kan velges uten at eleven sier at det er trygt og godt",
                step=step.title,
                outcome=BRANCH_LABELS[Branch.NO_NEED],
            )


def _free_days(calendar: CalendarPlan) -> Iterator[str]:
    for day in (*calendar.school_free, *calendar.aks_free):
        if day.assumed:
            yield _("antatt, se over: {what} {day}", what=day.label, day=full_day(day.first))
    for day in calendar.school_free:
        if (day.last < calendar.first_school_day and not day.planning) or day.first > calendar.last_school_day:
            yield _(
                "{what} {day} ligger utenfor skoleåret {year}",
                what=day.label,
                day=full_day(day.first),
                year=calendar.school_year,
            )


def _school_year(calendar: CalendarPlan, today: date) -> Iterator[str]:
    last = calendar.last_school_day
    if today > last:
        yield _("skoleåret {year} er slutt: lag neste års planfil med new-plan", year=calendar.school_year)
    elif today > last - ENDS_SOON:
        yield _(
            "skoleåret {year} slutter {day}: lag neste års planfil med new-plan",
            year=calendar.school_year,
            day=full_day(last),
        )


def dry_run(school_plan: SchoolPlan, received: datetime) -> tuple[str, ...]:
    """What happens to an alert received then: by when, and who is told by role."""
    school, version = school_plan.school, school_plan.version
    return (
        _("{school}, plan {version}: i orden.", school=school, version=version),
        *_portal(school_plan),
        _("Et varsel sendt {moment}:", moment=moment(received)),
        *(f"  {line}" for line in (*by_when(school_plan, received), *_told(school_plan.routing))),
        *_kept(school_plan.retention),
        *_upward(school_plan),
    )


def _upward(school_plan: SchoolPlan) -> Iterator[str]:
    """It is about those who lead, and they are told (arbeidsmiljøloven kap. 9): it stands here before it is used."""
    if school_plan.owner_counts:
        yield _("Skoleeiers kontakt får hver måned tall uten innhold. Lederne får vite det først, og ser de samme.")


def _kept(times: Retention) -> Iterator[str]:
    """What is deleted without being in the archive stands here: it is the municipality's to have decided."""
    yield _("En avsluttet sak slettes {days} dager etter at hele saken er journalført.", days=times.grace_days)
    if times.unfiled_years is not None:
        yield _("En sak som ikke er journalført, slettes etter {years} år.", years=times.unfiled_years)
    if times.groundless_days is not None:
        yield _("En feilregistrert sak slettes etter {days} dager, journalført eller ikke.", days=times.groundless_days)
    if times.pupil_logs_years is not None:
        yield _(
            "Logger på en elev uten sak slettes {years} hele år etter året de er fra.", years=times.pupil_logs_years
        )
    if not times.own_rules:
        yield _("En sak som ikke er journalført, slettes aldri.")


def _portal(school_plan: SchoolPlan) -> Iterator[str]:
    if portal := school_plan.alert.portal:
        still = _("Det gamle skjemaet skal fortsatt sendes: {text}", text=portal.text)
        yield still if portal.still else _("Det gamle skjemaet skal ikke sendes lenger: {text}", text=portal.text)


def by_when(school_plan: SchoolPlan, received: datetime) -> Iterator[str]:
    """The days that count from an alert received then, in plain lines."""
    soon, later = (acknowledge_due(received, school_plan, serious=serious) for serious in (True, False))
    yield _("tas imot innen {moment}", moment=moment(later))
    yield _("tas imot innen {moment} når det er alvorlig", moment=moment(soon))
    yield _("oppstartsmøte innkalt senest {day}", day=full_day(start_meeting_due(received, school_plan)))
    yield _("finn ut hvem en ukjent elev er, senest {day}", day=full_day(identify_pupil_due(received, school_plan)))


def _told(routing: Routing) -> Iterator[str]:
    others = [_recipient(one) for one in routing.recipients if one.scope is not Scope.BASE]
    yield _("en elev: {roles}", roles=", ".join(others))
    if len(others) < len(routing.recipients):
        at_base = ", ".join(map(_recipient, routing.recipients))
        yield _("en elev som går på {after_school}: {roles}", roles=at_base)
    for one in routing.recipients:
        if one.next_in_line:
            then = _(", så ").join(map(_role, one.next_in_line))
            yield _("når {role} ikke kan nås: {then}", role=_role(one.role), then=then)
    employee, leadership = _role(routing.employee_suspected.role), _role(routing.leadership_suspected)
    yield _("mistanke om at en ansatt har krenket: bare {role} eller stedfortreder", role=employee)
    yield _("mistanke om at noen i ledelsen har krenket: bare {role}, og ingen på skolen", role=leadership)
    if routing.hide_reporter:
        yield _("i slike saker ser bare {role} eller stedfortreder hvem som varslet", role=employee)
    yield _("ledelsen er: {roles}", roles=", ".join(map(_role, routing.leadership)))


def _recipient(recipient: Recipient) -> str:
    role = _role(recipient.role)
    match recipient.scope:
        case Scope.SCHOOL:
            return role
        case Scope.GRADE:
            return _("{role} for elevens trinn", role=role)
        case Scope.CLASS:
            return _("{role} for elevens klasse", role=role)
        case Scope.BASE:  # pragma: no branch  (mypy knows these are all)
            return _("{role} for elevens base", role=role)


def _role(role: str) -> str:
    return in_a_sentence(role)
