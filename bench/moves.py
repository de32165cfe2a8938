"""The same moves for everybody: an archive of records, and the commands that walk them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, insert

from engine import clock, facility
from engine import tables as t
from engine.database import connect
from engine.execute import FrontDoor
from engine.facility import Fasyankes, Unit, baru
from engine.schema import upgrade
from schemas.commands import berkas as ask
from schemas.message import Command, Pelaku
from schemas.names import SEMUA_UNIT, BerkasId, KodeUnit, Peran, PetugasId

FASYANKES = Fasyankes("BENCH", "Puskesmas Ukur", "WIB")
GIGI = KodeUnit("GIGI")
ROLES = frozenset(Peran)
PLACES = frozenset({SEMUA_UNIT})


@dataclass(frozen=True, slots=True)
class Archive:
    """A facility with records on the rack."""

    engine: Engine
    pelaku: Pelaku
    berkas: tuple[BerkasId, ...]


def archive(url: str, records: int) -> Archive:
    """A fresh facility with that many records, registered through the front door."""
    engine = connect(url)
    upgrade(engine)
    with engine.begin() as connection:
        facility.create(connection, FASYANKES, (Unit(GIGI, "Poli Gigi", "rawat_jalan"),))
    pelaku = person(engine)
    ids = tuple(BerkasId(baru()) for _ in range(records))
    with FrontDoor(engine, FASYANKES.kode) as door:
        futures = [
            door.submit(ask.Daftarkan(command_id=baru(), subjek=berkas, pelaku=pelaku, nomor=f"{place:06d}"))
            for place, berkas in enumerate(ids)
        ]
        for future in futures:
            future.result()
    return Archive(engine, pelaku, ids)


def person(engine: Engine) -> Pelaku:
    """Somebody who may do everything."""
    pelaku = Pelaku(PetugasId(baru()), ROLES, PLACES)
    with engine.begin() as connection:
        connection.execute(
            insert(t.petugas),
            {
                "id": pelaku.id,
                "nama_pengguna": "ukur",
                "nama": "Petugas Ukur",
                "peran": [],
                "unit": [],
                "aktif": True,
                "harus_ganti_sandi": False,
                "dibuat": clock.now(),
            },
        )
    return pelaku


def rounds(archive_: Archive, moves: int) -> list[Command]:
    """Commands that each move a record: out, received, home, out again, so that every one is accepted."""
    trip: tuple[tuple[type[Command], dict[str, str]], ...] = (
        (ask.Ambil, {"tujuan": GIGI}),
        (ask.TerimaDiUnit, {"unit": GIGI}),
        (ask.KirimKembali, {}),
        (ask.TerimaKembali, {"cara_kembali": "diantar"}),
    )
    commands: list[Command] = []
    for number in range(moves):
        lap, place = divmod(number, len(archive_.berkas))
        kind, isi = trip[lap % len(trip)]
        commands.append(kind(command_id=baru(), subjek=archive_.berkas[place], pelaku=archive_.pelaku, **isi))
    return commands


def sqlite_url(folder: Path, name: str) -> str:
    """A database file in the run's folder."""
    return f"sqlite:///{folder / name}.db"
