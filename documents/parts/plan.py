"""What a document says of the activity plan: as it is in effect, as it was, and how it went."""

from dataclasses import replace
from datetime import date

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Facts, Paragraph, Piece, Quote, Section, Sub, Table
from documents.parts.wording import day, day_done, moment, title, when_and_who, written_later
from domain.activity_plan.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure
from domain.activity_plan.evaluation import (
    NEXT_LABELS,
    OFTEN_LABELS,
    QUESTIONS,
    SAFE_QUESTION,
    WORKED_LABELS,
    Evaluation,
    rounds,
)
from domain.activity_plan.versions import (
    FOLLOWED_LABELS,
    FOLLOWED_QUESTION,
    Change,
    changes,
    in_turn,
    what_and_for_doer,
    wordings,
)
from domain.correcting.before_righted import LEFT_OUT
from domain.documents.editions import Edition, Info
from domain.oslo import oslo_date
from domain.school_plan.procedure import Answer, PlanText
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _, worded

PROPOSED = (PlanText.PUPIL_SUGGESTIONS, PlanText.GUARDIANS_SUGGESTIONS)
ROOM = "\n\u00a0\n\u00a0"
"""To sign in."""
FOR_A_DAY = "\u00a0" * 20
"""To write one in."""


def plan_sections(m: Material, mask: Mask, *, without: str = "") -> list[Section]:
    """Which version it is, the five legal fields, the school's own but for `without`, and the measures."""
    plan, shown = m.activity_plan, _texts(m)
    if plan is None:
        return [Section(_("Planen"), ())]
    said = [
        (
            TEXTS[PlanText.PROBLEM] if m.kept_apart and name is PlanText.PROBLEM_FOR_HOME else label,
            _text(name, m, mask),
        )
        for name, label in TEXTS.items()
        if name in shown and name != without
    ]
    if plan.guardians_followed is not None:
        said.append((worded(FOLLOWED_QUESTION), FOLLOWED_LABELS[plan.guardians_followed]))
    texts = [piece for label, words in said if words for piece in (Sub(label), Paragraph(words))]
    return [Section(_("Planen"), (_which(m, mask), *texts)), Section(_("Tiltak"), _measures(plan, m, mask))]


def _text(name: PlanText, m: Material, mask: Mask) -> str:
    """As the plan has it. What pupil and guardians proposed when the plan was made stands there also before it is
    written into the plan, as it was said.
    """
    plan = m.activity_plan
    if plan and (written := plan.text(name)):
        return mask.text(written, of_plan=True)
    return mask.text(_proposed(m).get(name, ""))


def _proposed(m: Material) -> dict[PlanText, str]:
    """By the time the version that is shown was put into effect."""
    until = m.in_effect.adopted_at if m.in_effect else None
    by_then = tuple(one for one in m.progress.records if until is None or one.at <= until)
    told = replace(m.progress, records=by_then).told
    return {name: told[name] for name in PROPOSED if name in told}


def _texts(m: Material) -> set[PlanText]:
    """Of a suspicion against an employee the home is given what has been written for it, and no more (§ 12-5)."""
    left_out = {PlanText.PROBLEM_FOR_PUPIL}
    if m.kept_apart:
        left_out |= {PlanText.PROBLEM, PlanText.FINDINGS, PlanText.MAINTAINING_FACTORS, PlanText.BEST_INTERESTS}
    elif m.edition is Edition.HOME:
        left_out |= {PlanText.PROBLEM_FOR_HOME}
    return {*PlanText} - left_out


def _which(m: Material, mask: Mask) -> Facts:
    plan = m.in_effect
    if plan is None or plan.adopted_at is None:
        return Facts(((_("Versjon"), _("UTKAST. Planen er ikke satt i verk.")), *_closed(m)))
    who = mask.staff(plan.adopted_by)
    adopted = {"version": plan.version, "moment": moment(plan.adopted_at), "who": who}
    which = _("{version}, satt i verk {moment} av {who}", **adopted)
    if not who:
        which = _("{version}, satt i verk {moment}", **adopted)
    newer = m.written is not None and not m.written.in_effect
    due = plan.next_evaluation
    note = ((_("Merk"), _("Endringer som ikke er satt i verk, er ikke med.")),) if newer else ()
    following = ((_("Neste evaluering"), day(due)),) if due and m.case.open else ()
    return Facts(((_("Versjon"), which), *_closed(m), *following, *note))


