"""Free beds to the hubs this facility joined: looked at every few seconds; where none was joined, next to nothing.

Repeat story: what was told last stands in the outbox, and is read in the transaction that adds to it.
"""

import asyncio
from typing import Final

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.database import writing
from engine.policy import kebijakan
from engine.rujukan_luar.pantau import naikkan
from engine.rujukan_luar.terbit import terbitkan
from engine.views.tempat_tujuan import berhub

log = structlog.get_logger()

SAPU_DETIK: Final = 10.0
TANPA_HUB_DETIK: Final = 60.0
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)


class PenerbitTempatTidur:
    """One worker of one facility. Any number may run: what was told is not told again."""

    def __init__(self, engine: Engine, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now
        self.terbit = 0
        """How many figures it told."""

    async def run(self) -> None:
        """Tell them, until cancelled."""
        failures = 0
        while True:
            try:
                rest = SAPU_DETIK if await self.langkah() else TANPA_HUB_DETIK
                failures = 0
            except DBAPIError as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("tempat_tidur_tertunda", galat=type(error).__name__)
            await asyncio.sleep(rest)

    async def langkah(self) -> bool:
        """Whatever is to be told now. False: this facility joined no hub."""
        return await asyncio.to_thread(self._langkah)

    def _langkah(self) -> bool:
        with self._engine.connect() as connection:
            if not berhub(connection):
                return False
        now, aturan = self._now(), kebijakan().rujukan
        with writing(self._engine).begin() as connection:
            self.terbit += terbitkan(connection, now, aturan.tempat_tidur)
            naikkan(connection, now, aturan)
        return True
