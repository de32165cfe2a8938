"""Power cuts: python -m tests.torture.gangguan.listrik --kali N --seed S --profil tertanam|postgres [--mutan NAME].

Clients outside, on the ordinary disk, write down what they were told; after each cut all of it must be in the ledger.
"""

import argparse
import contextlib
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

import orjson

from tests.torture.gangguan.dasar import Beban, dibebani, periksa_akhir, rencana, simpan
from tests.torture.gangguan.padam import AWALAN, Cakram, TidakBisa, bisa, sapu
from tests.torture.riwayat import catat_gangguan, saat, semua
from tests.torture.sistem import Mati, Sistem

Profil = Literal["tertanam", "postgres"]
MIB: Final = {"tertanam": 320, "postgres": 900}
SEBELUM: Final = (5, 60)
"""Calls of each client between two cuts, at least and at most."""


@dataclass(slots=True)
class Hasil:
    """The section `listrik` of one profile."""

    profil: str
    benih: int
    mutan: str | None = None
    padam: int = 0
    diakui: int = 0
    """Commands granted, and so promised to be there."""
    hilang: int = 0
    """Of those, how many were not."""
    contoh_hilang: list[str] = field(default_factory=list)
    batas_atas: float | None = None
    """3/n: what zero losses in n cuts allow to be said at 95 %."""
    salin_ulang: int = 0
    epoch: int = 0
    jetstream: str = "sync_interval: always"
    pelanggaran: list[str] = field(default_factory=list)
    bukti: str | None = None
    dilewati: str | None = None
    detik: float = 0.0


def jalankan(
    kali: int, benih: int, profil: Profil = "tertanam", *, mutan: str | None = None, tempat: Path | None = None
) -> Hasil:
    """So many cuts. A machine that cannot make one says so in `dilewati`."""
    hasil = Hasil(profil, benih, mutan)
    began = time.monotonic()
    if why := bisa():
        hasil.dilewati = why
        return hasil
    sapu()
    with tempfile.TemporaryDirectory(prefix=f"{AWALAN}{os.getpid()}-", dir=tempat) as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another user
        try:
            with Cakram(folder, MIB[profil]) as cakram:
                cakram.pasang.chmod(0o755)
                _di_cakram(cakram, hasil, kali)
                hasil.salin_ulang = cakram.salin_ulang
        except TidakBisa as error:
            hasil.dilewati = str(error)
    if hasil.padam and not hasil.hilang:
        hasil.batas_atas = round(3 / hasil.padam, 4)
    hasil.detik = round(time.monotonic() - began, 1)
    return hasil


def _di_cakram(cakram: Cakram, hasil: Hasil, kali: int) -> None:
    acak = Random(hasil.benih)  # noqa: S311 - a plan, not a secret
    profil: Profil = "tertanam" if hasil.profil == "tertanam" else "postgres"
    with Sistem(cakram.pasang / "s", profil) as sistem:
        sistem.bukti = cakram.folder / "bukti"
        sistem.log_dir = cakram.folder / "log"
        sistem.siapkan()
        os.sync()  # the set-up is not what is tried here
        rencana(sistem, hasil.benih, mutan=hasil.mutan)
        try:
            sistem.mulai(mutan=hasil.mutan)
            with dibebani(sistem, hasil.benih) as beban:
                for _ in range(kali):
                    beban.tunggu_maju(acak.randint(*SEBELUM))
                    _satu(cakram, sistem, beban, hasil)
                    if hasil.mutan and hasil.hilang:
                        return  # a mutant that is caught need not be caught again
        except (Mati, TimeoutError, AssertionError, sqlite3.DatabaseError) as error:
            hasil.pelanggaran.append(f"{type(error).__name__}: {error}")
        if not hasil.mutan:
            hasil.pelanggaran += [] if hasil.pelanggaran else periksa_akhir(sistem)
        if hasil.pelanggaran:
            hasil.bukti = simpan(sistem)


def _satu(cakram: Cakram, sistem: Sistem, beban: Beban, hasil: Hasil) -> None:
    """One cut, and the count of what was promised."""
    awal = saat()
    cakram.padam()
    sistem.tutup()
    hasil.padam += 1
    sistem.mulai(mutan=hasil.mutan)
    pulih = saat()
    catat_gangguan(sistem.bukti, "listrik", "semua", **awal, pulih_t=pulih["t"], pulih_w=pulih["w"], ke=hasil.padam)
    ada = _buku(sistem)
    diakui = {
        line["command_id"]: line["seq"]
        for line in semua(sistem.bukti)
        if line["fase"] == "ok" and line["t"] < awal["t"]
    }
    hasil.diakui = max(hasil.diakui, len(diakui))
    hilang = [key for key, seq in diakui.items() if ada.get(key) != seq]
    hasil.hilang += len(hilang)
    hasil.contoh_hilang += hilang[: 5 - len(hasil.contoh_hilang)]
    if hilang and not hasil.mutan:
        raise AssertionError(f"{len(hilang)} acknowledged commands are gone after cut {hasil.padam}")
    hasil.epoch = max(hasil.epoch, _epoch(sistem))
    del beban


def _buku(sistem: Sistem) -> dict[str, int]:
    """command_id to position of every ledger line."""
    return {str(key): int(seq) for key, seq in _tanya(sistem, "SELECT perintah_id, seq FROM jejak")}


def _epoch(sistem: Sistem) -> int:
    return max((int(row[0]) for row in _tanya(sistem, "SELECT epoch FROM siaran")), default=0)


def _tanya(sistem: Sistem, query: str) -> list[tuple[Any, ...]]:
    if sistem.profil == "tertanam":
        path = sistem.data_dir / "jejak.db"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(query).fetchall()
    import psycopg

    with psycopg.connect(sistem.database_url, connect_timeout=10) as postgres:
        return postgres.execute(query.encode()).fetchall()


@contextlib.contextmanager
def berakhir_rapi() -> Iterator[None]:
    """SIGTERM ends a run like Ctrl-C: mounts and loop devices are let go of."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.torture.gangguan.listrik", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kali", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profil", choices=("tertanam", "postgres"), default="tertanam")
    parser.add_argument("--mutan")
    asked = parser.parse_args()
    with berakhir_rapi():
        hasil = jalankan(asked.kali, asked.seed, asked.profil, mutan=asked.mutan)
    sys.stdout.write(orjson.dumps(asdict(hasil), option=orjson.OPT_INDENT_2).decode() + "\n")
    return int(bool(hasil.pelanggaran or (hasil.hilang and not hasil.mutan)))


if __name__ == "__main__":
    sys.exit(main())