def _closed(m: Material) -> tuple[tuple[str, str], ...]:
    """What a home is to know of a plan that is carried out no more."""
    if m.edition is not Edition.HOME or m.case.open:
        return ()
    return ((_("Saken er avsluttet"), day(oslo_date(m.case.closed_at)) if m.case.closed_at else _("Ja")),)


def _measures(plan: ActivityPlan, m: Material, mask: Mask) -> tuple[Piece, ...]:
    columns = (_("Nivå"), _("Tiltak"), _("Hvem"), _("Når"), _("Evalueres"))
    rows = tuple(
        (
            LEVEL_LABELS[measure.level],
            mask.text(_what(measure, m), of_plan=True),
            ", ".join(sorted(filter(None, map(mask.staff, measure.who)))),
            _lasts(measure),
            _evaluated(measure, m, mask),
        )
        for measure in plan.measures
    )
    return (Table(columns, rows),) if rows else ()


def _what(measure: Measure, m: Material) -> str:
    answers = _("Svarer på: {what}", what=measure.answers) if measure.answers and not m.kept_apart else ""
    return "\n".join(filter(None, (what_and_for_doer(measure) if Info.FOR_DOER in m.told else measure.what, answers)))


def _lasts(measure: Measure) -> str:
    start = day(measure.start)
    return f"{start}–{day(measure.end)}" if measure.end else _("fra {day}", day=start)


def _evaluated(measure: Measure, m: Material, mask: Mask) -> str:
    if measure.ended:
        return _("avsluttet {day}", day=day(measure.ended))
    if m.edition is Edition.HOME and not m.case.open:
        return _("avsluttet med saken")
    on, reason = day(measure.evaluate_on), "" if m.kept_apart else mask.text(measure.later_because, of_plan=True)
    return _("{day}, fordi: {reason}", day=on, reason=reason) if reason else on


