"""What a document says of the activity plan: as it is in effect, as it was, and how it went."""

from datetime import date

from documents.masks import Mask
from documents.material import Material
from documents.model import Facts, Paragraph, Piece, Quote, Section, Sub, Table
from documents.words import day, moment
from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure
from domain.evaluation import NEXT_LABELS, QUESTIONS, SAFE_LABELS, SAFE_QUESTION, WORKED_LABELS, Evaluation, rounds
from domain.plan_changes import FOLLOWED_LABELS, FOLLOWED_QUESTION, Change, changes, in_turn, wordings


def plan_sections(m: Material, mask: Mask, *, without: str = "") -> list[Section]:
    """Which version it is, the five legal fields, the school's own but for `without`, and the measures."""
    plan = m.activity_plan
    if plan is None:
        return [Section("Planen", ())]
    said = {label: mask.text(getattr(plan, name)) for name, label in TEXTS.items() if name != without}
    said[FOLLOWED_QUESTION] = FOLLOWED_LABELS[plan.guardians_followed] if plan.guardians_followed is not None else ""
    texts = [piece for label, words in said.items() if words for piece in (Sub(label), Paragraph(words))]
    return [Section("Planen", (_which(m, mask), *texts)), Section("Tiltak", _measures(plan, mask))]


def _which(m: Material, mask: Mask) -> Facts:
    plan = m.in_effect
    if plan is None or plan.adopted_at is None:
        return Facts((("Versjon", "UTKAST. Planen er ikke satt i verk."),))
    at = f"{plan.version}, satt i verk {moment(plan.adopted_at)} av {mask.staff(plan.adopted_by)}"
    newer = m.written is not None and not m.written.in_effect
    return Facts((("Versjon", at), *((("Merk", "Endringer som ikke er satt i verk, er ikke med."),) if newer else ())))


def _measures(plan: ActivityPlan, mask: Mask) -> tuple[Piece, ...]:
    columns = ("Nivå", "Tiltak", "Hvem", "Når", "Evalueres")
    rows = tuple(
        (
            LEVEL_LABELS[measure.level],
            mask.text(measure.what),
            ", ".join(sorted(mask.staff(person) for person in measure.who)),
            f"{day(measure.start)}–{day(measure.end)}" if measure.end else f"fra {day(measure.start)}",
            _evaluated(measure),
        )
        for measure in plan.measures
    )
    return (Table(columns, rows),) if rows else ()


def _evaluated(measure: Measure) -> str:
    return f"avsluttet {day(measure.ended)}" if measure.ended else day(measure.evaluate_on)


def versions(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each version with what was different from the one before, in the words of both."""
    pieces: list[Piece] = []
    for before, plan in in_turn(m.versions):
        at = moment(plan.adopted_at) if plan.adopted_at else ""
        pieces += [
            Sub(f"Versjon {plan.version}"),
            Facts((("Satt i verk", f"{at} av {mask.staff(plan.adopted_by)}"),)),
        ]
        rows = tuple(_change(change, mask) for change in changes(before, plan, mask.staff_names))
        pieces.append(Table(("Hva", "Før", "Nå"), rows) if rows else Paragraph(_first(before)))
    return tuple(pieces)


def _first(before: ActivityPlan | None) -> str:
    return "Ingen tekst er endret." if before else "Første versjon."


def _change(change: Change, mask: Mask) -> tuple[str, str, str]:
    return change.what, mask.text(change.before), mask.text(change.after)


def evaluations(m: Material, mask: Mask) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for evaluation in m.evaluations:
        what = wordings(evaluation, m.versions)
        results = tuple(
            (mask.text(what.get(r.measure, "Tiltak")), WORKED_LABELS[r.worked], NEXT_LABELS[r.next].capitalize())
            for r in evaluation.results
        )
        pieces += [
            Sub(f"Evaluering {day(evaluation.on)}"),
            Facts((("Skrevet av", mask.staff(evaluation.by)), *_agreed(evaluation))),
            *((Table(("Tiltak", "Virker det?", "Videre"), results),) if results else ()),
            Quote(mask.text(evaluation.pupil_words)),
        ]
        if evaluation.guardians_view:
            pieces.append(Facts((("Foresattes syn", mask.text(evaluation.guardians_view)),)))
    return (*pieces, *_answers(m))


def _agreed(evaluation: Evaluation) -> list[tuple[str, str]]:
    said = [] if evaluation.safe_now is None else [(SAFE_QUESTION, SAFE_LABELS[evaluation.safe_now])]
    return [*said, ("Neste evaluering", day(evaluation.next_on))] if evaluation.next_on else said


def _answers(m: Material) -> list[Piece]:
    """The short questions, each time they were answered: before the measures, and at the evaluations."""
    rows = tuple(
        (_when(on, first=m.baseline is not None and not number), *(answers.get(name, "") for name in QUESTIONS))
        for number, (on, answers) in enumerate(rounds(m.baseline, m.evaluations))
    )
    return [Sub("Elevens svar over tid"), Table(("Når", *QUESTIONS.values()), rows)] if rows else []


def _when(on: date, *, first: bool) -> str:
    return f"{day(on)} (før tiltakene)" if first else day(on)


def pupil_suggestions(plan: ActivityPlan | None, mask: Mask) -> tuple[Piece, ...]:
    if plan is None:
        return ()
    pairs = tuple(
        (TEXTS[name], mask.text(getattr(plan, name)))
        for name in ("pupil_suggestions", "pupil_suggestions_used")
        if getattr(plan, name)
    )
    return (Facts(pairs),) if pairs else ()
