"""What a facility decided about numbers and shelves, as its tables keep it. Written by pages and CLI, read by all."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from engine import penyimpanan
from engine import tables as t
from engine.database import lock_ledger
from engine.penjajaran import Bentuk, SistemJajar, kunci_urut, teks_urut
from engine.penomoran import LEBAR, PERTAMA, Rencana, Skema, awal, bawaan, berlaku_pada
from engine.penyimpanan import TERPUSAT, Penyimpanan
from engine.policy import kebijakan
from engine.refusals import Refusal
from schemas.names import RUANG_REKAM_MEDIS, JenisKunjungan, KodeUnit, Pembawa, PetugasId

SATU: Final = 1
"""The one row of the shelf arrangement."""


@dataclass(frozen=True, slots=True)
class Jajaran:
    """How folders stand: the order, and how numbers are read for it."""

    sistem: SistemJajar
    bentuk: Bentuk
    kursor: str | None = None
    """The last folder whose place in the order was made again, while that goes on; "" at its beginning."""

    def teks(self, nomor: str) -> str:
        """The place of a number in shelf order, as a text that compares."""
        return teks_urut(nomor, self.sistem, self.bentuk)

    def kunci(self, nomor: str) -> tuple[str, ...]:
        """The same as a tuple."""
        return kunci_urut(nomor, self.sistem, self.bentuk)


@dataclass(frozen=True)
class Arsip:
    """All of it, as it stood at one moment."""

    rencana: tuple[Rencana, ...]
    jajaran: Jajaran
    penyimpanan: tuple[Penyimpanan, ...] = (TERPUSAT,)

    def rumah(self, layanan: JenisKunjungan | None, pembawa: Pembawa, hari: date) -> KodeUnit:
        """Where the folder of a service lives that is registered on a day; only paper lives apart."""
        if pembawa is not Pembawa.FISIK:
            return RUANG_REKAM_MEDIS
        return penyimpanan.pada(self.penyimpanan, hari).rumah(layanan)

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
    return Arsip(rencana, jajaran(connection), penyimpanan.baca(connection))


def jajaran(connection: Connection) -> Jajaran:
    """How folders stand: as chosen, or by policy while nothing was."""
    c = t.penjajaran.c
    row = connection.execute(select(c.sistem, c.kelompok, c.anggota, c.kursor)).first()
    if row is None:
        return Jajaran(SistemJajar(kebijakan().penomoran.jajar.pilihan), bawaan().bentuk)
    return Jajaran(SistemJajar(row.sistem), Bentuk(_widths(row.kelompok), row.anggota), row.kursor)


def _widths(text: str) -> tuple[int, ...]:
    return tuple(int(width) for width in text.split("-"))


# ── deciding ────────────────────────────────────────────────────────────────────────────────────────

SEKALI_SUSUN: Final = 1000
"""Folders whose place in the order is made again in one transaction."""
_BENTUK: Final = re.compile(r"[1-6](-[1-6]){0,3}")


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far making the order again has got."""

    sudah: int
    semua: int
    selesai: bool

    @property
    def persen(self) -> int:
        """In hundredths, whole ones."""
        return 100 if self.selesai else min(99, self.sudah * 100 // max(self.semua, 1))


def bentuk_dari(kelompok: str, anggota: int) -> Bentuk | Refusal:
    """The form of a number as it is typed: `2-2-2`."""
    widths = _widths(kelompok) if _BENTUK.fullmatch(kelompok) else ()
    if sum(widths) not in LEBAR:
        return Refusal("bentuk_tidak_sah", "kelompok", {"dari": LEBAR[0], "sampai": LEBAR[-1]})
    return Bentuk(widths, anggota)


def rencanakan(
    connection: Connection, rencana: Rencana, hari: date, pelaku: PetugasId, now: datetime
) -> Refusal | None:
    """Plan a numbering scheme from a day on; a plan of that day that gave no number yet is replaced."""
    keluarga = rencana.skema is Skema.KELUARGA
    if rencana.berlaku < hari:
        return Refusal("rencana_lampau", "berlaku")
    if keluarga != (rencana.bentuk.anggota in range(1, 4)):
        return Refusal("anggota_tidak_sah", "anggota")
    if rencana.mulai is not None and not 1 <= rencana.mulai <= rencana.terakhir:
        return Refusal("mulai_tidak_sah", "mulai", {"terakhir": rencana.terakhir})
    lock_ledger(connection)
    if refusal := _lepas(connection, rencana.berlaku):
        return refusal
    row = {
        "berlaku": rencana.berlaku.isoformat(),
        "skema": rencana.skema.value,
        "kelompok": _written(rencana.bentuk),
        "anggota": rencana.bentuk.anggota,
        "mulai": rencana.mulai,
        "dibuat": now,
        "pelaku": pelaku,
    }
    connection.execute(insert(t.penomoran), row)
    kini = jajaran(connection)
    if keluarga and kini.bentuk.anggota != rencana.bentuk.anggota:
        _tulis(connection, replace(kini, bentuk=replace(kini.bentuk, anggota=rencana.bentuk.anggota), kursor=""), now)
    return None


def hapus_rencana(connection: Connection, berlaku: date) -> Refusal | None:
    """Take back a plan that gave no number yet."""
    lock_ledger(connection)
    if not any(satu.berlaku == berlaku for satu in baca(connection).rencana[1:]):
        return Refusal("rencana_tidak_dikenal", "berlaku")
    return _lepas(connection, berlaku)


def _lepas(connection: Connection, berlaku: date) -> Refusal | None:
    c = t.penomoran.c
    used = select(c.berikut).where(c.berlaku == berlaku.isoformat(), c.berikut.is_not(None))
    if connection.execute(used).first() is not None:
        return Refusal("rencana_terpakai", "berlaku")
    connection.execute(delete(t.penomoran).where(c.berlaku == berlaku.isoformat()))
    return None


def jajarkan(connection: Connection, wanted: Jajaran, now: datetime) -> Refusal | None:
    """Arrange the shelves another way. The order of the folders is then made again, by `susun`, until it is done."""
    lock_ledger(connection)
    kini = jajaran(connection)
    wanted = replace(wanted, bentuk=replace(wanted.bentuk, anggota=kini.bentuk.anggota))
    if replace(wanted, kursor=None) == replace(kini, kursor=None):
        return Refusal("jajaran_tidak_berubah", "sistem")
    same = (wanted.sistem, wanted.bentuk) == (kini.sistem, kini.bentuk)
    _tulis(connection, replace(wanted, kursor=kini.kursor if same else ""), now)
    for row in connection.execute(select(t.ruas.c.rak, t.ruas.c.nomor, t.ruas.c.dari)).all():
        own = (t.ruas.c.rak == row.rak) & (t.ruas.c.nomor == row.nomor)
        connection.execute(update(t.ruas).where(own).values(urutan=wanted.teks(row.dari)))
    return None


def _tulis(connection: Connection, wanted: Jajaran, now: datetime) -> None:
    row = {
        "sistem": wanted.sistem.value,
        "kelompok": _written(wanted.bentuk),
        "anggota": wanted.bentuk.anggota,
        "kursor": wanted.kursor,
        "diperbarui": now,
    }
    if not connection.execute(update(t.penjajaran).values(row)).rowcount:
        connection.execute(insert(t.penjajaran), row | {"id": SATU})


def susun(connection: Connection, banyak: int = SEKALI_SUSUN) -> bool:
    """Make the place of so many more folders again; False when all are done. Stops and goes on at will.

    A folder registered meanwhile already has its place by the new order; made again, it is the same.
    """
    lock_ledger(connection)  # the front door writes the same rows: one after the other
    kini = jajaran(connection)
    if kini.kursor is None:
        return False
    c = t.berkas.c
    query = select(c.id, c.nomor, c.pembawa).where(c.id > kini.kursor).order_by(c.id).limit(banyak)
    found = connection.execute(query).all()
    paper = [{"b_id": row.id, "teks": kini.teks(row.nomor)} for row in found if row.pembawa == Pembawa.FISIK]
    if paper:
        connection.execute(update(t.berkas).where(c.id == bindparam("b_id")).values(urutan=bindparam("teks")), paper)
    done = len(found) < banyak
    connection.execute(update(t.penjajaran).values(kursor=None if done else found[-1].id))
    return not done


def kemajuan(connection: Connection) -> Kemajuan:
    """How far that has got."""
    kursor = jajaran(connection).kursor
    if kursor is None:
        return Kemajuan(0, 0, selesai=True)
    semua = connection.execute(select(func.count()).select_from(t.berkas)).scalar_one()
    sudah = connection.execute(select(func.count()).where(t.berkas.c.id <= kursor)).scalar_one()
    return Kemajuan(sudah, semua, selesai=False)


def _written(bentuk: Bentuk) -> str:
    return "-".join(str(width) for width in bentuk.kelompok)
