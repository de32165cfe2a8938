"""The process of the ninety days: the real front door and the real timer on a clock that is moved from outside."""

import asyncio
import mmap
import signal
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, insert, select

from engine import tables as t
from engine.database import connect
from engine.execute import Accepted, Answer, FrontDoor
from engine.schema import upgrade
from engine.tasks import akhiri
from engine.views import deadlines as view
from schemas.commands import COMMANDS
from schemas.message import Command, Pelaku
from schemas.names import SEMUA_UNIT, Cara, Peran, PetugasId
from tests.kit import MESIN, PKM, settle_facility
from tests.torture.hari_rencana import ORANG, Kerja
from workers import deadlines
from workers.deadlines import Deadlines

PELAKU: Final = Pelaku(PetugasId(ORANG), frozenset(Peran), frozenset({SEMUA_UNIT}))
SEKALIGUS: Final = 2000
"""Commands that wait at the door at once."""
ULANG: Final = frozenset({"belum_tercatat", "antrean_penuh"})


@dataclass(slots=True)
class Waktu:
    """The clock of the simulation, the same in every process: this machine's, and how far it was moved."""

    _bersama: mmap.mmap

    @classmethod
    def baru(cls, saat: datetime) -> "Waktu":
        """Begins at this moment."""
        made = cls(mmap.mmap(-1, 8))
        made._tulis(saat.timestamp() - time.monotonic())
        return made

    def kini(self) -> datetime:
        """The simulated moment."""
        (shift,) = struct.unpack_from("d", self._bersama)
        return datetime.fromtimestamp(shift + time.monotonic(), UTC)

    def ke(self, saat: datetime) -> None:
        """Move it on to this moment; never back."""
        if saat > self.kini():
            self._tulis(saat.timestamp() - time.monotonic())

    def _tulis(self, shift: float) -> None:
        struct.pack_into("d", self._bersama, 0, shift)


class Terpantau(Deadlines):
    """The timer, and how many passes it has begun and ended."""

    mulai = 0
    selesai = 0

    async def lewatkan(self, door: FrontDoor) -> float:
        """One pass."""
        self.mulai += 1
        number = self.mulai
        rest = await super().lewatkan(door)
        self.selesai = number
        return rest


def jalan(folder: Path, pipa: Connection, waktu: Waktu, kerja: Sequence[Kerja]) -> None:
    """The whole life of the process; it usually ends by being killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    deadlines.JEDA_DETIK = 0.0  # type: ignore[misc]  # days pass in seconds: any pause would be hours
    asyncio.run(_jalan(folder, pipa, waktu, kerja))


async def _jalan(folder: Path, pipa: Connection, waktu: Waktu, kerja: Sequence[Kerja]) -> None:
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    if not (folder / "siap").exists():
        _isi(engine)
        (folder / "siap").touch()
    timer = Terpantau(engine, now=waktu.kini)
    with FrontDoor(engine, PKM.kode, now=waktu.kini, woken=timer.wake) as door:
        running = asyncio.create_task(timer.run(door))
        pipa.send(None)
        while True:
            words = await asyncio.to_thread(pipa.recv)
            if words[0] == "berhenti":
                break
            if words[0] == "kerja":
                await _kerjakan(door, kerja[words[1] : words[2]])
            await _tenang(timer)
            with engine.connect() as connection:
                pipa.send(view.next_due(connection, waktu.kini()))
        await akhiri(running)


def _isi(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        settle_facility(connection)
        first = dict(connection.execute(select(t.petugas).limit(1)).mappings().one())
        connection.execute(insert(t.petugas), first | {"id": ORANG, "nama_pengguna": "robot", "kartu": None})


async def _tenang(timer: Terpantau) -> None:
    """Until a pass that began after this moment has ended."""
    wanted = timer.mulai + 1
    while timer.selesai < wanted:
        timer.wake()
        await asyncio.sleep(0.0005)


async def _kerjakan(door: FrontDoor, work: Sequence[Kerja]) -> None:
    """All of it, each record's in its order; what the door could not take is asked again."""
    rounds: list[list[Kerja]] = []
    depth: dict[str, int] = {}
    for one in work:
        place = depth[one.rantai] = depth.get(one.rantai, -1) + 1
        while len(rounds) <= place:
            rounds.append([])
        rounds[place].append(one)
    for together in rounds:
        for start in range(0, len(together), SEKALIGUS):
            await asyncio.gather(*(_minta(door, one) for one in together[start : start + SEKALIGUS]))


async def _minta(door: FrontDoor, one: Kerja) -> None:
    answer: Answer | None = None
    command = _perintah(one)
    while answer is None or (not isinstance(answer, Accepted) and answer.kode in ULANG):
        answer = await door.execute(command)


def _perintah(one: Kerja) -> Command:
    later = {"terjadi_pada": one.saat} if one.terlambat_dicatat else {}
    pelaku = MESIN if one.jenis == "kunjungan.catat_lengkap" else PELAKU  # what follows from a verdict by itself
    envelope = {"command_id": one.command_id, "subjek": one.subjek, "pelaku": pelaku, "cara": Cara.API}
    return COMMANDS[one.jenis](**envelope, **later, **one.isi)
