"""Corrections of electronic records as lists show them."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.rows.koreksi import record_of
from engine.views import names
from engine.workflows.koreksi import Koreksi
from schemas.names import KeadaanKoreksi

HALAMAN: Final = 200
_k = t.koreksi.c
_KOLOM: Final = tuple(_k[name] for name in Koreksi._fields)


@dataclass(frozen=True, slots=True)
class Baris:
    """One correction, with the number of its record and who asked."""

    koreksi: Koreksi
    nomor: str
    pengaju: str


def daftar(connection: Connection, keadaan: KeadaanKoreksi, batas: int = HALAMAN) -> list[Baris]:
    """The corrections in this state, the oldest first."""
    query = (
        select(*_KOLOM, t.berkas.c.nomor)
        .join(t.berkas, t.berkas.c.id == _k.berkas)
        .where(_k.keadaan == keadaan)
        .order_by(_k.terdaftar, _k.id)
        .limit(batas)
    )
    found = [(record_of(row[:-1]), row[-1]) for row in connection.execute(query)]
    people = names.petugas(connection, (one.pengaju for one, _ in found))
    return [Baris(one, nomor, people.get(one.pengaju or "", "-")) for one, nomor in found]
