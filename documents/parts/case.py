"""What a document says of the case itself, and of the alerts it began with."""

from collections.abc import Iterable

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Facts, Paragraph, Piece, Sub
from documents.parts.wording import day, happened, moment, when_and_who
from domain.alert.alert import PUPIL_ROLE_LABELS, Alert, Told
from domain.alert.wording import further
from domain.case.case import Case
from domain.documents.editions import Edition, Info
from domain.documents.wording import of_incident
from domain.incident import MARK_LABELS, OWNER_LABELS, Mark, OwnerDecision
from domain.people.person import in_a_sentence
from domain.school_plan.procedure import BRANCH_LABELS
from domain.text.messages import _
from domain.text.moments import written_down

REPORTED_AS = (Mark.SERIOUS, Mark.VIOLENCE, Mark.FORCE)


def about(m: Material, mask: Mask) -> tuple[Piece, ...]:
    case, pupil, now = m.case, m.pupil, m.progress
    steps, alerted = Info.STEPS in m.told, Info.ALERT in m.told
    branch = None if case.violator or Info.PLAN not in m.told else now.branch
    pairs = (
        (_("Elev"), mask.with_class(pupil) if pupil else _("Ikke kjent")),
        (_("Gjelder"), _kind(case) if Info.SUSPICION in m.told else ""),
        (_("Varslet som"), ", ".join(MARK_LABELS[mark] for mark in REPORTED_AS if alerted and case.has(mark))),
        (_("Åpnet"), moment(case.opened_at) if alerted else ""),
        (
            _("Tatt imot"),
            when_and_who(case.received_at, mask.staff(case.received_by)) if alerted and case.received_at else "",
        ),
        (_("Meldt fra til skoleeier"), _owner_notice(case, mask) if Info.OWNER in m.told else ""),
        (_("Status"), case.status_label if steps else ""),
        (_("Utfall av oppstartsmøtet"), BRANCH_LABELS[branch] if branch else ""),
        (_("Tatt opp med rektor (§ 12-6)"), day(now.raised_on) if steps else ""),
        (_("Trygghetsperson"), mask.staff(now.safe_adult) if now.safe_adult else ""),
        (_("Avsluttet"), moment(case.closed_at) if case.closed_at and Info.ENDING in m.told else ""),
        (_("Handlingsplan"), "" if m.edition is Edition.HOME else m.school_plan.version),
    )
    return (_facts(pairs),)


def _kind(case: Case) -> str:
    if case.violator:
        return _("Oppfølging av eleven, egen sak")
    return _("Mistanke om at en ansatt har krenket eleven (§ 12-5)") if case.enhanced else ""


def _owner_notice(case: Case, mask: Mask) -> str:
    """Each incident has its own."""
    decided = [(one, one.owner_decision) for one in case.incidents if one.owner_decision]
    lines = (f"{_decided(decision, mask)} {of_incident(one.id, case.told_apart)}".strip() for one, decision in decided)
    return " ".join(lines)


def _decided(decision: OwnerDecision, mask: Mask) -> str:
    notice, by = OWNER_LABELS[decision.notice], mask.staff(decision.by)
    said = _("{notice} {day} av {who}.", notice=notice, day=day(decision.day), who=by)
    document = _("Dokument {number}.", number=decision.document) if decision.document else ""
    written = written_down(decision.day, decision.at)
    return " ".join(filter(None, (said, mask.text(decision.reason), document, f"({written})" if written else "")))


def alerts(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(piece for alert in m.alerts for piece in alert_pieces(alert, m, mask))


def alert_pieces(alert: Alert, m: Material, mask: Mask) -> list[Piece]:
    """When and by whom it was sent, to whom, and what it says."""
    form, label = alert.form, m.school_plan.pick_lists.label
    others = [f"{mask.pupil(p)} ({PUPIL_ROLE_LABELS[form.role_of(p)]})" for p in form.pupils if p != m.case.pupil_id]
    suspect = mask.staff(form.suspect) if form.suspect else ""
    pairs = (
        (_("Sendt"), when_and_who(alert.sent_at, mask.staff(alert.reporter))),
        (_("Tatt imot"), _taken(alert, m, mask) if len(m.taken) > 1 else ""),
        (_("Til"), ", ".join(dict.fromkeys(_to(told, m, mask) for told in alert.told))),
        (_("Hva"), " · ".join(label("kinds", kind) for kind in form.kinds)),
        (_("Når"), happened(form.occurred_at) if form.occurred_at else ""),
        (_("Hvor"), label("places", form.place) if form.place else ""),
        (_("Andre elever"), ", ".join(others)),
        *further(form, m.school_plan, suspect, mask.text),
    )
    return [_facts(pairs), Sub(_("Det den som varslet, så eller hørte")), Paragraph(mask.text(form.facts))]


def _taken(alert: Alert, m: Material, mask: Mask) -> str:
    """Of several each has its own."""
    taken = [one for one in m.taken if one.alert.id == alert.id]
    return "\n".join(when_and_who(one.at, mask.staff(one.by)) if one.at else _("Ikke ennå") for one in taken)


def _to(told: Told, m: Material, mask: Mask) -> str:
    name, role = mask.staff(told.person), in_a_sentence(told.role)
    return role if name == role or Info.ACCESS not in m.told else _("{name} ({role})", name=name, role=role)


def _facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    return Facts(tuple((label, value) for label, value in pairs if value))
