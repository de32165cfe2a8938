"""Looks for entries of one person: a few patients at a time, and never for more than a fifth of the time.

Repeat story: the cursor moves with what was found; a step done twice, by two workers or after a crash, keeps the same.
"""

import asyncio
import time
from typing import Final

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock, telusur
from engine.database import writing

log = structlog.get_logger()

SAPU_DETIK: Final = 5.0
"""How long it rests when all is looked at; and after a fault."""
ISTIRAHAT: Final = 4.0
"""It rests so many times as long as it worked: people at the desk come first."""


class Telusur:
    """One worker of one facility."""

    def __init__(self, engine: Engine, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            began = time.perf_counter()
            try:
                done = await asyncio.to_thread(self.langkah)
            except DBAPIError as error:
                log.warning("telusur_tertunda", galat=type(error).__name__)
                done = True
            await asyncio.sleep(SAPU_DETIK if done else (time.perf_counter() - began) * ISTIRAHAT)

    def langkah(self) -> bool:
        """One step; True when nothing is left to look at."""
        with self._engine.connect() as connection:
            found = telusur.cari(connection)
        if found.habis:
            return True
        with writing(self._engine).begin() as connection:
            telusur.tulis(connection, found, self._now())
        return False
