"""What an import must know of the patients and folders that are there already, many rows at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from engine import tables as t
from engine.rows.pasien import IDENTITAS
from schemas.commands.pasien import Identitas
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


Baris = Mapping[str, Any]
"""Who a patient is, columns by name."""


@dataclass(frozen=True, slots=True)
class Kembaran:
    """Patients who are there, by what may make another the same person: the NIK, the day of birth."""

    nik: Mapping[str, Sequence[Baris]] = field(repr=False)
    lahir: Mapping[date, Sequence[Baris]] = field(repr=False)

    def tanpa(self, ids: Collection[str]) -> "Kembaran":
        """Without these: an import's own earlier rows are compared in the file, in a rehearsal too."""
        return Kembaran(
            {key: [row for row in rows if row["id"] not in ids] for key, rows in self.nik.items()},
            {day: [row for row in rows if row["id"] not in ids] for day, rows in self.lahir.items()},
        )

    def calon(self, identitas: Identitas) -> Iterator[Baris]:
        """Who may be this person, to be judged by `engine.kiup.skor`."""
        yield from self.nik.get(identitas.nik or "", ())
        if identitas.tanggal_lahir:
            huruf = _huruf(identitas.nama)
            yield from (row for row in self.lahir.get(identitas.tanggal_lahir, ()) if huruf & _huruf(row["nama"]))


def _huruf(nama: str) -> set[str]:
    """The letters its words begin with: of the many born on one day, few share one."""
    return {kata[0] for kata in nama.casefold().split()}


def kembaran(connection: Connection, nik: Collection[str], lahir: Collection[date]) -> Kembaran:
    """Patients with one of these NIKs, or born on one of these days."""
    p = t.pasien.c
    kolom = (p.id, *(p[name] for name in IDENTITAS))
    by_nik: dict[str, list[Baris]] = {}
    by_day: dict[date, list[Baris]] = {}
    for mine, wanted, found in ((p.nik, nik, by_nik), (p.tanggal_lahir, lahir, by_day)):
        query = select(*kolom).where(mine.in_(wanted), p.keadaan == KeadaanPasien.TERDAFTAR)
        for row in connection.execute(query).mappings() if wanted else ():
            found.setdefault(row[mine], []).append(dict(row))
    return Kembaran(by_nik, by_day)
