"""A small sample facility, made in an empty database: units, accounts, beds, some patients and today's visits."""

from typing import Final
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, Engine

from cli.keluaran import gagal
from engine import clock, facility, people, ruang, sample
from engine.database import writing
from engine.execute import FrontDoor
from engine.refusals import Refusal
from engine.sample.profil import Rekaan
from schemas.commands.berkas import Daftarkan as BerkasDaftarkan
from schemas.commands.kunjungan import Daftarkan as KunjunganDaftarkan
from schemas.commands.pasien import PasienDaftarkan
from schemas.message import Command
from schemas.names import Cara, JenisKunjungan

LOKET: Final = "loket"
TUNAI: Final = "umum"


def buat(engine: Engine, rekaan: Rekaan) -> None:
    """Units, accounts and beds at once; then patients. Asked again it goes on where it was interrupted."""
    with writing(engine).begin() as connection:
        if facility.read(connection) is None:
            facility.create(connection, rekaan.milik, rekaan.units, rekaan.rak)
            _staf(connection, rekaan)
            _kamar(connection, rekaan)
    if not rekaan.pasien:
        return
    with engine.connect() as connection:
        loket = people.dengan_nama(connection, LOKET)
    if loket is None:
        return
    with FrontDoor(engine, rekaan.milik.kode) as door:
        for place in rekaan.pasien:
            for command in _pasien(rekaan, place, loket):
                answer = door.submit(command).result()
                if isinstance(answer, Refusal):
                    gagal(f"Fasilitas contoh tidak jadi: {answer.kalimat}")


def _pasien(rekaan: Rekaan, place: int, loket: people.Petugas) -> tuple[Command, ...]:
    """A patient, their folder and, of every other, a visit today. The same ids however often it is asked."""

    def id_dari(apa: str) -> str:
        return str(uuid5(NAMESPACE_OID, f"jejak:{rekaan.milik.kode}:{apa}:{place}"))

    pasien = id_dari("pasien")
    by = {"pelaku": loket.pelaku, "cara": Cara.LAYAR}
    commands: list[Command] = [
        PasienDaftarkan(
            command_id=id_dari("perintah-pasien"),
            subjek=pasien,
            identitas=sample.identitas(place, clock.now().date()),
            **by,
        ),
        BerkasDaftarkan(command_id=id_dari("perintah-berkas"), subjek=id_dari("berkas"), pasien=pasien, **by),
    ]
    if rekaan.poli is not None and place % 2 == 0:
        commands.append(
            KunjunganDaftarkan(
                command_id=id_dari("perintah-kunjungan"),
                subjek=id_dari("kunjungan"),
                pasien=pasien,
                jenis_kunjungan=JenisKunjungan.RAWAT_JALAN,
                unit=rekaan.poli,
                cara_bayar=TUNAI,
                **by,
            )
        )
    return tuple(commands)


def _staf(connection: Connection, rekaan: Rekaan) -> None:
    made: list[str] = []
    for orang in rekaan.staf:
        akun = people.buat(connection, orang.nama_pengguna, orang.nama, orang.peran, unit=orang.unit)
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
        made.append(akun.id)
    people.sandi_bersama(connection, sample.SANDI, made)


def _kamar(connection: Connection, rekaan: Rekaan) -> None:
    now = clock.now()
    for kamar, beds in rekaan.kamar:
        answers = [
            ruang.add_room(connection, kamar),
            *(ruang.add_bed(connection, bed, kamar.kode, now=now) for bed in beds),
        ]
        for answer in answers:
            if isinstance(answer, Refusal):
                gagal(f"Fasilitas contoh tidak jadi: {answer.kalimat}")
