"""The activity plan, read as a whole and version by version. All of it stands behind a press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.activity_plan.actions import (
    AdoptPlan,
    DiscardChanges,
    DropMeasure,
    OpenBaseline,
    OpenMeasure,
    OpenPlanPart,
    OpenReadAloud,
    PlanVersions,
    ShowPlan,
)
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, points, problem, said, subheading, text
from cards.kit.pages import page_of, paged
from cards.steps.steps import back
from domain.activity_plan.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure
from domain.activity_plan.parts import Part, all_texts, texts_of
from domain.activity_plan.versions import FOLLOWED_LABELS, FOLLOWED_QUESTION, what_and_for_doer
from domain.case.case import Case
from domain.ids import PersonId
from domain.school_plan.procedure import BRANCH_LABELS, Branch, PlanText
from domain.steps.wording import over_since
from domain.text.concurrent_edits import mark_of
from domain.text.messages import N_, Labels, _, quoted, worded

PART_TITLES = Labels(
    {
        Part.PROBLEM: N_("Problem og funn"),
        Part.VIEWS: N_("Elevens og foresattes syn"),
        Part.READERS: N_("Til hjemmet og eleven"),
    }
)
WRITE_PART = Labels(
    {
        Part.PROBLEM: N_("Skriv problem og funn"),
        Part.VIEWS: N_("Skriv elevens og foresattes syn"),
        Part.READERS: N_("Skriv til hjemmet og eleven"),
    }
)
CLIP = 120
MEASURES_PER_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan for one viewer: what it lacks, what one may ask oneself, and the names of staff.

    `answers` are those to the short questions before the measures. `adopts_again`: it is to be put into effect anew,
    whether or not anything is changed. `news`: the texts that steps have told more of since it was. `heard`: what the
    pupil said each time it was read aloud, by day, oldest first.
    """

    case: Case
    plan: ActivityPlan
    kind: Branch
    names: Mapping[PersonId, str]
    lacks: tuple[str, ...]
    questions: tuple[str, ...]
    answers: Mapping[str, str]
    may_adopt: bool
    adopts_again: bool
    may_ask_first: bool
    record_id: str
    today: date
    news: tuple[PlanText, ...] = ()
    heard: Sequence[tuple[date, str]] = ()
    note: str = ""
    warning: str = ""
    page: int = 1


def plan_card(view: PlanView) -> Card:
    """The whole plan, long texts shortened: each opens in full where it is written."""
    case, plan = view.case, view.plan
    ask_first = OpenBaseline.button(_("Spør eleven før tiltakene"), case_id=case.id) if view.may_ask_first else None
    return card(
        heading(_("{title}, sak {reference}", title=BRANCH_LABELS[view.kind], reference=case.reference)),
        *_notes(view),
        facts({_("Versjon"): _version(plan)}),
        _next_evaluation(view),
        [part for which in Part for part in _part(case, plan, which)],
        *_measures(view),
        [subheading(_("Før tiltakene")), *facts(view.answers)] if view.answers else None,
        buttons(ask_first),
        *_read_aloud(view),
        [said(line, subtle=True) for line in _names(plan)],
        [problem(line) for line in view.lacks] if case.open else None,
        [subheading(_("Tenk gjennom")), points(view.questions)] if view.questions and case.open else None,  # type: ignore[list-item]  # the types cannot say it
        actions=[
            _adopt(view) if view.may_adopt and not view.lacks and (view.adopts_again or not plan.in_effect) else None,
            back(case),
            PlanVersions.button(_("Versjoner"), case_id=case.id) if plan.version else None,
            DiscardChanges.button(_("Forkast endringene"), case_id=case.id)
            if _changed_since(plan) and case.open
            else None,
        ],
    )


def _read_aloud(view: PlanView) -> Iterator[Card | list[Card]]:
    """The last time, and the way to the next."""
    if view.heard:
        day, said_of_it = view.heard[-1]
        title = _("Lest opp for eleven {day}", day=words.day(day))
        yield [subheading(title), said(quoted(said_of_it) if said_of_it else _("Eleven hadde ingenting å rette."))]
    if view.case.open and view.plan.measures:
        title = _("Les opp igjen") if view.heard else _("Les opp for eleven")
        yield buttons(OpenReadAloud.button(title, case_id=view.case.id))


def _notes(view: PlanView) -> Iterator[Card]:
    """What has just been done, and what is not as one may think it is."""
    plan = view.plan
    if view.note:
        yield said(f"✓ {view.note}")
    if view.warning:
        yield problem(view.warning)
    if _changed_since(plan):
        yield problem(_("Endringene er ikke satt i verk. Versjon {version} gjelder fortsatt.", version=plan.version))
    elif view.adopts_again:
        yield problem(_("Det er undersøkt på nytt. Se over planen, og sett den i verk, også om ingenting er endret."))
    if view.news:
        yield said(_("Nytt siden sist: {texts}", texts=words.listing(TEXTS[name] for name in view.news)))


def _changed_since(plan: ActivityPlan) -> bool:
    return bool(plan.version) and not plan.in_effect


def _adopt(view: PlanView) -> Card:
    ids: dict[str, Any] = {"case_id": view.case.id, "record_id": view.record_id, "seen": mark_of(view.plan)}
    return AdoptPlan.button(_("Sett planen i verk"), style="positive", **ids)


