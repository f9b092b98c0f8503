from typing import Any

import pytest
from pydantic import ValidationError

from domain.people.person import Role
from domain.school_plan.fields import Duty
from domain.school_plan.procedure import BRANCH_LABELS, Answer, Branch, Does, Procedure, Question, StepRule
from tests.kit.steps.journey import THE_PLAN

SAKSGANG = THE_PLAN.procedure
NAMED = {
    "phase": "Undersøkelse",
    "title": "Et steg",
    "notice": "Neste steg i saken",
    "duty": "undersøke",
    "text": "Gjør det.",
    "source": "L1",
}
OPTIONS = [{"id": branch, "label": label} for branch, label in BRANCH_LABELS.items()]
YES = [{"id": "ja", "label": "Ja"}]


def step(key: str = "a", **fields: Any) -> StepRule:  # noqa: ANN401  (any type)
    return StepRule.model_validate({"id": key, "owners": ["rektor"]} | NAMED | fields)


def asks(answer: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  (any type)
    return {"answer": answer, "label": "Hva?"} | fields


def saksgang(*steps: StepRule) -> Procedure:
    return Procedure(steps=steps)


def phases(branch: Branch | None) -> list[str]:
    return list(dict.fromkeys(one.phase for one in SAKSGANG.steps if one.belongs(branch)))


def test_the_schools_saksgang_has_all_five_duties_and_an_end_for_each_branch() -> None:
    assert {one.duty for one in SAKSGANG.steps} == set(Duty)
    ends = [one for one in SAKSGANG.steps if one.does is Does.CLOSE]
    assert {branch: [end.id for end in ends if end.belongs(branch)] for branch in Branch} == {
        Branch.FULL_PLAN: ["avslutt"],
        Branch.SHORT_PLAN: ["avslutt"],
        Branch.NO_NEED: ["avslutt_ikke_behov"],
    }
    assert not any(end.belongs(None) for end in ends)


def test_every_step_says_where_it_comes_from_and_asks_for_the_day_it_was_done() -> None:
    for one in SAKSGANG.steps:
        assert one.source.startswith(("L", "§"))
        days = [question.label for question in one.asks if question.answer is Answer.DATE]
        assert all(label.startswith(("Hvilken dag", "Fra hvilken dag")) for label in days)


def test_a_step_is_found_by_its_id() -> None:
    assert SAKSGANG.step("innkalling").start_meeting_clock
    with pytest.raises(KeyError):
        SAKSGANG.step("dans")


def test_a_step_belongs_to_all_branches_or_to_some() -> None:
    assert all(step().belongs(branch) for branch in (None, *Branch))
    short = step(branches=["kort_plan"])
    assert [branch for branch in (None, *Branch) if short.belongs(branch)] == [Branch.SHORT_PLAN]


def test_the_headings_stand_once_each_in_the_order_of_the_plan() -> None:
    before = ["Følge med", "Gripe inn", "Varsle", "Avklaring", "Undersøkelse", "Iverksette tiltak", "Følge opp"]
    assert phases(None) == before
    assert phases(Branch.NO_NEED) == [*before, "Avslutt"]
    assert phases(Branch.FULL_PLAN)[5:] == [
        "Utforme tiltak",
        "Iverksette tiltak",
        "Evaluere tiltak",
        "Følge opp",
        "Avslutt",
    ]


def test_what_waits_for_a_step_waits_near_and_far() -> None:
    chain = saksgang(step("a"), step("b", after=["a"]), step("c", after=["b"]), step("d"))
    assert chain.following("a") == {"b", "c"}
    assert chain.following("d") == set()
    assert {"planmøte", "iverksette", "evaluere", "avslutt"} <= SAKSGANG.following("kartleggingssamtale")
    assert "oppstartsmøte" not in SAKSGANG.following("kartleggingssamtale")


def test_what_waits_in_one_branch_does_not_go_by_way_of_another() -> None:
    assert "avslutt" in SAKSGANG.following("kartleggingssamtale", Branch.FULL_PLAN)
    assert "analysemøte" not in SAKSGANG.following("kartleggingssamtale", Branch.SHORT_PLAN)
    assert "kort_tiltak" in SAKSGANG.following("kartleggingssamtale", Branch.SHORT_PLAN)


def test_someone_owns_every_step_but_those_that_are_always_done() -> None:
    with pytest.raises(ValidationError, match="a: ingen har ansvaret"):
        step(owners=[])
    assert step(owners=[], safe_adult=True).safe_adult
    assert step(owners=[], does="alltid").does is Does.STANDING
    assert step(owners=[], does="varslet").does is Does.ALERTED
    assert step().owners == (Role.PRINCIPAL,)


@pytest.mark.parametrize("notice", ["", None])
def test_every_step_has_a_name_for_messages(notice: str | None) -> None:
    with pytest.raises(ValidationError, match="a: mangler «notice», et nøytralt navn som kan stå i meldinger"):
        step(notice=notice)


@pytest.mark.parametrize(
    ("notice", "word"),
    [
        ("Registrer i EQS", "eqs"),
        ("Voldssak", "vold"),
        ("Samtale om mobbing", "mobb"),
        ("Møte etter § 12-5", "§"),
        ("Valdssak", "vald"),
        ("After the threat", "threat"),
    ],
)
def test_the_name_for_messages_says_nothing_of_what_has_happened(notice: str, word: str) -> None:
    with pytest.raises(ValidationError, match=f"a: «{notice}» sier for mye til å stå i meldinger \\(«{word}»\\)"):
        step(notice=notice)


def test_what_is_no_step_at_all_is_said_by_its_fields() -> None:
    with pytest.raises(ValidationError) as refused:
        StepRule.model_validate({"title": "Et steg"})
    assert {"id", "notice"} <= {error["loc"][0] for error in refused.value.errors()}


def test_the_schools_telling_titles_are_not_their_names_for_messages() -> None:
    said_as_it_is = {one.id for one in SAKSGANG.steps if one.title == one.notice}
    assert said_as_it_is == {"følge_med", "gripe_inn", "varsle", "ta_imot"}


def test_a_step_asks_for_the_same_once() -> None:
    with pytest.raises(ValidationError, match="a: spør om det samme to ganger"):
        step(asks=[asks("dato"), asks("dato")])


@pytest.mark.parametrize(
    ("answer", "options"), [("valg", []), ("avkryss", []), ("dato", YES), ("tekst", YES), ("person", YES)]
)
def test_a_choice_has_options_and_nothing_else_has(answer: str, options: list[dict[str, str]]) -> None:
    with pytest.raises(ValidationError, match=f"{answer} skal ha alternativer"):
        Question.model_validate(asks(answer, options=options))


def test_steps_are_handed_to_a_person_who_was_named() -> None:
    assert Question.model_validate(asks("person", hands=["dans"])).hands == ("dans",)
    with pytest.raises(ValidationError, match="tekst er ikke en person, og kan ikke få et steg"):
        Question.model_validate(asks("tekst", hands=["dans"]))
    with pytest.raises(ValidationError, match="dato er ikke en dag som kommer"):
        Question.model_validate(asks("dato", agrees=["dans"]))
    with pytest.raises(ValidationError, match="dato er ikke en tekst, og kan ikke være tiltak"):
        Question.model_validate(asks("dato", measures=True))


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [asks("tekst")],
        [asks("valg", options=YES)],
        [asks("valg", options=[*OPTIONS, *YES])],
        [asks("valg", options=OPTIONS, required=False)],
        [asks("avkryss", options=OPTIONS)],
    ],
    ids=["nothing", "no choice", "no branch", "one that is no branch", "may be left out", "several at once"],
)
def test_an_outcome_that_is_not_a_branch_is_refused(asked: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError, match="a: utfallet må være et valg mellom aktivitetsplan, kort_plan"):
        step(does="utfall", asks=asked)


