"""The wire breaks: a proxy between Jejak and NATS or PostgreSQL is slow, cut, deaf, one-way deaf; then well again.

Postgres profile only: the embedded parts have no wire. Jejak must recover by itself, with no thread stuck for ever.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, Final

from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.gangguan.proksi import Proksi
from tests.torture.proses import tunggu
from tests.torture.sistem import Sistem

SEBENTAR_DETIK: Final = 3.0
LAMA_DETIK: Final = 50.0
"""Longer than Jejak's patience with one statement, and then with connecting."""


@contextmanager
def berproksi(sistem: Sistem) -> Iterator[dict[str, Proksi]]:
    """Put a proxy before NATS and one before PostgreSQL. Enter it before `mulai`."""
    nats = str(sistem.nats_url).removeprefix("nats://")
    rest = sistem.database_url.partition("@")[2]
    host, _, basis = rest.partition("/")
    with Proksi(nats) as satu, Proksi(host) as dua:
        sistem.env["JEJAK_NATS_URL"] = f"nats://{satu.alamat}"
        sistem.env["JEJAK_DATABASE_URL"] = f"postgresql://postgres@{dua.alamat}/{basis}"
        yield {"nats": satu, "postgres": dua}


def rusakkan(sistem: Sistem, proksi: Proksi, ke: str, ragam: str, detik: float = SEBENTAR_DETIK) -> dict[str, Any]:
    """This mode for so long, then well again; how long after that until the system is."""
    before = baris_terakhir(sistem)
    proksi.ragam(ragam)
    try:
        time.sleep(detik)  # this fault is made of time
        selagi = baris_terakhir(sistem) - before
    finally:
        proksi.ragam("lancar")
    began = time.monotonic()
    sistem.tunggu_siap(PULIH_DETIK, lancar=True)
    at = baris_terakhir(sistem)
    tunggu(lambda: baris_terakhir(sistem) > at, PULIH_DETIK, "moves", sela=0.05)
    waited = round(time.monotonic() - began, 3)
    return {
        "jenis": "kawat",
        "sasaran": ke,
        "ragam": ragam,
        "lama": detik,
        "baris_selagi": selagi,
        "pulih_detik": waited,
    }


def putaran(lama: float = SEBENTAR_DETIK, acak: Random | None = None) -> list[tuple[str, str, float]]:
    """Every wire in every mode; shuffled where a seed is given."""
    modes = ("lambat", "putus", "setengah", "searah", "tolak")
    found = [(ke, ragam, lama) for ke in ("nats", "postgres") for ragam in modes]
    if acak is not None:
        acak.shuffle(found)
    return found
