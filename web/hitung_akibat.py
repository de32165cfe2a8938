"""What adopting a policy would do, reckoned in a thread of its own: a large facility's takes longer than a page may.

One at a time in a process: whoever asks for another ends the one that runs. A result is given out once and forgotten;
what it says is of the moment it was begun, and adopting reckons anew anyway.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine.berlaku import Aturan
from engine.views import putar_ulang
from engine.views.kebijakan import Pratinjau, pratinjau
from engine.views.putar_ulang import Hasil

log = structlog.get_logger()

SEBENTAR_DETIK: Final = 1.0
"""How long a page waits for it before it shows how far it is."""


BASI_DETIK: Final = 60.0
"""How long a result waits for the page that asked for it."""


class _Dihentikan(Exception):
    """Somebody asked for another."""


@dataclass(frozen=True, slots=True)
class Tanya:
    """What was asked: which policy, instead of which, and how many days back."""

    lama: Aturan
    baru: Aturan
    hari: int

    @property
    def kunci(self) -> tuple[str, str, int]:
        """The same for the same question."""
        return self.lama.sidik, self.baru.sidik, self.hari


@dataclass(slots=True)
class Akibat:
    """One reckoning, and how far it is."""

    tanya: Tanya
    pada: datetime
    memutar: bool = False
    """The deadlines are reckoned; the past is being replayed."""
    sudah: int = 0
    semua: int = 0
    hasil: tuple[Pratinjau, list[Hasil]] | None = None
    gagal: bool = False
    selesai: float = 0.0
    """When it was done, by the monotonic clock."""
    usai: threading.Event = field(default_factory=threading.Event)
    dihentikan: threading.Event = field(default_factory=threading.Event)

    def basi(self) -> bool:
        """It was done too long ago to be shown, or not to the end."""
        return self.usai.is_set() and (self.gagal or time.monotonic() - self.selesai > BASI_DETIK)

    def maju(self, sudah: int, semua: int) -> None:
        """So much of so much. Raises _Dihentikan when nobody wants it any more."""
        if self.dihentikan.is_set():
            raise _Dihentikan
        self.sudah, self.semua = sudah, semua


Buat = Callable[[Akibat], tuple[Pratinjau, list[Hasil]]]


class HitunganAkibat:
    """The reckonings of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kini: Akibat | None = None

    def minta(self, tanya: Tanya, now: datetime, buat: Buat) -> Akibat:
        """The one that answers this: the one that runs or was just done, or a new one; after a short wait."""
        with self._lock:
            one = self._kini
            if one is None or one.tanya.kunci != tanya.kunci or one.basi():
                if one is not None:
                    one.dihentikan.set()
                one = self._kini = Akibat(tanya, now)
                threading.Thread(target=_kerjakan, args=(one, buat), name="akibat", daemon=True).start()
        one.usai.wait(SEBENTAR_DETIK)
        if one.usai.is_set():
            with self._lock:
                if self._kini is one:
                    self._kini = None
        return one

    def berjalan(self) -> Akibat | None:
        """The one that runs, if it does."""
        one = self._kini
        return one if one is not None and not one.usai.is_set() else None


def _kerjakan(one: Akibat, buat: Buat) -> None:
    try:
        one.hasil = buat(one)
    except _Dihentikan:
        one.gagal = True
    except DBAPIError as error:
        log.warning("akibat_gagal", galat=type(error).__name__)
        one.gagal = True
    finally:
        one.selesai = time.monotonic()
        one.usai.set()


def hitung(engine: Engine, zona: ZoneInfo, one: Akibat) -> tuple[Pratinjau, list[Hasil]]:
    """The deadlines first, then the past."""
    since = one.pada - timedelta(days=one.tanya.hari)
    with engine.connect() as connection:
        found = pratinjau(connection, one.tanya.baru, zona, one.pada, one.maju)
        one.memutar = True
        one.maju(0, 0)
        return found, putar_ulang.putar(
            connection, one.tanya.lama, one.tanya.baru, dari=since, sampai=one.pada, zona=zona, maju=one.maju
        )


_PROSES: WeakKeyDictionary[Engine, HitunganAkibat] = WeakKeyDictionary()


def hitungan(engine: Engine) -> HitunganAkibat:
    """Those of this process and database."""
    return _PROSES.setdefault(engine, HitunganAkibat())
