"""What an import must know of the patients and folders that are there already, many rows at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from engine import tables as t
from engine.kiup.nama import kata
from engine.rows.pasien import IDENTITAS
from schemas.names import Cara, KeadaanPasien, Pembawa


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that bears a number."""

    id: str
    pasien: str | None
    versi: int


@dataclass(frozen=True, slots=True)
class Dikenal:
    """A patient who is there: who they are, and whether anybody but an import has touched them."""

    id: str
    versi: int
    digabung: bool
    identitas: dict[str, object] = field(repr=False)
    disentuh: bool


def folder(connection: Connection, kunci: Collection[str]) -> dict[str, Folder]:
    """The paper folders with these keys."""
    b = t.berkas.c
    query = select(b.kunci, b.id, b.pasien, b.versi).where(b.kunci.in_(kunci), b.pembawa == Pembawa.FISIK)
    return {row.kunci: Folder(row.id, row.pasien, row.versi) for row in connection.execute(query)}


def pasien(connection: Connection, ids: Collection[str]) -> dict[str, Dikenal]:
    """The patients with these ids."""
    p, j = t.pasien.c, t.jejak.c
    rows = connection.execute(select(p.id, p.versi, p.keadaan, *(p[name] for name in IDENTITAS)).where(p.id.in_(ids)))
    found = {row.id: row._mapping for row in rows}  # noqa: SLF001 - SQLAlchemy's public name for a row by column
    query = select(j.subjek).where(j.subjek.in_(found), j.cara != Cara.IMPOR).distinct()
    touched = set(connection.execute(query).scalars()) if found else set()
    return {
        id_: Dikenal(
            id_,
            row["versi"],
            row["keadaan"] == KeadaanPasien.DIGABUNG,
            {name: row[name] for name in IDENTITAS},
            id_ in touched,
        )
        for id_, row in found.items()
    }


@dataclass(frozen=True, slots=True)
class Kembaran:
    """Patients who are there, by what makes another the same person."""

    nik: dict[str, str] = field(repr=False)
    lahir: dict[tuple[frozenset[str], date], str] = field(repr=False)


def kembaran(connection: Connection, nik: Collection[str], lahir: Collection[date]) -> Kembaran:
    """Patients with one of these NIKs, or born on one of these days, by the words of their names."""
    p = t.pasien.c
    ada = p.keadaan == KeadaanPasien.TERDAFTAR
    by_nik = connection.execute(select(p.nik, p.id).where(p.nik.in_(nik), ada)) if nik else ()
    by_day = (
        connection.execute(select(p.nama, p.tanggal_lahir, p.id).where(p.tanggal_lahir.in_(lahir), ada))
        if lahir
        else ()
    )
    return Kembaran(
        {row.nik: row.id for row in by_nik},
        {(frozenset(kata(row.nama)), row.tanggal_lahir): row.id for row in by_day},
    )