def plan_meetings(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """When the measures were made with the pupil and the guardians, and who was there (L1217)."""
    talks, steps = {record.id for record in m.progress.plan_talks}, _making(m)
    rows = tuple(
        (
            day_done(record),
            title(record, m),
            mask.text("" if m.kept_apart else _present(record)),
        )
        for record in m.progress.records
        if record.id in talks or (record.taken is Taken.DONE and record.step in steps and _present(record))
    )
    return (Table((_("Når"), _("Hva"), _("Hvem var med")), rows),) if rows else ()


def _making(m: Material) -> set[str]:
    """The steps in which they are made; for the home the talks, and what was agreed after them: whom else the school
    has met with is its own.
    """
    rules = m.school_plan.procedure.steps
    talks = {step.id for step in rules if step.plan_talk}
    made = {step.phase for step in rules if step.plan_talk}
    home = m.edition is Edition.HOME
    return talks | {step.id for step in rules if step.phase in made and (not home or talks.intersection(step.after))}


def _present(record: StepRecord) -> str:
    given = record.given(Answer.PRESENT)
    return given.text if given else ""


def version_days(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Since when each version has held, and whose it is; of one alone the plan itself says it."""
    if len(m.versions) < 2:
        return ()
    rows = tuple(
        (str(one.version), moment(one.adopted_at) if one.adopted_at else "", mask.staff(one.adopted_by))
        for one in m.versions
    )
    return (Table((_("Versjon"), _("Satt i verk"), _("Av")), rows),) if rows else ()


def signatures(m: Material) -> tuple[Piece, ...]:
    """Lines to sign on; a child need not (barneloven; L1217)."""
    who = (_("Foresatt"), _("Foresatt"), _("For skolen"), *([_("Elev, hvis eleven vil")] if m.pupil else []))
    columns = (_("Hvem"), _("Dato"), _("Underskrift"))
    return (Table(columns, tuple((f"{one}{ROOM}", FOR_A_DAY, "") for one in who), whole=True),)


def versions(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each version with what was different from the one before, in the words of both."""
    pieces: list[Piece] = []
    for before, plan, left in in_turn(m.versions, m.left):
        pieces += [
            Sub(_("Versjon {version}", version=plan.version)),
            Facts(((_("Satt i verk"), when_and_who(plan.adopted_at, mask.staff(plan.adopted_by))),)),
        ]
        rows = tuple(_change(change) for change in changes(before, plan, mask.staff_names, mask.text))
        pieces.append(Table((_("Hva"), _("Før"), _("Nå")), rows) if rows else Paragraph(_first(before)))
        if moved := tuple(_change(change) for change in changes(plan, left, mask.staff_names, mask.text)):
            pieces.append(Table((_("Etter evaluering"), _("Før"), _("Nå")), moved))
    return tuple(pieces)


def _first(before: ActivityPlan | None) -> str:
    return _("Ingen tekst er endret.") if before else _("Første versjon.")


def _change(change: Change) -> tuple[str, str, str]:
    return change.what, change.before, change.after


def evaluations(m: Material, mask: Mask) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for evaluation in m.evaluations:
        pieces += [
            Sub(_("Evaluering {day}", day=day(evaluation.on))),
            Facts(
                (
                    *_written_by(evaluation, mask),
                    *written_later(evaluation.on, evaluation.at),
                    *([(_("Merk"), worded(LEFT_OUT))] if evaluation.of_another else []),
                    *_heard(evaluation, m, mask),
                    *_following(evaluation),
                )
            ),
            *_results(evaluation, m, mask),
        ]
        if words := mask.text(evaluation.pupil_words):
            pieces += [Paragraph(_("Elevens egne ord:")), Quote(words)]
    return (*pieces, *_answers(m))


def _results(evaluation: Evaluation, m: Material, mask: Mask) -> tuple[Table, ...]:
    what, unknown = wordings(evaluation, m.versions), _("Tiltak")
    rows = tuple(
        (mask.text(what.get(r.measure, unknown)) or unknown, WORKED_LABELS[r.worked], NEXT_LABELS[r.next].capitalize())
        for r in evaluation.results
    )
    return (Table((_("Tiltak"), _("Virker det?"), _("Videre")), rows),) if rows else ()


def _heard(evaluation: Evaluation, m: Material, mask: Mask) -> list[tuple[str, str]]:
    return [one for one in heard(evaluation, mask) if not m.kept_apart or one[0] == worded(SAFE_QUESTION)]


def heard(evaluation: Evaluation, mask: Mask) -> list[tuple[str, str]]:
    """What was said beside the measures, the pupil's own words apart."""
    said = (
        (worded(SAFE_QUESTION), mask.text(evaluation.safe_in_words)),
        (_("Hvorfor ikke eleven er spurt"), mask.text(evaluation.not_asked_because)),
        (_("Hvem var med"), mask.text(evaluation.present)),
        (_("Foresattes syn"), mask.text(evaluation.guardians_view)),
        (_("Evalueres senere fordi"), mask.text(evaluation.later_because)),
    )
    return [(label, words) for label, words in said if words]


def _written_by(evaluation: Evaluation, mask: Mask) -> list[tuple[str, str]]:
    return [(_("Skrevet av"), who)] if (who := mask.staff(evaluation.by)) else []


def _following(evaluation: Evaluation) -> list[tuple[str, str]]:
    return [(_("Neste evaluering"), day(evaluation.next_on))] if evaluation.next_on else []


def _answers(m: Material) -> list[Piece]:
    """The short questions, each time they were answered: before the measures, and at the evaluations."""
    rows = tuple(
        (
            _when(on, first=m.baseline is not None and not number),
            *(OFTEN_LABELS[answers[name]] if name in answers else "" for name in QUESTIONS),
        )
        for number, (on, answers) in enumerate(rounds(m.baseline, m.evaluations))
    )
    return [Sub(_("Elevens svar over tid")), Table((_("Når"), *QUESTIONS.values()), rows)] if rows else []


def _when(on: date, *, first: bool) -> str:
    return _("{day} (før tiltakene)", day=day(on)) if first else day(on)


def pupil_suggestions(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """As the plan has it; what is in the talk alone stands there."""
    names = (PlanText.PUPIL_SUGGESTIONS, PlanText.PUPIL_SUGGESTIONS_USED)
    if not any(m.activity_plan.text(name) for name in names if m.activity_plan):
        return ()
    pairs = tuple((TEXTS[name], words) for name in names if (words := _text(name, m, mask)))
    return (Facts(pairs),) if pairs else ()
