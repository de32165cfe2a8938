"""A lane of thousands of messages while everything on its way is killed at random, or the line is deaf.

python -m tests.torture.federasi --pesan 10000 --bunuh 60 --seed 1 [--tuli 20] [--folder DIR] [--json FILE]

A real hub in a process of its own, a sender and a receiver in theirs, each a real database. Killed with SIGKILL: the
hub's process (its nats-server is left behind, and found by the next), nats-server itself, the sender, the receiver.
The verdict reads the two databases and the hub's stream: every message once, in order, receipted, stored once.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from engine import clock
from engine.database import connect
from engine.hub import buku
from engine.policy import pakai
from engine.schema import upgrade
from engine.tasks import akhiri
from schemas import subjects
from tests.federasi_hub_kit import LOOPBACK, Faskes, Kabupaten, buat_kabupaten
from tests.kit import settle_facility
from tests.torture.gangguan.proksi import Proksi
from workers.federasi import Federasi
from workers.hub import jalankan
from workers.hub_tilik import berlaku
from workers.nats_child import end_forerunner

BERSAMAAN: Final = multiprocessing.get_context("fork")
PENGIRIM, PENERIMA, HUB, NATS = "PKM1", "RS1", "hub", "nats"
SELA: Final = (0.2, 1.5)
"""Seconds between two kills."""
SABAR_DETIK: Final = 240.0
"""How long what is left may take once nobody is killed any more."""
SEKALI: Final = 250


class Dunia:
    """The processes; each started again whenever it was killed."""

    def __init__(self, kabupaten: Kabupaten) -> None:
        self._kabupaten = kabupaten
        self._proses: dict[str, Any] = {}

    def mulai(self, nama: str) -> None:
        """Start one."""
        work: Callable[..., None] = _hub if nama == HUB else _faskes
        told = (self._kabupaten.dunia.folder,) if nama == HUB else (self._kabupaten[nama],)
        made = BERSAMAAN.Process(target=work, args=told, daemon=True)
        made.start()
        self._proses[nama] = made

    def bunuh(self, nama: str) -> None:
        """SIGKILL; a process of ours is started again, nats-server by its keeper."""
        if nama == NATS:
            with suppress(OSError, ValueError):
                os.kill(int((self._kabupaten.dunia.folder / buku.NATS / "nats.pid").read_text()), signal.SIGKILL)
            return
        self._proses[nama].kill()
        self._proses[nama].join()
        self.mulai(nama)

    def akhiri(self) -> None:
        """End all."""
        for process in self._proses.values():
            process.terminate()
        for process in self._proses.values():
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()
        end_forerunner(self._kabupaten.dunia.folder / buku.NATS)


def _hub(folder: Path) -> None:
    async def serve() -> None:
        ending = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
        await jalankan(folder, None, ending)

    asyncio.run(serve())


def _faskes(satu: Faskes) -> None:
    async def serve() -> None:
        ending = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
        engine = connect(f"sqlite:///{satu.folder / 'jejak.db'}")
        tujuan = satu.arah if satu.lewat else None
        work = asyncio.create_task(Federasi(engine, satu.folder, tujuan=tujuan).run())
        await ending.wait()
        await akhiri(work)
        engine.dispose()

    asyncio.run(serve())


@contextmanager
def _kabupaten(folder: Path) -> Iterator[Kabupaten]:
    pakai(None)
    contoh = folder / "contoh.db"
    made = connect(f"sqlite:///{contoh}")
    upgrade(made)
    with made.begin() as connection:
        settle_facility(connection)
    with made.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.dispose()
    kabupaten = buat_kabupaten(folder, contoh, PENGIRIM, PENERIMA)
    for satu in kabupaten.faskes.values():
        satu.engine.dispose()  # no connection is taken over by the processes that are forked
    try:
        yield kabupaten
    finally:
        kabupaten.tutup()


def siksa(folder: Path, pesan: int, bunuh: int, tuli: float, seed: int) -> dict[str, Any]:
    """Run it; what was found wrong stands under `salah`."""
    acak = random.Random(seed)  # noqa: S311 - a plan, no secret
    killed: Counter[str] = Counter()
    with ExitStack() as stack:
        kabupaten = stack.enter_context(_kabupaten(folder))
        pkm, rs = kabupaten[PENGIRIM], kabupaten[PENERIMA]
        proksi = stack.enter_context(Proksi(f"{LOOPBACK}:{kabupaten.dunia.hub.port}"))
        pkm.lewat = rs.lewat = proksi.port
        dunia = Dunia(kabupaten)
        stack.callback(dunia.akhiri)
        for nama in (HUB, PENGIRIM, PENERIMA):
            dunia.mulai(nama)
        _sampai(lambda: berlaku(kabupaten.dunia.folder) == kabupaten.dunia.hub.generasi)
        began = time.monotonic()
        if tuli:
            proksi.ragam("setengah")
        left = pesan
        for _ in range(max(1, bunuh)):
            now = min(left, -(-pesan // max(1, bunuh)))
            for start in range(0, now, SEKALI):
                pkm.titip(PENERIMA, min(SEKALI, now - start))
            left -= now
            if bunuh:
                nama = acak.choice((HUB, NATS, PENGIRIM, PENERIMA))
                killed[nama] += 1
                dunia.bunuh(nama)
                time.sleep(acak.uniform(*SELA))
        if tuli:
            time.sleep(tuli)
            proksi.ragam("lancar")
        freed = time.monotonic()
        done = _sampai(lambda: rs.banyak(PENGIRIM) >= pesan and not pkm.tanpa_tanda())
        ended = time.monotonic()
        _sampai(lambda: berlaku(kabupaten.dunia.folder) == kabupaten.dunia.hub.generasi)
        stored = asyncio.run(_di_hub(kabupaten))
        got = rs.kotak(PENGIRIM)
    wrong = [] if done else [f"sampai {len(got)} dari {pesan}, tanpa tanda terima {pkm.tanpa_tanda()}"]
    if got != sorted(set(got)):
        wrong.append("tidak urut atau ganda")
    if got != list(range(1, pesan + 1)):
        wrong.append(f"hilang {pesan - len(set(got))}")
    if stored != pesan:
        wrong.append(f"di hub {stored}, bukan {pesan}")
    return {
        "seed": seed,
        "pesan": pesan,
        "dibunuh": dict(killed),
        "detik": round(ended - began, 1),
        "detik_sesudah_pulih": round(ended - freed, 1),
        "pada": clock.now().isoformat(timespec="seconds"),
        "salah": wrong,
    }


async def _di_hub(kabupaten: Kabupaten) -> int:
    lane = subjects.jalur(PENGIRIM, "ref", PENERIMA)
    async with kabupaten.dunia.admin() as js:
        info = await js.stream_info(subjects.FED, subjects_filter=lane)
    return (info.state.subjects or {}).get(lane, 0)


def _sampai(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + SABAR_DETIK
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def main() -> int:
    """1 where anything was violated."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.torture.federasi", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--pesan", type=int, default=10_000)
    parser.add_argument("--bunuh", type=int, default=60)
    parser.add_argument("--tuli", type=float, default=0.0, metavar="DETIK", help="selama itu jalurnya tuli, lalu pulih")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="jejak-federasi-", dir=asked.folder))
    found = siksa(folder, asked.pesan, asked.bunuh, asked.tuli, asked.seed)
    text = json.dumps(found, ensure_ascii=False)
    print(text)  # noqa: T201 - its answer
    if asked.json:
        asked.json.write_text(text, encoding="utf-8")
    if not found["salah"]:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(found["salah"])


if __name__ == "__main__":
    sys.exit(main())
