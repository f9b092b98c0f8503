"""The parts documents are put together from."""

from datetime import date, datetime

from documents.masks import Mask
from documents.material import Item, Material
from documents.model import Facts, Paragraph, Piece, Points, Quote, Section, Table
from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, changes
from domain.alert import PUPIL_ROLE_LABELS, Alert
from domain.answers import answered, headline
from domain.calendar import oslo_time
from domain.case import STATUS_LABELS
from domain.evaluation import NEXT_LABELS, WORKED_LABELS, Evaluation, MeasureResult, before_after
from domain.log import LogEntry
from domain.people import ROLE_LABELS, PersonId
from domain.procedure import BRANCH_LABELS, Answer
from domain.step_history import StepRecord, Taken


def about(m: Material, mask: Mask) -> tuple[Piece, ...]:
    case, pupil = m.case, m.pupil
    pairs = {
        "Elev": f"{pupil.name}, {pupil.school_class}" if pupil else "Ikke kjent",
        "Åpnet": moment(case.opened_at),
        "Tatt imot": f"{moment(case.received_at)} av {mask.staff(case.received_by)}" if case.received_at else "",
        "Status": STATUS_LABELS[case.status],
        "Utfall av oppstartsmøtet": BRANCH_LABELS[m.progress.branch] if m.progress.branch else "",
        "Tatt opp med rektor (§ 12-6)": day(m.progress.raised_on),
        "Trygghetsperson": mask.staff(m.progress.safe_adult) if m.progress.safe_adult else "",
        "Avsluttet": moment(case.closed_at) if case.closed_at else "",
        "Handlingsplan": m.plan.version,
    }
    return (Facts(tuple((label, value) for label, value in pairs.items() if value)),)