def test_a_school_may_offer_fewer_outcomes() -> None:
    assert step(does="utfall", asks=[asks("tekst"), asks("valg", options=OPTIONS[:2])]).does is Does.OUTCOME


def test_a_step_stands_once() -> None:
    with pytest.raises(ValidationError, match="samme steg står to ganger"):
        saksgang(step("a"), step("a"))


def test_a_saksgang_has_steps() -> None:
    with pytest.raises(ValidationError):
        saksgang()


@pytest.mark.parametrize(
    "field",
    [
        {"after": ["dans", "sang"]},
        {"same_day_as": "dans"},
        {"back_to": "dans"},
        {"asks": [asks("person", hands=["dans"])]},
    ],
)
def test_a_step_knows_those_it_names(field: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="b: kjenner ikke steget dans"):
        saksgang(step("a"), step("b", **field))


def test_no_step_waits_for_itself_near_or_far() -> None:
    with pytest.raises(ValidationError, match="a: venter på seg selv"):
        saksgang(step("a", after=["a"]))
    with pytest.raises(ValidationError, match="venter på seg selv"):
        saksgang(step("a", after=["c"]), step("b", after=["a"]), step("c", after=["b"]))


def test_what_must_be_answered_is_one_of_the_answers() -> None:
    with pytest.raises(ValidationError, match="har ikke alternativet som må velges"):
        Question.model_validate({"answer": "valg", "label": "Trygt?", "options": YES, "must_be": "nei"})
