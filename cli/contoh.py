"""The sample facility, made in an empty database: `engine/sample.py` told through the front door, at its own times."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Final
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from cli.keluaran import gagal, kemajuan
from engine import berlaku, facility, fasyankes_luar, ledger, people, rak, ruang, sample
from engine.answers import ask
from engine.database import writing
from engine.execute import FrontDoor
from engine.pengingat import jabatan, susun
from engine.pengingat.jam import pukul
from engine.pengingat.sumber import KEPALA_UNIT
from engine.pengingat.susun import Keadaan
from engine.people.kontak import ubah_kontak
from engine.policy import kebijakan
from engine.reactions.permintaan import PENGIKUT
from engine.refusals import Refusal
from engine.sample import Langkah
from engine.settings import ZONA_INDONESIA
from engine.ukuran import Jangka
from schemas.message import Command, Pelaku
from schemas.names import Cara
from workers.reactions import Reactions

DITOLAK_DENGAN_SENGAJA: Final = frozenset({"di_unit_tujuan"})
"""Refusals the story means to have: a folder brought to the wrong door."""

TAHAP: Final = "tahap"
"""What the ids of the steps are made of. Another story takes another word: it never goes on with an older one."""


@dataclass(slots=True)
class _Jam:
    """The front door's clock while the past is told: everything is recorded when it happens."""

    saat: datetime

    def __call__(self) -> datetime:
        return self.saat


def buat_contoh(engine: Engine, riwayat: int = 0) -> None:
    """Units, staff and 500 records with their history, in a database that has no facility yet.

    A sample that was interrupted goes on where it stopped: every id is made of the facility's birth and a place
    in the story, so a step asked again is the same command. A finished one, or another facility, is left alone.
    `riwayat`: months of visits before today; 0: the few weeks there always are. What was begun keeps its own.
    """
    with writing(engine).begin() as connection:
        if facility.read(connection) is None:
            facility.create(connection, sample.CONTOH, sample.UNITS, sample.RAK)
            _staff(connection)
            _kamar(connection, riwayat * sample.SEBULAN or sample.HARI)
            _ruas(connection)
            _kebijakan(connection)
            for satu in sample.LUAR:
                fasyankes_luar.simpan(connection, satu)
    with engine.connect() as connection:
        lahir = facility.born(connection)
        staf = _known(connection)
        steps = cerita(connection)
        if not _unfinished(connection, staf, _id(lahir, TAHAP, 0), _id(lahir, TAHAP, len(steps) - 1)):
            return
    told = [
        (step, perintah(step, _id(lahir, TAHAP, place), partial(_id, lahir), staf)) for place, step in enumerate(steps)
    ]
    jam = _Jam(lahir)
    with FrontDoor(engine, sample.CONTOH.kode, now=jam) as door, asyncio.Runner() as runner, kemajuan() as progress:
        reaksi = Reactions(engine, sample.CONTOH.kode, now=jam)
        task = progress.add_task("Membuat fasilitas contoh", total=len(told))
        for pada, group in groupby(told, key=lambda one: one[0].pada):
            jam.saat, together = pada, list(group)
            for answer in [future.result() for future in [door.submit(command) for _, command in together]]:
                if isinstance(answer, Refusal) and answer.kode not in DITOLAK_DENGAN_SENGAJA:
                    gagal(f"Fasilitas contoh tidak jadi: {answer.kalimat} Mulailah di direktori data yang kosong.")
            if any(step.diikuti for step, _ in together):
                runner.run(reaksi.kejar(door))
            progress.advance(task, len(together))
    _ringkasan(engine, lahir)


def cerita(connection: Connection) -> list[Langkah]:
    """The story of the sample in this database: its beds stand since it begins."""
    lahir = facility.born(connection)
    mulai = ruang.sejak(connection)
    return sample.langkah(lahir, hari=(lahir - mulai).days if mulai else sample.HARI)


def perintah(step: Langkah, command_id: str, id_dari: Callable[[str, int], str], staf: dict[str, Pelaku]) -> Command:
    """The command a step stands for, asked by the person it names."""
    return step.kind(
        command_id=command_id,
        subjek=step.subjek or id_dari(step.alur, step.tempat),
        pelaku=PENGIKUT if step.siapa == sample.SISTEM else staf[step.siapa],
        cara=_cara(step),
        **step.isi,
        **{field: staf[name].id for field, name in step.orang.items()},
        **{field: id_dari(*whose) for field, whose in step.rujuk.items()},
    )


