"""What every request of the web may need, put together by the composition root and held in `app.state`."""

import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from engine import clock, facility
from engine.execute import FrontDoor
from engine.facility import Fasyankes
from engine.people import Percobaan
from engine.settings import Settings
from engine.views import board
from engine.views.board import Papan

if TYPE_CHECKING:
    from web.feed import Feed

PAPAN_SEGAR_DETIK = 1.0
"""How old a board may be when no line was added: durations on it go on by themselves."""


async def _tidak_ada_lanjutan() -> None:
    """What happens after the facility is set up, where nobody said otherwise: nothing."""


@dataclass(slots=True)
class Konteks:
    """One process' parts. `door` and `feed` are None until the facility is set up."""

    engine: Engine
    settings: Settings
    door: FrontDoor | None = None
    feed: "Feed | None" = None
    mulai: Callable[[], Awaitable[None]] = _tidak_ada_lanjutan
    """Called after the first-run page created the facility: opens door, relay and feed."""
    now: clock.Clock = clock.now
    percobaan: Percobaan = field(default_factory=Percobaan)
    _fasyankes: Fasyankes | None = None
    _papan: Papan | None = None
    _papan_lock: threading.Lock = field(default_factory=threading.Lock)

    def fasyankes(self) -> Fasyankes | None:
        """The facility, or None before it is set up. Sync: call it from a thread."""
        if self._fasyankes is None:
            with self.engine.connect() as connection:
                self._fasyankes = facility.read(connection)
        return self._fasyankes

    def papan(self) -> Papan:
        """The board now, made once for all who ask at the same position of the ledger. Sync: call it from a thread."""
        with self._papan_lock, self.engine.connect() as connection:
            now = self.now()
            known = self._papan
            if (
                known is not None
                and abs((now - known.pada).total_seconds()) < PAPAN_SEGAR_DETIK
                and known.seq == board.seq_terakhir(connection)
            ):
                return known
            self._papan = board.papan(connection, now)
            return self._papan


def konteks(connection: HTTPConnection) -> Konteks:
    """The parts of this request's process; also usable as a FastAPI dependency."""
    found: Konteks = connection.app.state.konteks
    return found
