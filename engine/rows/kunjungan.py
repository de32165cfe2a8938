"""The records of visits, each with the number of its referral letter and its codes: kept here, never in an event."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from engine import tables as t
from engine.rows.kept import Entry, Kept
from engine.workflows.kunjungan import Kunjungan
from schemas.commands.kunjungan import Daftarkan, Kodekan
from schemas.message import Command
from schemas.names import AsalPasien, CaraKeluar, JenisKunjungan, KeadaanKunjungan, KelasRawat


def record_of(row: Sequence[Any]) -> Kunjungan:
    """A record from its row, columns in the order of Kunjungan's fields."""
    plain = Kunjungan(*row)
    return plain._replace(
        keadaan=KeadaanKunjungan(plain.keadaan),
        jenis=JenisKunjungan(plain.jenis),
        asal_pasien=AsalPasien(plain.asal_pasien),
        kelas=KelasRawat(plain.kelas) if plain.kelas else None,
        cara_keluar=CaraKeluar(plain.cara_keluar) if plain.cara_keluar else None,
        semula=KeadaanKunjungan(plain.semula) if plain.semula else None,
    )


def _letter(command: Command) -> dict[str, Any]:
    return {"nomor_rujukan": command.nomor_rujukan if isinstance(command, Daftarkan) else None}


def _codes(connection: Connection, entries: Sequence[Entry]) -> None:
    """The codes of the visits that were coded: the last wish's, whatever stood there before."""
    last = {entry.after.id: entry for entry in entries if isinstance(entry.command, Kodekan)}
    if not last:
        return
    c = t.kunjungan_kode.c
    connection.execute(delete(t.kunjungan_kode).where(c.kunjungan.in_(list(last))))
    rows = [
        {
            "kunjungan": id_,
            "urutan": place,
            "kode": one.kode,
            "kasus_baru": one.kasus_baru,
            "pelaku": entry.event.pelaku,
            "pada": entry.after.dikode,
        }
        for id_, entry in last.items()
        if isinstance(entry.command, Kodekan)
        for place, one in enumerate(entry.command.kode, 1)
    ]
    connection.execute(insert(t.kunjungan_kode), rows)


KEPT = Kept(
    t.kunjungan,
    Kunjungan._fields,
    fixed={"id", "jenis", "tanggal", "antrean", "kunjungan_baru", "asal", "bayi_lahir", "masuk", "terdaftar"},
    read=record_of,
    first=_letter,
    beside=_codes,
)
