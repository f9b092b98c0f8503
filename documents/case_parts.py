"""What a document says of the case itself, and of the alerts it began with."""

from documents.masks import Mask
from documents.material import Material
from documents.model import Facts, Paragraph, Piece
from documents.words import day, moment
from domain.alert import PUPIL_ROLE_LABELS, Alert
from domain.alert_words import further
from domain.case import MARKS, OWNER_LABELS, STATUS_LABELS, Case
from domain.people import ROLE_LABELS
from domain.procedure import BRANCH_LABELS


def about(m: Material, mask: Mask) -> tuple[Piece, ...]:
    case, pupil, now = m.case, m.pupil, m.progress
    pairs = {
        "Elev": f"{pupil.name}, {pupil.school_class}" if pupil else "Ikke kjent",
        "Gjelder": _kind(case),
        "Meldt inn som": ", ".join(label for name, label in MARKS.items() if getattr(case, name)),
        "Åpnet": moment(case.opened_at),
        "Tatt imot": f"{moment(case.received_at)} av {mask.staff(case.received_by)}" if case.received_at else "",
        "Skoleeier": _owner_notice(case, mask),
        "Status": STATUS_LABELS[case.status],
        "Utfall av oppstartsmøtet": BRANCH_LABELS[now.branch] if now.branch and not case.violator else "",
        "Tatt opp med rektor (§ 12-6)": day(now.raised_on),
        "Trygghetsperson": mask.staff(now.safe_adult) if now.safe_adult else "",
        "Avsluttet": moment(case.closed_at) if case.closed_at else "",
        "Handlingsplan": m.plan.version,
    }
    return (_facts(pairs),)


def _kind(case: Case) -> str:
    if case.violator:
        return "Egen plan for eleven som krenker"
    return "Mistanke om at en ansatt krenker (§ 12-5)" if case.enhanced else ""


def _owner_notice(case: Case, mask: Mask) -> str:
    if not (decision := case.owner_decision):
        return ""
    said = f"{OWNER_LABELS[decision.notice]} {day(decision.day)} av {mask.staff(decision.by)}"
    document = f"Dokument {decision.document}." if decision.document else ""
    return " ".join(filter(None, (f"{said}.", mask.text(decision.reason), document)))


def alerts(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(piece for alert in m.alerts for piece in _alert(alert, m, mask))


def _alert(alert: Alert, m: Material, mask: Mask) -> list[Piece]:
    form, label = alert.form, m.plan.pick_lists.label
    others = [f"{mask.pupil(p)} ({PUPIL_ROLE_LABELS[form.role_of(p)]})" for p in form.pupils if p != m.case.pupil_id]
    suspect = mask.staff(form.suspect) if form.suspect else ""
    pairs = {
        "Sendt": f"{moment(alert.sent_at)} av {mask.staff(alert.reporter)}",
        "Til": ", ".join(dict.fromkeys(ROLE_LABELS[told.role].lower() for told in alert.told)),
        "Hva": " · ".join(label("kinds", kind) for kind in form.kinds),
        "Når": moment(form.occurred_at) if form.occurred_at else "",
        "Hvor": label("places", form.place) if form.place else "",
        "Andre elever": ", ".join(others),
        **{name: mask.text(answer) for name, answer in further(form, m.plan, suspect)},
    }
    return [_facts(pairs), Paragraph(mask.text(form.facts))]


def _facts(pairs: dict[str, str]) -> Facts:
    return Facts(tuple((label, value) for label, value in pairs.items() if value))
