"""Stopped, not dead: a process frozen for longer than any time-out while another does its work, then thawed.

The zombie must not write: what it held was given to others meanwhile (fencing).
"""

import asyncio
import contextlib
import signal
import sqlite3
import subprocess
import time
from random import Random
from typing import Any, Final

from tests.torture import kawat, proses
from tests.torture.anak import Senjata
from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.sistem import Sistem

LAMA_DETIK: Final = 12.0
"""Longer than the ledger's lock may be held without a word (10 s)."""
SEBENTAR_DETIK: Final = 2.0


def henti_app(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Freeze what carries the stream and answers clients; a second relay builds the next epoch; thaw it."""
    del acak
    pid = _henti_tanpa_kunci(sistem, "app")
    assert sistem.nats_url
    try:
        began = time.monotonic()
        epoch, seq = asyncio.run(_bangun(sistem))
        _tahan(began, SEBENTAR_DETIK)
    finally:
        proses.kirim(pid, signal.SIGCONT)
    return {"jenis": "henti", "sasaran": "app", "epoch_lain": epoch, "sampai": seq}


def henti_pekerja(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """PostgreSQL: freeze the worker; a second one takes over, and goes again once the first is back."""
    del acak
    pid = sistem.henti("pekerja")
    assert pid is not None
    lain = proses.mulai_anak(
        Senjata(perintah=["pekerja", "--data", str(sistem.data_dir)]),
        proses.lingkungan(sistem.env),
        sistem.log_dir / "pekerja-lain.log",
    )
    try:
        sampai = baris_terakhir(sistem) + 50
        proses.tunggu(lambda: _terkirim(sistem) >= sampai, PULIH_DETIK, "lines carried by the other worker", sela=0.1)
    finally:
        proses.kirim(pid, signal.SIGCONT)
        sistem.tunggu_siap(PULIH_DETIK, lancar=True)
        lain.terminate()
        try:
            lain.wait(20)
        except subprocess.TimeoutExpired:
            lain.kill()
            lain.wait()
    return {"jenis": "henti", "sasaran": "pekerja", "sampai": sampai}


def henti_nats(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Freeze nats-server: moves are accepted all the same. Ours is noticed and replaced; one of others is thawed."""
    del acak
    pid = sistem.henti("nats")
    assert pid is not None
    before = baris_terakhir(sistem)
    try:
        proses.tunggu(lambda: baris_terakhir(sistem) > before + 20, PULIH_DETIK, "moves without NATS", sela=0.1)
        if sistem.profil == "tertanam":
            proses.tunggu(lambda: sistem.pid("nats") not in {None, pid}, PULIH_DETIK, "another nats-server", sela=0.1)
    finally:
        proses.kirim(pid, signal.SIGCONT)
    return {"jenis": "henti", "sasaran": "nats", "diganti": not proses.hidup(pid)}


def beku_nats(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Freeze nats-server for a moment only, and thaw it."""
    del acak
    pid = sistem.henti("nats")
    assert pid is not None
    before = baris_terakhir(sistem)
    began = time.monotonic()
    try:
        proses.tunggu(lambda: baris_terakhir(sistem) > before + 5, PULIH_DETIK, "moves without NATS", sela=0.05)
        _tahan(began, SEBENTAR_DETIK / 2)
    finally:
        proses.kirim(pid, signal.SIGCONT)
    return {"jenis": "henti", "sasaran": "nats", "diganti": not proses.hidup(pid)}


def henti_backend(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """PostgreSQL: freeze the backend that holds the ledger's lock, or is about to; clients go on after it."""
    del acak
    pid = _pemegang(sistem)
    began = time.monotonic()
    proses.kirim(pid, signal.SIGSTOP)
    try:
        _tahan(began, LAMA_DETIK / 2)
    finally:
        proses.kirim(pid, signal.SIGCONT)
    return {"jenis": "henti", "sasaran": "backend"}


def henti_penulis(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """PostgreSQL: freeze the web while it may hold the ledger; another door must be able to write within its limit."""
    del acak
    pid = sistem.henti("app")
    assert pid is not None
    began = time.monotonic()
    try:
        _kunci_lepas(sistem)
        waited = time.monotonic() - began
        _tahan(began, SEBENTAR_DETIK)
    finally:
        proses.kirim(pid, signal.SIGCONT)
    return {"jenis": "henti", "sasaran": "app", "kunci_lepas_detik": round(waited, 3)}


def _terkirim(sistem: Sistem) -> int:
    """How long the stream is."""
    start = f"JEJAK_{sistem.fasyankes}_"
    found = kawat.aliran(str(sistem.nats_url), sistem.nats_token)
    return max((int(one["state"]["last_seq"]) for one in found if one["config"]["name"].startswith(start)), default=0)


def _tahan(began: float, seconds: float) -> None:
    """Stay like this for so long: time itself is what this fault is made of."""
    time.sleep(max(0.0, began + seconds - time.monotonic()))


def _henti_tanpa_kunci(sistem: Sistem, bagian: str) -> int:
    """SIGSTOP at a moment when SQLite's write lock is free: with it nobody else could write, for ever."""
    until = time.monotonic() + PULIH_DETIK
    while time.monotonic() < until:
        pid = sistem.henti(bagian)
        assert pid is not None
        if sistem.profil != "tertanam":
            return pid
        proses.tunggu_beku(pid)
        with contextlib.closing(sqlite3.connect(sistem.data_dir / "jejak.db", timeout=0.05)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.rollback()
            except sqlite3.OperationalError:
                proses.kirim(pid, signal.SIGCONT)
                time.sleep(0.003)
            else:
                return pid
    raise TimeoutError("the write lock is never free")


async def _bangun(sistem: Sistem) -> tuple[int, int]:
    from engine.database import connect
    from engine.relay import NatsTujuan
    from workers.carry import bangun_ulang

    engine = connect(sistem.database_url)
    try:
        return await bangun_ulang(engine, sistem.fasyankes, NatsTujuan(str(sistem.nats_url), sistem.nats_token))
    finally:
        engine.dispose()


def _pemegang(sistem: Sistem) -> int:
    """The backend that holds the ledger's lock; where none does for a while, the one that wrote last."""
    import psycopg

    held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted LIMIT 1"
    with psycopg.connect(sistem.database_url, connect_timeout=5, autocommit=True) as connection:
        for _ in range(2000):
            row = connection.execute(held).fetchone()
            if row:
                return int(row[0])
    pid = sistem.pid("backend")
    assert pid is not None
    return pid


def _kunci_lepas(sistem: Sistem) -> None:
    """Wait until the ledger's lock can be had."""
    import psycopg

    from engine.database import KUNCI_BUKU

    with psycopg.connect(sistem.database_url, connect_timeout=5) as connection:
        connection.execute(f"SELECT pg_advisory_xact_lock({KUNCI_BUKU})".encode())
        connection.rollback()
