"""One patient's page: who they are and were, their folders, who was merged into them, what happened to the entry."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select

from engine import tables as t
from engine.refusals import Refusal
from engine.views import calon, names
from engine.views.pasien import Orang, nomor, orang, serumpun, tujuan
from schemas.commands.pasien import Identitas

_ID: Final = re.compile(r"[0-9a-f-]{36}")
PALING_BANYAK: Final = 50
"""Facts shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a patient, as their page lists it."""

    id: str
    nomor: str
    keadaan: str
    pembawa: str
    lokasi: str | None
    tujuan: str | None
    rumah: str


@dataclass(frozen=True, slots=True)
class Lembar:
    """One patient's page: who they are and were, their folders, who was merged into them."""

    id: str
    keadaan: str
    versi: int
    dikenal: bool
    digabung_ke: str | None
    kini: str
    """Where the pointers end: themselves, unless merged."""
    terdaftar: datetime
    identitas: Identitas
    lama: tuple[tuple[datetime, Identitas], ...]
    folder: tuple[Folder, ...]
    tergabung: tuple[Orang, ...]
    kejadian: tuple["Kejadian", ...]


@dataclass(frozen=True, slots=True)
class Kejadian:
    """A fact about the patient: what, when, by whom; for a changed identity which fields."""

    jenis: str
    terjadi_pada: datetime
    pelaku: str
    bidang: tuple[str, ...]


_KOLOM_ORANG: Final = tuple(Identitas.model_fields)


def rinci(connection: Connection, pasien: str) -> Lembar | Refusal:
    """One patient by id, whether merged or not."""
    known = pasien if _ID.fullmatch(pasien) else ""  # a database does not take every text
    row = connection.execute(select(t.pasien).where(t.pasien.c.id == known)).mappings().one_or_none()
    if row is None:
        return Refusal("pasien_tidak_dikenal", "pasien")
    former = select(t.identitas_lama).where(t.identitas_lama.c.pasien_id == pasien)
    lama = connection.execute(former.order_by(t.identitas_lama.c.versi.desc())).mappings().all()
    kin = serumpun(connection, pasien)
    others = calon.isi(connection, [one for one in kin if one != pasien])
    numbers = nomor(connection, list(others))
    return Lembar(
        id=row["id"],
        keadaan=row["keadaan"],
        versi=row["versi"],
        dikenal=bool(row["dikenal"]),
        digabung_ke=row["digabung_ke"],
        kini=tujuan(connection, [pasien])[pasien],
        terdaftar=row["terdaftar"],
        identitas=_identitas(row),
        lama=tuple((one["sampai"], _identitas(one)) for one in lama),
        folder=tuple(_folder(connection, kin)),
        tergabung=tuple(orang(other, numbers.get(one, ())) for one, other in sorted(others.items())),
        kejadian=_kejadian(connection, pasien),
    )


def _kejadian(connection: Connection, pasien: str) -> tuple[Kejadian, ...]:
    j = t.jejak.c
    query = select(j.jenis, j.terjadi_pada, j.pelaku, j.data).where(j.subjek == pasien).order_by(j.versi.desc())
    rows = connection.execute(query.limit(PALING_BANYAK)).all()
    who = names.petugas(connection, (row.pelaku for row in rows))
    return tuple(
        Kejadian(row.jenis, row.terjadi_pada, who.get(row.pelaku, ""), tuple(orjson.loads(row.data).get("bidang", ())))
        for row in rows
    )


def _identitas(row: Mapping[Any, Any]) -> Identitas:
    """As it was accepted once: rules that came later do not make an old entry unreadable."""
    return Identitas.model_construct(**{name: row[name] for name in _KOLOM_ORANG})


def _folder(connection: Connection, ids: Sequence[str]) -> Iterable[Folder]:
    b = t.berkas.c
    query = select(b.id, b.nomor, b.keadaan, b.pembawa, b.lokasi, b.tujuan, b.rumah).where(b.pasien.in_(ids))
    return (Folder(*row) for row in connection.execute(query.order_by(b.nomor, b.pembawa)))
