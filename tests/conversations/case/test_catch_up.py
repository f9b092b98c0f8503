"""Who comes onto a case can be told in ten lines what has happened, what was decided and what is due."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cards.steps.catch_up import DECIDED, DUE, HAPPENED, CatchUp, decided, due, happened
from cards.steps.steps import Working
from domain.lateness.first_days import FirstDays
from domain.school_plan.procedure import Branch
from domain.steps.progress import Progress, Step, StepState
from tests.kit.people.cast import alert, case, form, person
from tests.kit.school import NAMES, Chat, buttons, the_plan, words
from tests.kit.steps.saksgang import opens, to_the_outcome

TODAY = date(2026, 12, 1)
RULES = the_plan().procedure.steps


async def test_who_is_put_on_a_case_is_told_what_has_happened(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    colleague = chat.choice("principal", "person", "Ansatt Teacher6")
    await chat.presses("principal", "Lagre", person=colleague, reason="Vikar i klassen")
    await chat.deliver()
    notice = chat.newest("teacher6")
    assert "Du er lagt til i en sak" in words(notice)
    await chat.presses("teacher6", "Hva har skjedd?")
    seen = chat.sees("teacher6")
    assert "varsel (Mobbing)" in seen
    assert "Utfall: " in seen
    assert "Dette skal gjøres" in seen
    assert NAMES[0] not in seen, "who it is about stands in the case"
    await chat.presses("teacher6", "Vis saken")
    assert NAMES[0] in chat.sees("teacher6")


async def test_who_is_not_on_it_is_told_nothing(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await opens(chat, "principal", reference)
    [button] = [one for one in buttons(chat.cards["principal"]) if one["title"] == "Kort fortalt"]
    await chat.invoke("teacher6", button["verb"], button["data"])
    assert "Fant ikke saken" in chat.said


DAYS = st.none() | st.dates(date(2026, 9, 1), TODAY)
STEPS = st.builds(
    Step,
    rule=st.sampled_from(RULES),
    state=st.sampled_from(StepState),
    done_on=DAYS,
    due=st.none() | st.dates(TODAY, date(2027, 6, 1)),
)


NO_OTHERS = FirstDays((), (), the_plan().procedure)


@given(st.lists(STEPS, max_size=60), st.integers(0, 12), st.none() | st.sampled_from(Branch))
def test_whatever_has_happened_it_is_ten_lines_at_most(steps: list[Step], alerts: int, branch: Branch | None) -> None:
    progress = Progress(steps=tuple(steps), branch=branch, safe_adult=None, raised_on=None, records=())
    first = alert(form=form())
    told = CatchUp(
        case=case(closed_at=first.sent_at),
        alerts=[replace(first, sent_at=first.sent_at + timedelta(days=n)) for n in range(alerts)],
        working=Working(progress=progress, first_days=NO_OTHERS, owners={}, viewer=person("line"), today=TODAY),
        school_plan=the_plan(),
    )
    lines = (happened(told), decided(told), due(told))
    assert [len(part) <= most for part, most in zip(lines, (HAPPENED, DECIDED, DUE), strict=True)] == [True] * 3
    assert HAPPENED + DECIDED + DUE == 10
