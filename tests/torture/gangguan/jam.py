"""Clocks jump: the whole system's by days, one process' against another's. Order stays the ledger's, deadlines fire."""

from pathlib import Path
from random import Random
from typing import Any, Final

from tests.torture import proses
from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.sistem import Sistem

HARI: Final = 86_400.0
SELISIH: Final = 600.0


def maju_14_hari(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Two weeks forward: what became due meanwhile fires, marked late, once each."""
    del acak
    return _geser(sistem, geser(sistem) + 14 * HARI)


def mundur_1_jam(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """An hour back: what is written now stands after what was written an hour later."""
    del acak
    return _geser(sistem, geser(sistem) - 3600)


def goyang(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """A clock that jumps to and fro by ten minutes while it is worked with, and is right again at the end."""
    pulang = geser(sistem)
    for _ in range(4):
        _tulis(sistem, pulang + acak.choice((-SELISIH, SELISIH)))
        _maju(sistem)
    return _geser(sistem, pulang)


def beda_proses(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """PostgreSQL: web and worker ten minutes apart, either way round."""
    shift = acak.choice((-SELISIH, SELISIH))
    assert sistem.jam is not None
    umum, own = sistem.jam, Path(f"{sistem.jam}-pekerja")
    own.write_text(f"{geser(sistem) + shift:.0f}", encoding="ascii")
    sistem.bunuh("pekerja")
    try:
        sistem.jam = own
        sistem.mulai()
    finally:
        sistem.jam = umum
    _maju(sistem, 50)
    sistem.bunuh("pekerja")
    sistem.mulai()
    return {"jenis": "beda_jam", "sasaran": "pekerja", "selisih": shift}


def geser(sistem: Sistem) -> float:
    """How far the system's clock is shifted now."""
    assert sistem.jam is not None
    return float(sistem.jam.read_text(encoding="ascii")) if sistem.jam.exists() else 0.0


def _geser(sistem: Sistem, seconds: float) -> dict[str, Any]:
    _tulis(sistem, seconds)
    _maju(sistem)
    return {"jenis": "jam", "sasaran": "semua", "geser": seconds}


def _tulis(sistem: Sistem, seconds: float) -> None:
    assert sistem.jam is not None
    baru = sistem.jam.with_suffix(".baru")
    baru.write_text(f"{seconds:.0f}", encoding="ascii")
    baru.replace(sistem.jam)


def _maju(sistem: Sistem, jumlah: int = 5) -> None:
    before = baris_terakhir(sistem)
    proses.tunggu(lambda: baris_terakhir(sistem) > before + jumlah, PULIH_DETIK, "moves", sela=0.05)
