"""How the pupil was heard, what the guardians were told, and what is best for the child."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from documents.parts.case_material import Item, Material
from documents.parts.chronology import pairs
from documents.parts.masks import Mask
from documents.parts.model import Facts, Paragraph, Piece, Table
from documents.parts.wording import day_done, day_of, happened_and_written, moment, title, told_day, written_later
from domain.activity_plan.evaluation import Evaluation
from domain.case.log import LogEntry
from domain.event import Event, EventKind
from domain.lateness.held_up import held_up
from domain.lateness.wording import late_now
from domain.oslo import oslo_date
from domain.school_plan.procedure import Answer, PlanText, StepRule
from domain.steps.progress import StepState
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _


def pupil_heard(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Everything the pupil is quoted on, with when and on what occasion, in the order it was written down; and where
    the pupil was to be asked, that nothing was written. A step that was undone was not done.
    """
    count = {record.id for record in m.progress.records}
    told = (item for item in m.items if not isinstance(item, StepRecord) or item.id in count)
    quotes = [quote for item in told for quote in _quotes(item, m, mask)]
    own = (one for one in m.evaluations if not one.of_another)
    quotes += [(e.at, told_day(e.on, e.at), _("Evaluering av tiltakene"), _evaluated(e, mask)) for e in own]
    quotes.sort(key=lambda quote: quote[0])
    heard = (*((when, where, words) for _at, when, where, words in quotes), *_unheard(m))
    columns = (_("Når"), _("Anledning"), _("Elevens egne ord"))
    pieces = (Table(columns, heard) if heard else Paragraph(_("Det er ikke skrevet ned noe fra eleven.")),)
    return (*pieces, *_righted(m))


def _righted(m: Material) -> Iterator[Paragraph]:
    """That nothing of before is told as this pupil's."""
    for item in m.items:
        if isinstance(item, Event) and item.kind is EventKind.CASE_ANOTHER_PUPIL:
            at = moment(item.at)
            yield Paragraph(
                _("Hvem saken gjelder, ble rettet {moment}. Det eleven sa før det, er ikke med.", moment=at)
            )


def _quotes(item: Item, m: Material, mask: Mask) -> list[tuple[datetime, str, str, str]]:
    if isinstance(item, LogEntry) and item.quote and not _is_put_right(item, m):
        label = m.school_plan.pick_lists.label("log_types", item.type)
        return [(item.logged_at, happened_and_written(item), label, mask.text(item.quote))]
    if isinstance(item, StepRecord) and (item.quote or _was_to_ask(item, m)):
        return [(item.at, day_done(item), title(item, m), _words(item.quote, mask))]
    if not isinstance(item, LogEntry | StepRecord) and item.kind is EventKind.PLAN_READ_ALOUD and item.details.words:
        on = item.details.day or oslo_date(item.at)
        return [(item.at, told_day(on, item.at), _("«Min plan» lest opp"), mask.text(item.details.words))]
    return []


def _is_put_right(entry: LogEntry, m: Material) -> bool:
    """Whether a later entry says what this one should have."""
    return any(isinstance(one, LogEntry) and one.corrects == entry.id for one in m.items)


def _words(quote: str, mask: Mask) -> str:
    return mask.text(quote) or _("Det er ikke skrevet ned at eleven ble spurt.")


def _evaluated(evaluation: Evaluation, mask: Mask) -> str:
    why = mask.text(evaluation.not_asked_because)
    return _("Eleven ble ikke spurt. Grunn: {reason}", reason=why) if why else _words(evaluation.pupil_words, mask)


def _was_to_ask(record: StepRecord, m: Material) -> bool:
    """Whether the step asks for the own words of the pupil the case is about, with what was chosen in it."""
    rule = m.school_plan.procedure.by_id.get(record.step)
    asks = (one.when_choice in {None, record.choice} for one in rule.asks if one.answer is Answer.QUOTE) if rule else ()
    return record.taken is Taken.DONE and any(asks) and not record.of_another


def _unheard(m: Material) -> list[tuple[str, str, str]]:
    """The talks with the pupil that should have been held by now, and have not; also those that could not begin."""
    today = oslo_date(m.made_at)
    left = [s for s in m.progress.steps if s.rule.required and s.done_on is None and m.is_of_the_pupil(s)]
    talks = [s for s in left if _asks_the_pupil(s.rule)]
    held = held_up(m.progress, m.first_days, today)
    late = {s.rule.id for s in talks if late_now(s, m.first_days.open(s.rule.id, s.due), today)} | held.keys()
    missed = [s for s in talks if s.rule.id in late or (s.state is StepState.LATER and not m.case.open)]
    return [(_("Ikke gjort"), one.rule.title, _("Eleven ble ikke spurt.")) for one in missed]


def _asks_the_pupil(rule: StepRule) -> bool:
    return any(one.answer is Answer.QUOTE and one.when_choice is None for one in rule.asks)


def guardians_informed(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """What they were told that they can do, and when (§ 12-6; L744–747)."""
    steps, rows = m.school_plan.procedure.by_id, list[tuple[str, str, str]]()
    for record in m.progress.records:
        asked = steps[record.step].asks if record.step in steps else ()
        labels = {option.id: option.label for question in asked if question.informs for option in question.options}
        told = [labels[one] for given in record.answers for one in given.chosen if one in labels]
        if told:
            rows.append((day_done(record), "\n".join(told), mask.staff(record.by)))
    return (Table((_("Når"), _("Hva"), _("Av")), tuple(rows)),) if rows else ()


def best_interests(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """As assessed in the steps, and as the plan has it now."""
    texts = [
        m.progress.told.get(PlanText.BEST_INTERESTS, ""),
        m.activity_plan.text(PlanText.BEST_INTERESTS) if m.activity_plan else "",
    ]
    return tuple(Paragraph(mask.text(text)) for text in dict.fromkeys(texts) if text)


def plan_talk(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(Facts(_with_day(record, m, mask)) for record in m.progress.plan_talks)


def _with_day(record: StepRecord, m: Material, mask: Mask) -> tuple[tuple[str, str], ...]:
    """The day first, where the step does not ask for it; and when it was written down, if that was later. Who
    else was there is not told of a suspicion against an employee (§ 12-5).
    """
    answers = tuple(one for one in record.answers if not m.kept_apart or one.kind is not Answer.PRESENT)
    asked, told = record.given(Answer.DATE) is not None, pairs(replace(record, answers=answers), m, mask)
    return (*told, *written_later(day_of(record), record.at)) if asked else ((_("Dato"), day_done(record)), *told)
