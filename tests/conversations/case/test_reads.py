"""Who has seen something of a case stands in the audit (law 5), whichever card it was."""

import pytest

from domain.ids import new_id
from domain.people.person import Role
from tests.kit.people.cast import case
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat, buttons
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.forged import data_of, person_id

pytestmark = pytest.mark.easy_teams("counts reads")

PER_PAGE = 8


def audit(chat: Chat, who: str, *kinds: str) -> list[tuple[str, str]]:
    """What the person has seen or done: of each event its kind, and the case."""
    by = person_id(chat.database, who)
    with chat.database.begin_reading() as unit:
        told = chat.school(unit).trail.of(by=by)
        return [(one.kind, one.reference) for one in told if not kinds or one.kind in kinds]


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("case.members", {}),
        ("case.form", {"form": "log"}),
        ("case.identify", {}),
        ("document.list", {}),
        ("document.open", {"kind": "kronologi"}),
        ("document.filing", {"kind": "plan"}),
        ("plan.show", {}),
        ("plan.part", {"part": "problem"}),
        ("plan.open_measure", {}),
        ("plan.open_baseline", {}),
        ("plan.versions", {}),
        ("step.list", {}),
        ("step.open", {"step": "avklaringssamtale"}),
    ],
)
async def test_each_card_of_a_case_is_a_read(chat: Chat, verb: str, more: dict[str, str]) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    ids = {"case_id": data_of(chat, "line", "case.members")["case_id"]}
    for _ in range(2):
        before = audit(chat, "line")
        await chat.invoke("line", verb, ids | more)
        assert chat.said == "", "it is a card"
        assert audit(chat, "line")[len(before) :] == [("case:read", reference)]


async def test_a_second_press_that_changes_nothing_shows_the_case_and_is_a_read(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    ids = data_of(chat, "line", "case.receive")
    seen = [("case:read", reference)]
    await chat.invoke("line", "case.receive", ids)
    assert audit(chat, "line") == [*seen, ("case:received", reference)], "what one does with a case tells of it"
    await chat.invoke("line", "case.receive", ids)
    assert audit(chat, "line") == [*seen, ("case:received", reference), *seen]


async def test_a_form_that_is_given_back_is_a_read(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    before = audit(chat, "line")
    await chat.presses("line", "Lagre", type="observasjon", text="")
    assert audit(chat, "line")[len(before) :] == [("case:read", reference)]


async def test_of_a_list_those_on_the_page_are_written_down_and_no_others(chat: Chat) -> None:
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        members = frozenset(person.id for person in tx.people.active() if person.has(Role.PRINCIPAL))
        for number in range(1, PER_PAGE + 3):
            tx.cases.open(case(number, members=members, pupil_id=None))
    await chat.says("principal", "saker")
    assert audit(chat, "principal") == [], "counts show no case"
    for page in (1, 2):
        before = audit(chat, "principal")
        await chat.invoke("principal", "cases.list", {"which": "", "page": page})
        offered = [title.split()[-1] for title in chat.titles("principal") if title.startswith("Åpne ")]
        assert audit(chat, "principal")[len(before) :] == [("case:listed", reference) for reference in offered]
    assert len({*audit(chat, "principal")}) == PER_PAGE + 2


async def test_what_waits_for_one_and_the_weekly_review_are_lists(chat: Chat) -> None:
    reference = await received(chat)
    before = audit(chat, "line")
    await chat.invoke("line", "mine.show", {})
    assert f"sak {reference}" in chat.sees("line")
    assert audit(chat, "line")[len(before) :] == [("case:listed", reference)]
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        members = frozenset(person.id for person in tx.people.active() if person.has(Role.LINE_LEADER))
        tx.cases.open(case(700, members=members, pupil_id=None, violator=True))
    before = audit(chat, "line")
    await chat.invoke("line", "week.list", {})
    assert audit(chat, "line")[len(before) :] == [("case:listed", "2026-700")]


async def test_a_list_is_not_the_day_the_case_was_opened(chat: Chat) -> None:
    """«Dokumentasjon i skolemiljøsaken» says when someone first opened the case: a line in a list is less."""
    await chat.sends("teacher", NAMES[0])
    await chat.invoke("line", "cases.list", {"which": ""})
    assert NAMES[0] in chat.sees("line")
    assert audit(chat, "line", "case:read") == []
    assert len(audit(chat, "line", "case:listed")) == 1


async def test_the_reporter_reads_the_own_alert_and_not_the_case(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[0])
    before = audit(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert NAMES[0] in chat.sees("teacher")
    assert audit(chat, "teacher")[len(before) :] == [("alert:read", "")]
    data = next(button["data"] for button in buttons(chat.cards["teacher"]) if button["verb"] == "alert.add")
    await chat.invoke("teacher", "alert.add", data | {"text": "Kanaritillegg", "addition_id": new_id()})
    assert "alert:read" not in chat.sees("teacher")


async def test_what_is_refused_is_no_read(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    ids = data_of(chat, "line", "case.members")
    await chat.invoke("teacher6", "case.members", ids)
    assert audit(chat, "teacher6") == [("refused:press", "")]


async def test_own_words_on_a_pupil_are_a_read(chat: Chat) -> None:
    await chat.says("teacher", "logg")
    await chat.presses("teacher", "Skriv logg")
    await chat.presses("teacher", "Vis elevene")
    pupil = chat.choice("teacher", "pupil", NAMES[0])
    await chat.presses("teacher", "Lagre", pupil=pupil, type="observasjon", text="Kanarilogg")
    await chat.invoke("teacher", "mine.show", {})
    assert "Kanarilogg" in chat.sees("teacher")
    assert audit(chat, "teacher") == [("log:added", ""), ("log:read", "")]
    await chat.presses("teacher", "Rett")
    assert audit(chat, "teacher", "log:read") == [("log:read", "")] * 2


async def test_what_is_said_no_to_in_words_is_a_read_too(chat: Chat) -> None:
    """The turn came to nothing, and so did what it had written down; but the person was told something."""
    reference = await received(chat)
    await opens(chat, "line", reference)
    before, ids = audit(chat, "line"), data_of(chat, "line", "case.members")
    await chat.invoke("line", "case.belongs", ids | {"other": "0" * 32})
    assert chat.said == "Velg en sak fra listen."
    assert audit(chat, "line")[len(before) :] == [("case:read", reference)]


async def test_the_answer_of_a_moment_ago_is_read_once_more(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Legg til")
    sent = data_of(chat, "line", "case.add_member")
    sent |= {"person": chat.choice("line", "person", STAFF["assistant"].name), "reason": "Kjenner eleven"}
    await chat.invoke("line", "case.add_member", sent)
    before = audit(chat, "line")
    await chat.invoke("line", "case.add_member", sent)
    assert chat.sees("line").startswith("✓ Lagret")
    assert audit(chat, "line")[len(before) :] == [("case:read", reference)]
