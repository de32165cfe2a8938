"""Facilities that letters on paper go to or come from: kept by hand, of no hub.

An expected no is a Refusal; the caller brings a writing connection and commits.
"""

import re
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from engine import tables as t
from engine.refusals import Refusal

KODE: Final = re.compile(r"[A-Z0-9]{2,16}")
JENIS: Final = ("puskesmas", "klinik", "rs")
"""Those patients are referred to and from."""
TINGKAT: Final = range(1, 4)
NAMA_TERPANJANG: Final = 120


class FasyankesLuar(NamedTuple):
    """One of them. `tingkat`: its own level, where it is not that of its kind."""

    kode: str
    nama: str
    jenis: str
    tingkat: int | None = None
    telepon: str = ""


def simpan(connection: Connection, satu: FasyankesLuar) -> FasyankesLuar | Refusal:
    """Keep it, in place of what stood under its code."""
    nama = " ".join(satu.nama.split())
    wrong = (
        ("kode", KODE.fullmatch(satu.kode) is not None, "2-16 huruf besar atau angka"),
        ("nama", bool(nama) and len(nama) <= NAMA_TERPANJANG and nama.isprintable(), "wajib, paling panjang 120 huruf"),
        ("jenis", satu.jenis in JENIS, "salah satu dari " + ", ".join(JENIS)),
        ("tingkat", satu.tingkat is None or satu.tingkat in TINGKAT, "1, 2, atau 3"),
    )
    for field, fine, why in wrong:
        if not fine:
            return Refusal("isian_tidak_sah", field, {"field": field, "sebab": why})
    made = satu._replace(nama=nama)
    connection.execute(delete(t.fasyankes_luar).where(t.fasyankes_luar.c.kode == satu.kode))
    connection.execute(insert(t.fasyankes_luar), made._asdict() | {"telepon": made.telepon or None, "aktif": True})
    return made


def hapus(connection: Connection, kode: str) -> bool:
    """Offered no more. True where it was there; letters keep its code."""
    return bool(connection.execute(delete(t.fasyankes_luar).where(t.fasyankes_luar.c.kode == kode)).rowcount)


def semua(connection: Connection) -> list[FasyankesLuar]:
    """All of them, by code."""
    c = t.fasyankes_luar.c
    rows = connection.execute(select(c.kode, c.nama, c.jenis, c.tingkat, c.telepon).order_by(c.kode))
    return [FasyankesLuar(row.kode, row.nama, row.jenis, row.tingkat, row.telepon or "") for row in rows]
