"""Every sentence of the school's plan file is met by someone: by which word or card, sentence by sentence."""

import re

from cards.handbook.contacts import contacts_card
from cards.handbook.guidance import entry_card, guidance_card, section_card
from cards.kit.wording import choices as choices_of
from cards.steps.actions import TakeStep
from cards.steps.form import asked_of
from cards.steps.guidance import handout
from domain.handbook.sections import handbook_of
from domain.school_plan.procedure import StepRule
from domain.steps.take_step import answer_field
from tests.kit.school import STAFF, Json, the_plan, walk, words
from tests.kit.school_plans import sentences

PLAN = the_plan()
PROSE = re.compile(
    r"guidance\.(title|points)|handbook\.title|handbook\.topics\.(title|points)|contacts\.\w+\.(title|name|address)"
    r"|for_guardians\.(title|points)|procedure\.steps\.(phase|title|text|method|asks\.label|asks\.options\.label)"
    r"|year\.(title|text|evidence)|calendar\.\w+\.label"
)
"""What stands in the answers to words, and on the forms of steps."""
ELSEWHERE = {
    r"pick_lists\..*\.label": "the pages of the alert and of the log",
    r"alert\..*": "the pages of the alert, its receipt, and the cards of suspicions",
    r"evaluation_questions": "the form of an evaluation",
    r"measure_examples\..*": "«Nytt tiltak» in the plan",
    r"words\..*": "wherever it is called so",
    r"platforms\..*": "«veiledning», the log and the receipt; blank at this school",
    r"roles\.label|year\.rule\.says": "wherever the role, or what happened, is named",
    r"school|law|calendar\.school_year": "«hjelp», and the first lines of documents",
}
"""What stands where there is nothing to look up; the walk through all cards shows it (tests/cards/test_every_card)."""
NO_SENTENCES = re.compile(
    r"version|school_id|language|.*\.(id|duty|source|does|owners|after|branches|when|kind|unit|answer|fills|hands|agrees|months"
    r"|back_to|required_when|due_when|same_day_as|topics|notice|words|role|scope|next_in_line|dates|weekday|event|skip|lists"
    r"|posted_to|calendar|per|before|results|leads_to|branch|must_be|when_choice|phone|first|last|first_school_day"
    r"|last_school_day|in_use_from|grade|grades|is_a|school_free|aks_free)|routing\..*|log_readers\..*|patterns\..*"
    r"|reminders\..*|deadlines\..*|calendar\.\w+_day"
)
"""What the bot goes by, and nobody reads: names for things, days, roles, and where it stands in the school's plan."""


def form_of(rule: StepRule) -> Json:
    choices = {answer_field(question): choices_of(question.options) for question in rule.asks if question.options}
    return {"body": TakeStep.inputs(asked=asked_of(rule), choices=choices)}


def shown() -> str:
    """All that the answers to words, and the forms of steps, show."""
    handbook = handbook_of(PLAN)
    cards = [
        guidance_card(PLAN, handbook, STAFF["teacher"]),
        contacts_card(PLAN, STAFF["teacher"]),
        {"body": handout(PLAN)},
        *(section_card(one, PLAN) for one in handbook.sections.values()),
        *(entry_card(one, STAFF["teacher"]) for one in handbook.entries.values()),
        *(form_of(rule) for rule in PLAN.procedure.steps),
    ]
    titles = (piece[name] for card in cards for piece in walk(card) for name in ("title", "label") if name in piece)
    return "\n".join([*(line for card in cards for line in words(card)), *titles])


def test_every_sentence_of_the_plan_is_met_by_someone() -> None:
    read = shown()
    told = [(path, text) for path, text in sentences(PLAN.model_dump(mode="json")) if PROSE.fullmatch(path)]
    assert len(told) > 600
    assert [(path, text) for path, text in told if text not in read] == []


def test_of_nothing_in_the_plan_it_is_forgotten_where_it_is_met() -> None:
    known = re.compile("|".join(f"(?:{one})" for one in (PROSE.pattern, NO_SENTENCES.pattern, *ELSEWHERE)))
    paths = {path for path, _text in sentences(PLAN.model_dump(mode="json"))}
    assert sorted(path for path in paths if not known.fullmatch(path)) == []
