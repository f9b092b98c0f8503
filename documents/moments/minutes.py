"""The minutes of the start meeting, by its agenda (L789–802, L824–840)."""

from documents.parts.case import about
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Facts, Paragraph, Piece, Section, Sub, Table
from documents.parts.wording import day, day_done, day_of, title, written_later
from domain.documents.editions import Edition, Info
from domain.school_plan.procedure import Answer, Does, Question, StepRule
from domain.steps.record import Given, StepRecord, Taken
from domain.steps.wording import asked_plainly, in_words
from domain.text.messages import N_, _, worded

GONE_THROUGH = N_("Gjennomgått i møtet.")
"""What stands for a point that is told of by word of mouth."""
_IN_FULL = {Answer.TEXT, Answer.REASON}


def minutes_sections(m: Material, mask: Mask) -> list[Section]:
    """Each meeting that was held: a case that was opened again may have had several."""
    held = [one for one in m.progress.records if m.school_plan.procedure.does(one.step) is Does.OUTCOME]
    held = [one for one in held if one.taken is Taken.DONE]
    sections = [Section(_("Saken"), about(m, mask))]
    for record in held:
        sections.append(Section(_("Møtet {day}", day=day(day_of(record))), _points(record, m, mask)))
        sections.append(Section(_("Elevens egne ord"), _pupils_words(record, m, mask)))
    return sections


def _pupils_words(meeting: StepRecord, m: Material, mask: Mask) -> tuple[Piece, ...]:
    """What the pupil had said by then; the home is given what was said in the meeting. What a child says alone with an
    adult of the school is not sent home.
    """
    said = [one for one in m.progress.records if one.quote and one.taken is Taken.DONE]
    for_home = m.edition is Edition.HOME
    heard = [one for one in said if one is meeting or (not for_home and day_of(one) <= day_of(meeting))]
    rows = tuple((day_done(one), title(one, m), words) for one in heard if (words := mask.text(one.quote)))
    return (Table((_("Når"), _("Anledning"), _("Elevens egne ord")), rows),) if rows else ()


def _points(record: StepRecord, m: Material, mask: Mask) -> tuple[Piece, ...]:
    rule = m.school_plan.procedure.by_id[record.step]
    said = [(question, given) for question in rule.asks if (given := record.answer(question.id))]
    never = {*_IN_FULL, Answer.QUOTE, Answer.DATE, *([Answer.PRESENT] if m.kept_apart else [])}
    brief = [(q, given) for q, given in said if q.answer not in never]
    full = [(q, given) for q, given in said if q.answer in _IN_FULL and given.text]
    pairs = tuple((asked_plainly(q), _words(q, given, mask)) for q, given in brief)
    apart = {q.id for q in rule.asks if _kept_apart(q, rule, m)}
    points = [
        piece
        for q, given in full
        for piece in (
            Sub(asked_plainly(q)),
            Paragraph((_words(q, given, mask) if q.id not in apart else "") or worded(GONE_THROUGH)),
        )
    ]
    known = (*written_later(day_of(record), record.at), *pairs)
    return (Facts(tuple((label, value) for label, value in known if value)), *points)


def _words(question: Question, given: Given, mask: Mask) -> str:
    return in_words(given, question, mask.staff_names, mask.text)


def _kept_apart(question: Question, rule: StepRule, m: Material) -> bool:
    """The home is not given what the school has found; of a suspicion against an employee nothing but what was agreed
    (§ 12-5). Where the plan does not say which point that is, none is told but what was agreed.
    """
    if Info.INVESTIGATION in m.told or question.measures:
        return False
    if m.kept_apart:
        return True
    return question.school_found or not any(one.school_found for one in rule.asks)
