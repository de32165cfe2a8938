"""The records of requests: nothing in them that is not in their events."""

from collections.abc import Sequence
from typing import Any, Final

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.permintaan import Permintaan
from schemas.names import AsalPermintaan, JenisKunjungan, KeadaanAwal, KeadaanPermintaan

KOLOM: Final = tuple(t.permintaan.c[name] for name in Permintaan._fields)


def record_of(row: Sequence[Any]) -> Permintaan:
    """A request from its row, columns in the order of Permintaan's fields."""
    plain = Permintaan(*row)
    return plain._replace(
        keadaan=KeadaanPermintaan(plain.keadaan),
        asal=plain.asal and AsalPermintaan(plain.asal),
        layanan=JenisKunjungan(plain.layanan) if plain.layanan else None,
        keadaan_awal=plain.keadaan_awal and KeadaanAwal(plain.keadaan_awal),
    )


KEPT = Kept(
    t.permintaan,
    Permintaan._fields,
    fixed={
        "id",
        "unit",
        "kunjungan",
        "dibutuhkan_pada",
        "asal",
        "layanan",
        "keadaan_awal",
        "sasaran",
        "berlaku_sampai",
        "terdaftar",
    },
    read=record_of,
)