def _cara(step: Langkah) -> Cara:
    if step.siapa == sample.SISTEM:
        return Cara.SISTEM
    return Cara.PINDAI if step.alur == "berkas" else Cara.LAYAR


def perintah_id(lahir: datetime, ke: int) -> str:
    """The id of the wish of a step of the sample born then."""
    return _id(lahir, TAHAP, ke)


def _id(lahir: datetime, apa: str, ke: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"jejak:{sample.CONTOH.kode}:{lahir.isoformat()}:{apa}:{ke}"))


def _unfinished(connection: Connection, staf: dict[str, Pelaku], first: str, last: str) -> bool:
    """Is this a sample of this making whose last step was never asked? Steps are asked in order."""
    milik = facility.read(connection)
    if milik is None or milik.kode != sample.CONTOH.kode or len(staf) < len(sample.STAF):
        return False
    asked = ask(connection, [first, last])()
    begun = first in asked or ledger.head(connection, milik.kode)[0] == 0
    return begun and last not in asked


def _known(connection: Connection) -> dict[str, Pelaku]:
    found = (people.dengan_nama(connection, orang.nama_pengguna) for orang in sample.STAF)
    return {akun.nama_pengguna: akun.pelaku for akun in found if akun is not None}


def _staff(connection: Connection) -> None:
    made: list[str] = []
    for orang in sample.STAF:
        akun = people.buat(connection, orang.nama_pengguna, orang.nama, orang.peran, unit=orang.unit)
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
        made.append(akun.id)
        nomor = f"0800{len(made):08d}"  # nobody's
        own = ubah_kontak(
            connection, akun.id, surel=orang.surel, telepon=nomor, kanal=(), tenang_mulai="", tenang_sampai=""
        )
        if isinstance(own, Refusal):
            gagal(own.kalimat)
    people.sandi_bersama(connection, sample.SANDI, made)
    who = {orang.nama_pengguna: made[place] for place, orang in enumerate(sample.STAF)}
    for unit, name in sample.KEPALA_UNIT.items():
        jabatan.angkat(connection, KEPALA_UNIT, unit, who[name])


def _kebijakan(connection: Connection) -> None:
    """What was adopted before: another limit for a while, then what the files say. All due times are of the last."""
    files, lahir = berlaku.dari(kebijakan()), facility.born(connection)
    kepala = _known(connection)[sample.KEPALA].id
    for hari, lengkapi in sample.KEBIJAKAN:
        aturan = files
        if lengkapi is not None:
            limit = files.tenggat.kelengkapan.model_copy(update={"batas": Jangka(lengkapi, timedelta())})
            aturan = berlaku.rakit(files.tenggat.model_copy(update={"kelengkapan": limit}), files.libur)
        berlaku.terapkan(connection, aturan, kepala, lahir - timedelta(days=hari), 0, awal=True)


def _ringkasan(engine: Engine, lahir: datetime) -> None:
    """This morning's digests (yesterday's before seven), of what is open then and still."""
    zona, aturan = ZoneInfo(ZONA_INDONESIA[sample.CONTOH.zona]), kebijakan().pengingat
    today = lahir.astimezone(zona).date()
    hari = today if lahir >= pukul(today, aturan.harian.pukul, zona) else today - timedelta(days=1)
    kini = Keadaan(pukul(hari, aturan.harian.pukul, zona), zona, aturan)
    with writing(engine).begin() as connection:
        for petugas in susun.calon_harian(connection, kini, hari):
            susun.tulis_harian(connection, petugas, kini, hari)


def _kamar(connection: Connection, hari: int) -> None:
    mulai = facility.born(connection) - timedelta(days=hari)
    for kamar, beds in sample.KAMAR:
        ruang.add_room(connection, kamar)
        for bed in beds:
            ruang.add_bed(connection, bed, kamar.kode, now=mulai)


def _ruas(connection: Connection) -> None:
    places = ((satu.kode, muat) for satu in sample.RAK for muat in sample.MUAT)
    for ke, (kode, muat) in enumerate(places):
        rak.tambah(connection, kode, sample.nomor(ke * sample.SERUAS), muat)
