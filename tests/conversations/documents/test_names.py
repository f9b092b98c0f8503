"""Another pupil's name: asked about in every text of a plan or a step, each by itself; and masked for good."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.people.person import Pupil
from services.people.import_people import import_people
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import NAMES, PUPILS, SCHOOL, STAFF, Chat, the_plan
from tests.kit.steps.saksgang import opens, pdf, plan, received, short_plan_in_effect, takes, to_the_outcome

MATE, OTHER = (name.split()[0] for name in NAMES[1:3])
EVIDENCE = "Dokumentasjon i skolemiljøsaken"


def moves(chat: Chat, folder: Path, *moved: int) -> None:
    """The school's lists come in, with these pupils in 6A."""
    comes_in(
        chat,
        folder,
        [replace(one, grade=6, school_class="6A", aks=False) if n in moved else one for n, one in enumerate(PUPILS)],
    )


def comes_in(chat: Chat, folder: Path, pupils: Sequence[Pupil]) -> None:
    rows = [
        ";".join((p.external_id, p.name, str(p.grade), p.school_class, _yes(p.aks), p.base or "", "nei"))
        for p in pupils
    ]
    import_people(chat.database, the_plan(), write_people(folder, rows_of(STAFF.values()), rows), chat.clock.now)


def _yes(it_is: bool) -> str:
    return "ja" if it_is else "nei"


async def test_each_name_in_a_step_is_answered_for_by_itself_where_it_stands(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale", tekst=f"{MATE} var der")
    seen = chat.sees("line")
    assert f"Navn på en annen elev: «{MATE}» var der" in seen
    await chat.presses("line", "Ferdig", names_reason="Kanarigrunn: var vitne", tekst=f"{MATE} og {OTHER} var der")
    seen = chat.sees("line")
    assert f"«{OTHER}» var der" in seen
    assert f"«{MATE}»" not in seen, "answered for"
    await chat.presses("line", "Ferdig", names_reason="Kanarigrunn: begge")
    seen = await opens(chat, "line", reference)
    assert "Navn på andre elever står her fordi: Kanarigrunn: begge" in seen


async def test_a_name_is_not_answered_for_in_another_text(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await plan(chat, "social", reference)
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses("social", "Lagre", problem=f"Kanari og {MATE} krangler")
    asked = [name for name in chat.inputs("social") if name.startswith("names_reason")]
    assert len(asked) == 1
    await chat.presses("social", "Lagre", findings=f"Kanari med {MATE}", **{asked[0]: "Foresatte vet det"})
    assert f"Kanari med «{MATE}»" in chat.sees("social")
    assert f"«{MATE}» krangler" not in chat.sees("social")


async def test_what_was_masked_stays_masked_when_the_pupil_changes_class(chat: Chat, tmp_path: Path) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale", tekst=f"Kanari {MATE} og {OTHER}")
    await chat.presses("line", "Ferdig", names_reason="Kanarigrunn: vitner")
    before = await pdf(chat, reference, EVIDENCE)
    for days, moved in ((1, (0,)), (2, (0, 1))):
        chat.clock.forward(days=days)
        moves(chat, tmp_path, *moved)
        after = await pdf(chat, reference, EVIDENCE)
        for text in (before, after):
            assert "Kanari [elev" in text
            assert MATE not in text
            assert OTHER not in text


async def test_what_was_masked_stays_masked_when_a_pupil_has_a_new_name(chat: Chat, tmp_path: Path) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale", tekst=f"Kanari {NAMES[1]} og {OTHER} hos {NAMES[0]}")
    await chat.presses("line", "Ferdig", names_reason="Kanarigrunn: vitner")
    chat.clock.forward(days=1)
    new = {0: "Roberta Solvang", 1: "Robert Solbakken"}
    comes_in(chat, tmp_path, [replace(one, name=new.get(n, one.name)) for n, one in enumerate(PUPILS)])
    text = await pdf(chat, reference, "Kronologi")
    assert f"Kanari [elev A] og [elev B] hos {NAMES[0]}" in text
    await takes(
        chat, "teacher", reference, "Observer eleven", observert=f"Kanari med {MATE} og Robert, ikke {NAMES[0]}"
    )
    seen = chat.sees("teacher")
    assert f"«{MATE}»" in seen
    assert "«Robert»" in seen
    assert f"«{NAMES[0]}»" not in seen, "the pupil's own"


async def test_an_employee_called_as_a_pupil_is_no_pupil_where_it_is_known_who_it_is(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    alike = {who: replace(STAFF[who], name=name) for who, name in (("teacher", NAMES[1]), ("teacher6", NAMES[2]))}
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace((STAFF | alike).values())
    await opens(chat, "principal", reference)
    for pressed in ("Hvem er med?", "Legg til"):
        await chat.presses("principal", pressed)
    colleague = chat.choice("principal", "person", NAMES[2])
    await chat.presses("principal", "Lagre", person=colleague, reason=f"Kjenner {MATE}")
    for title in ("Kronologi", EVIDENCE):
        text = await pdf(chat, reference, title)
        assert f"Hvem er trygghetsperson? {NAMES[1]}" in text
        assert f"{NAMES[2]} er lagt til. Grunn: Kjenner [elev A]" in text
        assert text.count("[elev") == 1, title


async def test_what_was_masked_stays_masked_when_cases_become_one(chat: Chat, tmp_path: Path) -> None:
    first = await received(chat)
    await takes(chat, "line", first, "Hold avklaringssamtale", tekst=f"Kanari {MATE} og {OTHER}")
    await chat.presses("line", "Ferdig", names_reason="Kanarigrunn: vitner")
    chat.clock.forward(days=1)
    moves(chat, tmp_path, 0)
    chat.clock.forward(days=1)
    await chat.sends("teacher6", group="6A")
    await opens(chat, "social", "2026-002")
    await chat.presses("social", "Slå sammen")
    await chat.presses("social", "Slå sammen", other=chat.choice("social", "other", first), reason="Samme hendelse")
    text = await pdf(chat, "2026-002", EVIDENCE)
    assert "Kanari [elev" in text
    assert MATE not in text
    assert OTHER not in text
