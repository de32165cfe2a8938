"""The records of visits, each with the number of the referral letter: kept in its row, never in an event."""

from collections.abc import Sequence
from typing import Any

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.kunjungan import Kunjungan
from schemas.commands.kunjungan import Daftarkan
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


KEPT = Kept(
    t.kunjungan,
    Kunjungan._fields,
    fixed={"id", "jenis", "tanggal", "antrean", "kunjungan_baru", "asal", "bayi_lahir", "masuk", "terdaftar"},
    read=record_of,
    first=_letter,
)
