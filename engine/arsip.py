"""What a facility decided about numbers and shelves, as its tables keep it. Written by pages and CLI, read by all."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.penjajaran import Bentuk, SistemJajar, kunci_urut, teks_urut
from engine.penomoran import PERTAMA, Rencana, Skema, awal, bawaan, berlaku_pada
from engine.policy import kebijakan
from schemas.names import RUANG_REKAM_MEDIS, JenisKunjungan, KodeUnit

SATU: Final = 1
"""The one row of the shelf arrangement."""


@dataclass(frozen=True, slots=True)
class Jajaran:
    """How folders stand: the order, how numbers are read for it, and where the folders of the wards live."""

    sistem: SistemJajar
    bentuk: Bentuk
    rumah_inap: KodeUnit | None = None
    """The unit that keeps inpatient folders; None: everything lives in the record room (centralised)."""
    kursor: str | None = None
    """The last folder whose place in the order was made again, while that goes on; "" at its beginning."""

    def teks(self, nomor: str) -> str:
        """The place of a number in shelf order, as a text that compares."""
        return teks_urut(nomor, self.sistem, self.bentuk)

    def kunci(self, nomor: str) -> tuple[str, ...]:
        """The same as a tuple."""
        return kunci_urut(nomor, self.sistem, self.bentuk)

    def rumah(self, layanan: JenisKunjungan | None) -> KodeUnit:
        """Where the folder of a service lives."""
        inap = layanan is JenisKunjungan.RAWAT_INAP and self.rumah_inap
        return self.rumah_inap or RUANG_REKAM_MEDIS if inap else RUANG_REKAM_MEDIS


@dataclass(frozen=True)
class Arsip:
    """All of it, as it stood at one moment."""

    rencana: tuple[Rencana, ...]
    jajaran: Jajaran

    def pada(self, hari: date) -> Rencana:
        """The numbering scheme in force on a day."""
        return berlaku_pada(self.rencana, hari) or self.rencana[0]

    def awal(self, satu: Rencana) -> int:
        """The next number to try under a plan."""
        return awal(self.rencana, satu)


def baca(connection: Connection) -> Arsip:
    """What was decided, or the policy where nothing was."""
    c = t.penomoran.c
    query = select(c.berlaku, c.skema, c.kelompok, c.anggota, c.mulai, c.berikut).order_by(c.berlaku)
    known = {date.fromisoformat(row.berlaku): row for row in connection.execute(query)}
    own = known.pop(PERTAMA, None)  # the counter of the policy's scheme
    rencana = (
        replace(bawaan(), berikut=own.berikut if own else None),
        *(
            Rencana(hari, Skema(row.skema), Bentuk(_widths(row.kelompok), row.anggota), row.mulai, row.berikut)
            for hari, row in known.items()
        ),
    )
    return Arsip(rencana, jajaran(connection))


def jajaran(connection: Connection) -> Jajaran:
    """How folders stand: as chosen, or by policy while nothing was."""
    c = t.penjajaran.c
    row = connection.execute(select(c.sistem, c.kelompok, c.anggota, c.rumah_inap, c.kursor)).first()
    if row is None:
        return Jajaran(SistemJajar(kebijakan().penomoran.jajar.pilihan), bawaan().bentuk)
    rumah_inap = KodeUnit(row.rumah_inap) if row.rumah_inap else None
    return Jajaran(SistemJajar(row.sistem), Bentuk(_widths(row.kelompok), row.anggota), rumah_inap, row.kursor)


def _widths(text: str) -> tuple[int, ...]:
    return tuple(int(width) for width in text.split("-"))
