"""Loans as they stand: what another loan must know of, and what pages and lists show."""

from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from schemas.names import KeadaanPeminjaman

_c = t.peminjaman.c
BELUM_SELESAI: Final = (
    KeadaanPeminjaman.DIAJUKAN.value,
    KeadaanPeminjaman.DISETUJUI.value,
    KeadaanPeminjaman.DISERAHKAN.value,
)


def belum_selesai(connection: Connection, berkas: str) -> list[str]:
    """The ids of a folder's loans that are not over, oldest first."""
    query = select(_c.id).where(_c.berkas == berkas, _c.keadaan.in_(BELUM_SELESAI)).order_by(_c.terdaftar, _c.id)
    return list(connection.execute(query).scalars())
