"""Tasks of an event loop: ended for certain, and kept running though they fail."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog

log = structlog.get_logger()

ULANG_DETIK: Final = 0.2
"""How long one request to end may go unheard before it is repeated."""
MUNDUR_DETIK: Final = (0.5, 2.0, 5.0, 15.0, 60.0)
"""Pauses before a task that failed is started again; back to the first after one that held."""
TAHAN_DETIK: Final = 60.0


async def akhiri(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks and wait until they have ended; what they raised is dropped.

    Asked again and again: `asyncio.wait_for` of Python 3.11 swallows a cancellation that meets a finished future.
    """
    waiting = {task for task in tasks if not task.done()}
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=ULANG_DETIK)
    for task in tasks:
        if not task.cancelled():
            task.exception()


async def jaga(nama: str, kerja: Callable[[], Awaitable[None]]) -> None:
    """Run this until cancelled: when it fails or returns, say so and start it again, ever more slowly."""
    loop = asyncio.get_running_loop()
    failures = 0
    while True:
        began = loop.time()
        try:
            await kerja()
        except Exception as error:  # one broken task must not take the others, or itself, away
            log.error("tugas_jatuh", tugas=nama, galat=type(error).__name__, exc_info=error)
        failures = 0 if loop.time() - began > TAHAN_DETIK else failures
        await asyncio.sleep(MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)])
        failures += 1
