"""Who is in a hurry waits for themselves, and nobody else does."""

import asyncio

from bot.limits.queues import AT_ONCE, Queues


async def test_of_one_person_few_turns_at_once_in_the_order_they_came_and_others_do_not_wait() -> None:
    queues, running, done, go_on = Queues(), list[str](), list[str](), asyncio.Event()

    async def turn(who: str, name: str) -> None:
        async with queues.place(who):
            running.append(name)
            await go_on.wait()
        done.append(name)

    async with asyncio.TaskGroup() as turns:
        for number in range(10):
            turns.create_task(turn("one", f"one {number}"))
        turns.create_task(turn("two", "two"))
        await asyncio.sleep(0)
        assert running == [*(f"one {number}" for number in range(AT_ONCE)), "two"]
        go_on.set()
    assert sorted(running) == sorted(done)
    assert [name for name in running if name != "two"] == [f"one {number}" for number in range(10)]
    assert queues._queues == {}
