"""(h) A day's visits opened: 2,000 patients with a folder each are registered at eight clinics by 32 callers.

What was here before a clinic opens is made first: the patients, their folders, and years of visits, so that "first
visit ever" and the queue are asked of tables of a grown size.
"""

import asyncio
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any, Final

from sqlalchemy import Engine, insert, text

from bench import lags, moves
from bench.arena import named, postgres_server
from bench.nama_ukur import banyak
from bench.patients import identitas
from bench.work import Figures, Work
from engine import facility
from engine import tables as t
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import Unit, baru
from engine.schema import upgrade
from engine.views import visits
from schemas.commands.berkas import Daftarkan as DaftarkanBerkas
from schemas.commands.kunjungan import Daftarkan
from schemas.commands.pasien import PasienDaftarkan
from schemas.message import Command, Pelaku
from schemas.names import JenisKunjungan, KodeUnit

CALLERS: Final = 32
POLI: Final = tuple(KodeUnit(f"POLI{number}") for number in range(8))
LALU: Final = 50
"""Earlier visits for each one of the day."""
DIBUKA: Final = 20
"""Times the day's list is read."""


def measure(work: Work) -> list[Figures]:
    """Each database in turn."""
    found = [_one("SQLite", f"sqlite:///{work.folder / 'kunjungan.db'}", work.size.visits)]
    with postgres_server(work.folder / "pg") as base:
        admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE kunjungan"))
        admin.dispose()
        found.append(_one("PostgreSQL", named(base, "kunjungan"), work.size.visits))
    return found


def _one(nama: str, url: str, count: int) -> Figures:
    engine = connect(url)
    upgrade(engine)
    with engine.begin() as connection:
        units = tuple(Unit(kode, kode.title(), "rawat_jalan") for kode in POLI)
        facility.create(connection, moves.FASYANKES, units)
    pelaku = moves.person(engine)
    patients = [baru() for _ in range(count)]
    with FrontDoor(engine, moves.FASYANKES.kode) as door:
        people = zip(patients, banyak(count, biji=11), strict=True)
        _told(door, (_patient(pelaku, one, example) for one, example in people))
        _told(door, (_folder(pelaku, one, place) for place, one in enumerate(patients, 1)))
        _before(engine, patients)
        waits, seconds = asyncio.run(_open(door, pelaku, patients))
    listed = _listed(engine)
    engine.dispose()
    return {
        "basis_data": nama,
        "pemanggil": CALLERS,
        "kunjungan": count,
        "kunjungan_lama": count * LALU,
        "detik": round(seconds, 2),
        "kunjungan_per_detik": round(count / seconds),
        **lags.spread(waits),
        "daftar_p99_ms": round(lags.p99(listed) * 1000, 2),
    }


def _patient(pelaku: Pelaku, id_: str, example: Any) -> Command:
    return PasienDaftarkan(command_id=baru(), subjek=id_, pelaku=pelaku, identitas=identitas(example))


def _folder(pelaku: Pelaku, pasien: str, place: int) -> Command:
    return DaftarkanBerkas(command_id=baru(), subjek=baru(), pelaku=pelaku, nomor=f"{place:06d}", pasien=pasien)


def _told(door: FrontDoor, commands: Iterable[Command]) -> None:
    waiting = iter(commands)
    while some := list(islice(waiting, 2_000)):
        for future in [door.submit(command) for command in some]:
            answer = future.result()
            if not isinstance(answer, Accepted):
                raise TypeError(answer.kode)


def _before(engine: Engine, patients: list[str]) -> None:
    """Years of ended visits, as rows alone: what a registration asks of is the table."""
    start = datetime(2024, 1, 1, 1, tzinfo=UTC)
    rows: list[dict[str, Any]] = []
    for visit in range(LALU):
        saat = start + timedelta(days=visit)
        rows += [
            {
                "id": baru(),
                "keadaan": "selesai",
                "versi": 2,
                "pasien": pasien,
                "jenis": "rawat_jalan",
                "unit": POLI[place % len(POLI)],
                "tanggal": saat.date().isoformat(),
                "antrean": place // len(POLI) + 1,
                "kunjungan_baru": visit == 0,
                "cara_bayar": "umum",
                "asal_pasien": "datang_sendiri",
                "surat_rujukan": False,
                "isi_lewat": False,
                "bayi_lahir": False,
                "jumlah_kode": 0,
                "masuk": saat,
                "sejak": saat,
                "terakhir": saat,
                "terdaftar": saat,
            }
            for place, pasien in enumerate(patients)
        ]
    with engine.begin() as connection:
        for at in range(0, len(rows), 5_000):
            connection.execute(insert(t.kunjungan), rows[at : at + 5_000])


async def _open(door: FrontDoor, pelaku: Pelaku, patients: list[str]) -> tuple[list[float], float]:
    """How long each registration took to its durable answer, and all of them."""
    waiting = iter(zip(patients, cycle(POLI), strict=False))
    waits: list[float] = []

    async def caller() -> None:
        for pasien, unit in waiting:
            command = Daftarkan(
                command_id=baru(),
                subjek=baru(),
                pelaku=pelaku,
                pasien=pasien,
                jenis_kunjungan=JenisKunjungan.RAWAT_JALAN,
                unit=unit,
                cara_bayar="jkn",
            )
            asked = time.perf_counter()
            answer = await door.execute(command)
            waits.append(time.perf_counter() - asked)
            if not isinstance(answer, Accepted):
                raise TypeError(answer.kode)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return waits, time.perf_counter() - start


def _listed(engine: Engine) -> list[float]:
    """How long the list beside the desk takes to read."""
    with engine.connect() as connection:
        tanggal = str(connection.execute(text("SELECT MAX(tanggal) FROM kunjungan")).scalar_one())
        times: list[float] = []
        for _ in range(DIBUKA):
            start = time.perf_counter()
            visits.harian(connection, tanggal, batas=41)
            visits.hitungan(connection, tanggal)
            times.append(time.perf_counter() - start)
    return times
