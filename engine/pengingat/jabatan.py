"""Who was appointed head of a unit or to the medical committee: data about people, no role.

It permits one thing: the head of a unit signs its census.
"""

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from engine import tables as t
from engine.pengingat.sumber import KEPALA_UNIT, KOMITE_MEDIK, SELURUHNYA
from engine.refusals import Refusal


class Jabatan(NamedTuple):
    """One appointment."""

    jabatan: str
    unit: str
    petugas: str


def semua(connection: Connection) -> list[Jabatan]:
    """Every appointment."""
    c = t.jabatan.c
    query = select(c.jabatan, c.unit, c.petugas).order_by(c.jabatan.desc(), c.unit, c.petugas)
    return [Jabatan(*row) for row in connection.execute(query)]


def angkat(connection: Connection, jabatan: str, unit: str, petugas: str) -> Jabatan | Refusal:
    """Appoint somebody; twice is once."""
    unit = SELURUHNYA if jabatan == KOMITE_MEDIK else unit
    if jabatan not in {KEPALA_UNIT, KOMITE_MEDIK}:
        return Refusal("isian_tidak_sah", "jabatan", {"field": "jabatan", "sebab": "kepala_unit atau komite_medik"})
    known = select(t.unit.c.kode).where(t.unit.c.kode == unit, t.unit.c.aktif)
    if jabatan == KEPALA_UNIT and connection.execute(known).first() is None:
        return Refusal("unit_tidak_dikenal", "unit", {"unit": unit[:16]})
    who = select(t.petugas.c.id).where(t.petugas.c.id == petugas, t.petugas.c.aktif)
    if connection.execute(who).first() is None:
        return Refusal("akun_tidak_dikenal", "petugas")
    made = Jabatan(jabatan, unit, petugas)
    if made not in semua(connection):
        connection.execute(insert(t.jabatan), made._asdict())
    return made


def lepas(connection: Connection, jabatan: str, unit: str, petugas: str) -> None:
    """End an appointment; one that is none already is ended."""
    c = t.jabatan.c
    connection.execute(delete(t.jabatan).where(c.jabatan == jabatan, c.unit == unit, c.petugas == petugas))
