"""The sample facility, made in an empty database: `engine/sample.py` told through the front door, at its own times."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, Engine

from cli.keluaran import gagal, kemajuan
from engine import clock, facility, people, sample
from engine.database import writing
from engine.execute import FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from engine.sample import Langkah
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara

DITOLAK_DENGAN_SENGAJA: Final = frozenset({"di_unit_tujuan"})
"""Refusals the story means to have: a folder brought to the wrong door."""


@dataclass(slots=True)
class _Jam:
    """The front door's clock while the past is told: everything is recorded when it happens."""

    saat: datetime

    def __call__(self) -> datetime:
        return self.saat


def buat_contoh(engine: Engine) -> None:
    """Units, staff and 500 records with their history, in a database that has no facility yet."""
    with writing(engine).begin() as connection:
        facility.create(connection, sample.CONTOH, sample.UNITS)
        staf = _staff(connection)
    steps = sample.langkah(clock.now())
    records = [BerkasId(baru()) for _ in range(sample.JUMLAH)]
    jam = _Jam(steps[0].pada)
    with FrontDoor(engine, sample.CONTOH.kode, now=jam) as door, kemajuan() as progress:
        task = progress.add_task("Membuat fasilitas contoh", total=len(steps))
        for pada, together in groupby(steps, key=lambda step: step.pada):
            jam.saat = pada
            commands = [perintah(step, records[step.berkas], staf) for step in together]
            for answer in [future.result() for future in [door.submit(command) for command in commands]]:
                if isinstance(answer, Refusal) and answer.kode not in DITOLAK_DENGAN_SENGAJA:
                    gagal(f"Fasilitas contoh tidak jadi: {answer.kalimat}")
            progress.advance(task, len(commands))


def perintah(step: Langkah, berkas: BerkasId, staf: dict[str, Pelaku]) -> Command:
    """The command a step stands for, asked by the person it names."""
    return step.kind(
        command_id=baru(),
        subjek=berkas,
        pelaku=staf[step.siapa],
        cara=Cara.PINDAI,
        **step.isi,
        **{field: staf[name].id for field, name in step.orang.items()},
    )


def _staff(connection: Connection) -> dict[str, Pelaku]:
    found: dict[str, Pelaku] = {}
    for orang in sample.STAF:
        akun = people.buat(
            connection,
            orang.nama_pengguna,
            orang.nama,
            orang.peran,
            unit=orang.unit,
            sandi=sample.SANDI,
            harus_ganti_sandi=False,
        )
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
        found[orang.nama_pengguna] = akun.pelaku
    return found