def _names(plan: ActivityPlan) -> Iterator[str]:
    """The names of other pupils that must stand, where, and why."""
    texts = all_texts(plan)
    for where, names in plan.confirmed_names.items():
        for name, why in names.items():
            if name in texts.get(where, "").casefold():
                yield _must_stand(name, where, why)


def _must_stand(name: str, where: str, why: str) -> str:
    if where in TEXTS:
        return _("Navnet «{name}» må stå i «{text}»: {why}", name=name, text=TEXTS[PlanText(where)], why=why)
    return _("Navnet «{name}» må stå i et tiltak: {why}", name=name, why=why)


def _version(plan: ActivityPlan) -> str | None:
    """Which is in effect; of one that is changed since, its note says so."""
    if plan.adopted_at:
        return _("{version}, i verk fra {moment}", version=plan.version, moment=words.moment(plan.adopted_at))
    return None if plan.version else _("ikke satt i verk ennå")


def _next_evaluation(view: PlanView) -> list[Card]:
    following = view.plan.next_evaluation
    if following and following < view.today and view.case.open:
        over = over_since(words.day(following), view.today - following)
        return [problem(_("Evalueringen er ikke gjort. {over}", over=over))]
    return facts({_("Neste evaluering"): _day(following)})


def _part(case: Case, plan: ActivityPlan, part: Part) -> list[Card]:
    followed = {worded(FOLLOWED_QUESTION): FOLLOWED_LABELS[plan.guardians_followed]} if part is Part.VIEWS else {}
    pieces = facts(
        {TEXTS[name]: clipped(plan.text(name)) for name in texts_of(part, enhanced=case.enhanced)} | followed
    )
    edit = buttons(OpenPlanPart.button(WRITE_PART[part], case_id=case.id, part=part)) if case.open else []
    empty = [] if pieces else [text(_("Ikke skrevet ennå."), subtle=True)]
    return [subheading(PART_TITLES[part]), *pieces, *empty, *edit]


def clipped(words_: str) -> str:
    return words_ if len(words_) <= CLIP else f"{words_[:CLIP].rsplit(' ', 1)[0]} …"


def _measures(view: PlanView) -> Iterator[list[Card]]:
    case, count = view.case, len(view.plan.measures)
    part, page, pages = page_of(view.plan.measures, view.page, MEASURES_PER_PAGE)
    yield [subheading(_("Tiltak"))]
    yield [text(_("Ingen tiltak ennå."), subtle=True)] if not count else []
    yield [text(paged(_("{count} tiltak", count=count), page, pages), subtle=True)] if pages > 1 else []
    yield [_measure(case, measure, view.names) for measure in part]
    yield buttons(
        OpenMeasure.button(_("Nytt tiltak"), case_id=case.id) if case.open else None,
        _turned(case, page - 1, count) if page > 1 else None,
        _turned(case, page + 1, count) if page < pages else None,
    )


def _turned(case: Case, page: int, count: int) -> Card:
    """«Vis tiltak 6–7»: to another page of them."""
    first, last = (page - 1) * MEASURES_PER_PAGE + 1, min(page * MEASURES_PER_PAGE, count)
    which = f"{first}–{last}" if first < last else f"{last}"
    return ShowPlan.button(_("Vis tiltak {which}", which=which), case_id=case.id, page=str(page))


def _measure(case: Case, measure: Measure, names: Mapping[PersonId, str]) -> Card:
    who = words.listing(sorted(names.get(person) or _("Ukjent") for person in measure.who))
    ids: dict[str, Any] = {"case_id": case.id, "measure_id": measure.id}
    about = clipped(measure.what)
    edit = None if measure.ended else OpenMeasure.button(_("Endre"), about=about, **ids)
    return box(
        said(f"{LEVEL_LABELS[measure.level]}: {clipped(what_and_for_doer(measure))}"),
        said(words.items([who, _period(measure), _becomes(measure)]), subtle=True),
        said(_("Svarer på: {what}", what=clipped(measure.answers)), subtle=True) if measure.answers else None,
        said(_("Til eleven: {words}", words=clipped(measure.for_pupil)), subtle=True) if measure.for_pupil else None,
        said(_("Evalueres senere fordi: {reason}", reason=measure.later_because), subtle=True)
        if measure.later_because
        else None,
        buttons(edit, DropMeasure.button(_("Ta ut"), about=about, **ids)) if case.open else None,
    )


def _period(measure: Measure) -> str:
    if measure.end:
        return _("{start} til {end}", start=words.day(measure.start), end=words.day(measure.end))
    return _("{start} uten sluttdag", start=words.day(measure.start))


def _becomes(measure: Measure) -> str:
    if measure.ended:
        return _("avsluttet i evaluering {day}", day=words.day(measure.ended))
    day = words.day(measure.evaluate_on)
    return _("skal endres, evalueres {day}", day=day) if measure.to_change else _("evalueres {day}", day=day)


def to_plan(case: Case) -> Card:
    return ShowPlan.button(_("Tilbake til planen"), case_id=case.id)


def sure_card(case: Case, title: str, lines: Sequence[str], answer: Card) -> Card:
    """Asked before something is taken out of a plan: a thumb can slip."""
    return card(heading(title), [said(line) for line in lines], actions=[answer, to_plan(case)])


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
