"""An even stream of arrivals that waits for nobody: each is timed from when it should have come."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


async def paced(
    items: Iterable[Item], pace: float, one: Callable[[Item], Awaitable[Result]]
) -> list[tuple[float, float, Result]]:
    """Start one item every 1/pace seconds, whatever became of the others: (should have come, was answered, answer)."""
    start = time.perf_counter()
    found: list[tuple[float, float, Result]] = []

    async def run(item: Item, at: float) -> None:
        answer = await one(item)
        found.append((at, time.perf_counter(), answer))

    async with asyncio.TaskGroup() as group:
        for number, item in enumerate(items):
            at = start + number / pace
            if (wait := at - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            group.create_task(run(item, at))
    return found