def alerts(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(piece for alert in m.alerts for piece in _alert(alert, m, mask))


def _alert(alert: Alert, m: Material, mask: Mask) -> list[Piece]:
    form, label = alert.form, m.plan.pick_lists.label
    others = [f"{mask.pupil(p)} ({PUPIL_ROLE_LABELS[form.role_of(p)]})" for p in form.pupils if p != m.case.pupil_id]
    pairs = {
        "Sendt": f"{moment(alert.sent_at)} av {mask.staff(alert.reporter)}",
        "Til": ", ".join(dict.fromkeys(ROLE_LABELS[told.role].lower() for told in alert.told)),
        "Hva": " · ".join(label("kinds", kind) for kind in form.kinds),
        "Når": moment(form.occurred_at) if form.occurred_at else "",
        "Hvor": label("places", form.place) if form.place else "",
        "Andre elever": ", ".join(others),
        "Gjort med en gang": " · ".join(label("immediate_actions", a) for a in form.immediate_actions),
        "Eleven har fått vite det": label("pupil_told", form.pupil_told) if form.pupil_told else "",
        "Foresatte har fått beskjed": label("guardians_told", form.guardians_told) if form.guardians_told else "",
    }
    return [Facts(tuple((k, v) for k, v in pairs.items() if v)), Paragraph(mask.text(form.facts))]


def plan_sections(plan: ActivityPlan | None, mask: Mask, *, without: str = "") -> list[Section]:
    """The five legal fields, the school's own but for `without`, and the measures."""
    if plan is None:
        return [Section("Planen", ())]
    texts = [
        Section(label, (Paragraph(mask.text(getattr(plan, name))),))
        for name, label in TEXTS.items()
        if getattr(plan, name) and name != without
    ]
    columns = ("Nivå", "Tiltak", "Hvem", "Fra – til", "Evalueres")
    rows = tuple(
        (
            LEVEL_LABELS[measure.level],
            mask.text(measure.what),
            ", ".join(mask.staff(person) for person in measure.who),
            f"{day(measure.start)} – {day(measure.end)}",
            day(measure.evaluate_on),
        )
        for measure in plan.measures
    )
    return [*texts, Section("Tiltak", (Table(columns, rows),) if rows else ())]


def versions(m: Material, mask: Mask) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for before, plan in zip([None, *m.versions[:-1]], m.versions, strict=True) if m.versions else ():
        at = moment(plan.adopted_at) if plan.adopted_at else ""
        pieces += [
            Facts(((f"Versjon {plan.version}", f"satt i verk {at} av {mask.staff(plan.adopted_by)}"),)),
            Points(tuple(mask.text(line) for line in changes(before, plan))),
        ]
    return tuple(pieces)


def evaluations(m: Material, mask: Mask) -> tuple[Piece, ...]:
    what = {measure.id: measure.what for plan in m.versions for measure in plan.measures}
    pieces: list[Piece] = []
    for evaluation in m.evaluations:
        results = [(what.get(r.measure, "Tiltak").rstrip("."), r) for r in evaluation.results]
        pieces += [
            Facts((("Evaluert", f"{day(evaluation.on)} av {mask.staff(evaluation.by)}"), *_safe(evaluation))),
            Points(tuple(f"{mask.text(title)}: {_result(result)}" for title, result in results)),
            Quote(mask.text(evaluation.pupil_words)),
        ]
        if evaluation.guardians_view:
            pieces.append(Facts((("Foresattes syn", mask.text(evaluation.guardians_view)),)))
    compared = before_after(m.evaluations)
    return (*pieces, Table(("Spørsmål", "Før", "Nå"), tuple(compared))) if compared else tuple(pieces)


def _safe(evaluation: Evaluation) -> list[tuple[str, str]]:
    said = {True: "Ja", False: "Nei, eller ikke helt"}
    return [("Har eleven det trygt og godt nå?", said[evaluation.safe_now])] if evaluation.safe_now is not None else []


def _result(result: MeasureResult) -> str:
    return f"{WORKED_LABELS[result.worked].lower()}, {NEXT_LABELS[result.next]}"


def steps_taken(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each step that was done: when, by whom, how late."""
    rows = tuple(
        (
            title(record, m),
            day(record.on) or moment(record.at),
            mask.staff(record.by),
            f"{record.days_late} dager etter" if record.days_late else "innen fristen",
        )
        for record in m.progress.records
        if record.taken is Taken.DONE
    )
    return (Table(("Steg", "Gjort", "Av", "Frist"), rows),) if rows else ()


def pupil_heard(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Everything the pupil is quoted on, with when and on what occasion, in the order it was written down."""
    quotes = [quote for item in m.items for quote in _quotes(item, m)]
    quotes += [(e.at, day(e.on), "Evaluering av tiltakene", e.pupil_words) for e in m.evaluations]
    quoted = [(when, where, mask.text(words)) for _, when, where, words in sorted(quotes) if words]
    return (Table(("Når", "Anledning", "Elevens egne ord"), tuple(quoted)),) if quoted else ()


def _quotes(item: Item, m: Material) -> list[tuple[datetime, str, str, str]]:
    if isinstance(item, LogEntry):
        label = m.plan.pick_lists.label("log_types", item.type)
        return [(item.occurred_at, moment(item.occurred_at), label, item.quote)]
    if isinstance(item, StepRecord):
        return [
            (item.at, day(item.on or oslo_time(item.at).date()), title(item, m), item.answers.get(Answer.QUOTE, ""))
        ]
    return []


def best_interests(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """As assessed in the steps, and as the plan has it now."""
    texts = [m.progress.told.get("best_interests", ""), m.activity_plan.best_interests if m.activity_plan else ""]
    return tuple(Paragraph(mask.text(text)) for text in dict.fromkeys(texts) if text)


def who_knew(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """When each of those on the case was told or first opened it."""
    told: dict[PersonId | None, str] = {}
    for alert in m.alerts:
        told.setdefault(alert.reporter, f"{moment(alert.sent_at)} (varslet selv)")
        for one in alert.told:
            told.setdefault(one.person, moment(alert.sent_at))
    opened: dict[PersonId | None, str] = {}
    for event in m.reads:
        opened.setdefault(event.by, moment(event.at))
    rows = tuple((mask.staff(p), told.get(p, ""), opened.get(p, "")) for p in dict.fromkeys([*told, *opened]))
    return (Table(("Hvem", "Fikk beskjed om varselet", "Åpnet saken første gang"), rows),) if rows else ()


def plan_talk(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(piece for record in m.progress.plan_talks for piece in _answers(record, m, mask))


def pupil_suggestions(plan: ActivityPlan | None, mask: Mask) -> tuple[Piece, ...]:
    if plan is None:
        return ()
    pairs = tuple(
        (TEXTS[name], mask.text(getattr(plan, name)))
        for name in ("pupil_suggestions", "pupil_suggestions_used")
        if getattr(plan, name)
    )
    return (Facts(pairs),) if pairs else ()


def chronology(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(_row(item, m, mask) for item in m.items)
    return (Table(("Når", "Hva", "Innhold", "Av"), rows),) if rows else ()


def _row(item: Item, m: Material, mask: Mask) -> tuple[str, str, str, str]:
    if isinstance(item, LogEntry):
        label = m.plan.pick_lists.label("log_types", item.type)
        quote = f" «{item.quote}»" if item.quote else ""
        return moment(item.occurred_at), label, mask.text(item.text + quote), mask.staff(item.author)
    if isinstance(item, StepRecord):
        said = [f"{label}{'' if '?' in label else ':'} {value}" for label, value in _pairs(item, m, mask)]
        label = "Merk" if item.taken is Taken.DONE else "Grunn"
        reason = [f"{label}: {mask.text(item.reason)}"] if item.reason else []
        return moment(item.at), title(item, m), "\n".join([*said, *reason]), mask.staff(item.by)
    sent = item.kind == "alert:sent"
    return moment(item.at), "Varsel" if sent else "", "Sendt." if sent else mask.text(item.text), mask.staff(item.by)


def _answers(record: StepRecord, m: Material, mask: Mask) -> list[Piece]:
    return [Facts((("Dato", day(record.on)), *_pairs(record, m, mask)))]


def _pairs(record: StepRecord, m: Material, mask: Mask) -> tuple[tuple[str, str], ...]:
    step = m.plan.procedure.by_id.get(record.step)
    return tuple((label, mask.text(value)) for label, value in answered(record, step, mask.staff_names))


def title(record: StepRecord, m: Material) -> str:
    return headline(record, m.plan.procedure.by_id.get(record.step))


def day(when: date | None) -> str:
    return f"{when:%d.%m.%Y}" if when else ""


def moment(at: datetime) -> str:
    return f"{oslo_time(at):%d.%m.%Y kl. %H.%M}"
