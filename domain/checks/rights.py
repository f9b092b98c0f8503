"""Rights and roles that the plan's steps and routing need, and that nobody has."""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from domain.people.permissions import GRANTS, Permission
from domain.people.person import in_a_sentence
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import Does, StepRule
from domain.school_plan.school_plan import Routing, SchoolPlan, Scope
from domain.steps.take_step import NEEDS
from domain.text.messages import N_, Labels, _
from domain.text.moments import listing

RIGHTS = Labels(
    {
        Permission.LEAD_CASE: N_("lede en sak"),
        Permission.COORDINATE_CASE: N_("koordinere en sak"),
        Permission.DECIDE_ENHANCED: N_("melde fra til skoleeier"),
        Permission.LEAD_YEAR: N_("lede årshjulet"),
        Permission.BIND_CHANNEL: N_("velge hva en kanal får"),
    }
)
"""Those that the work stops without."""


def rights_warnings(school_plan: SchoolPlan) -> Iterator[str]:
    """By the plan's own roles."""
    on_case = _on_case(school_plan.routing)
    for step in school_plan.procedure.steps:
        if step.owners and not _has(_kinds(step.owners, school_plan), _needed(step)):
            yield _("{step}: {roles} har ikke rett til å gjøre steget", step=step.id, roles=_named(step.owners))
        if step.owners and not step.safe_adult and on_case.isdisjoint(step.owners):
            yield _("{step}: {roles} er ikke med i saken etter «routing»", step=step.id, roles=_named(step.owners))
    yield from _past_others(school_plan)


def _past_others(school_plan: SchoolPlan) -> Iterator[str]:
    """§ 12-5: who has an alert about staff, or about the leadership, must be able to act on it."""
    routing = school_plan.routing
    suspected, owner = routing.employee_suspected, routing.leadership_suspected
    if not _has(_kinds((suspected.role, *suspected.next_in_line), school_plan), Permission.DECIDE_ENHANCED):
        yield _("routing.employee_suspected: {role} kan ikke melde fra til skoleeier", role=_named([suspected.role]))
    if owner in routing.leadership:
        yield _("routing.leadership_suspected: {role} er selv i ledelsen", role=_named([owner]))
    if not _has(_kinds([owner], school_plan), Permission.LEAD_CASE):
        yield _("routing.leadership_suspected: {role} har ikke rett til å lede en sak", role=_named([owner]))


def people_warnings(
    school_plan: SchoolPlan, staff: Collection[AbstractSet[str]], grades: AbstractSet[int], *, at_aks: bool
) -> Iterator[str]:
    """By the roles of each of the `staff`, the `grades` that have pupils, and whether any of these is at AKS."""
    held = frozenset[str]().union(*staff)
    yield from _nobody_is(school_plan, held)
    for right, what in RIGHTS.items():
        if not _has(held, right):
            yield _("ingen ansatt har rett til å {right}", right=what)
    for step in school_plan.procedure.steps:
        if step.when is Condition.AKS and not at_aks:
            yield _("{step}: er aldri et steg, for ingen elev går på {after_school}", step=step.id)
    yield from _phrases(school_plan, grades)


def _nobody_is(school_plan: SchoolPlan, held: AbstractSet[str]) -> Iterator[str]:
    routing = school_plan.routing
    for one in (*routing.recipients, routing.employee_suspected):
        if held.isdisjoint({one.role, *(one.next_in_line if one.scope is Scope.SCHOOL else ())}):
            yield _("routing: ingen ansatt er {role}", role=_named([one.role]))
    if routing.leadership_suspected not in held:
        role = _named([routing.leadership_suspected])
        yield _("routing.leadership_suspected: ingen er {role}. Den som varsler om ledelsen, må ringe", role=role)
    for step in school_plan.procedure.steps:
        if step.owners and not step.safe_adult and held.isdisjoint(step.owners):
            yield _("{step}: ingen ansatt er {roles}", step=step.id, roles=_named(step.owners))
    for task in school_plan.year:
        if held.isdisjoint(task.owners):
            yield _("årshjulet, {task}: ingen ansatt er {roles}", task=task.id, roles=_named(task.owners))


def _phrases(school_plan: SchoolPlan, grades: AbstractSet[int]) -> Iterator[str]:
    said = {grade for phrase in school_plan.alert.pupil_phrases for grade in phrase.grades}
    for grade in sorted(said - grades):
        yield _("alert.pupil_phrases: vises aldri for {grade}. trinn, for ingen elev går der", grade=grade)
    for grade in sorted(grades - said):
        yield _("alert.pupil_phrases: mangler ord til elever på {grade}. trinn", grade=grade)


def _on_case(routing: Routing) -> frozenset[str]:
    """Whoever becomes a member of some case."""
    lines = (*routing.recipients, routing.employee_suspected)
    members = {role for one in lines for role in (one.role, *one.next_in_line)}
    return frozenset(members | {routing.leadership_suspected})


def _needed(step: StepRule) -> Permission:
    other = Permission.DECIDE_ENHANCED if step.does is Does.OTHER_CASES else Permission.WORK_CASE
    return NEEDS.get(step.does, other)


def _kinds(roles: Collection[str], school_plan: SchoolPlan) -> set[str]:
    return {school_plan.role_kinds[role] for role in roles}


def _has(roles: Collection[str], right: Permission) -> bool:
    return not GRANTS[right].isdisjoint(roles)


def _named(roles: Collection[str]) -> str:
    return listing(in_a_sentence(role) for role in roles)
