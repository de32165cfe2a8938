"""The sample facility: the eleven units of the Puskesmas of seed 002, its invented staff, 500 invented records.

Pure: what stands here is asked through the front door by `cli/contoh.py`. Nothing in it is about a real person.
"""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.sample.elektronik import dianalisis
from engine.sample.hari_ini import TAK_DIKENAL, TAMU, hari_ini
from engine.sample.langkah import Langkah, nomor
from engine.sample.pasien import identitas
from engine.sample.pinjaman import BANYAK, pinjaman
from engine.sample.riwayat import TAKDIR, di_rak, riwayat
from engine.sample.rujukan import BANYAK as BANYAK_RUJUKAN
from engine.sample.rujukan import LUAR, rujukan
from engine.sample.sensus import HARI, PASIEN, SEBULAN, sensus
from engine.sample.surveilans import surveilans
from engine.sample.tempat import (
    CONTOH,
    DOKTER,
    JUMLAH,
    KAMAR,
    KEBIJAKAN,
    KEPALA,
    KEPALA_UNIT,
    LOKET,
    MUAT,
    PELAYANAN,
    PERMED,
    PERMED_LAIN,
    RAK,
    RAMAI,
    SANDI,
    SERUAS,
    SISTEM,
    STAF,
    UNITS,
    Orang,
)
from engine.settings import ZONA_INDONESIA


def langkah(now: datetime, benih: int = 2, hari: int = HARI) -> list[Langkah]:
    """Everything that happened in the sample facility up to `now`, in order. The same seed, the same story.

    `hari`: how many days of visits the census can count before today.
    """
    acak = random.Random(benih)  # noqa: S311 - a story, not a secret
    known = range(TAK_DIKENAL)
    steps = [step for berkas in known for step in riwayat(acak, berkas, now)]
    at_rest = [berkas for berkas in known if di_rak(berkas)]
    steps += hari_ini(at_rest[:-BANYAK], now)
    steps += pinjaman(at_rest[-BANYAK:], now)
    steps += rujukan(at_rest[:BANYAK_RUJUKAN], now)
    steps += surveilans(now)
    steps += dianalisis(sensus(now, benih, hari), tengah_malam(now))
    return sorted(steps, key=lambda step: step.pada)


def tengah_malam(now: datetime) -> datetime:
    """When today began there."""
    local = now.astimezone(ZoneInfo(ZONA_INDONESIA[CONTOH.zona]))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


__all__ = [
    "CONTOH",
    "DOKTER",
    "HARI",
    "JUMLAH",
    "KAMAR",
    "KEBIJAKAN",
    "KEPALA",
    "KEPALA_UNIT",
    "LOKET",
    "LUAR",
    "MUAT",
    "PASIEN",
    "PELAYANAN",
    "PERMED",
    "PERMED_LAIN",
    "RAK",
    "RAMAI",
    "SANDI",
    "SEBULAN",
    "SERUAS",
    "SISTEM",
    "STAF",
    "TAKDIR",
    "TAK_DIKENAL",
    "TAMU",
    "UNITS",
    "Langkah",
    "Orang",
    "identitas",
    "langkah",
    "nomor",
]
