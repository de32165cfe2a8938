"""The sections of the racks: how many folders fit, and the number each begins with in shelf order.

A section ends where the next one of the same room begins, so that every number has exactly one place. The caller
brings a writing connection and commits.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine import arsip
from engine import tables as t
from engine.arsip import Jajaran
from engine.database import lock_ledger
from engine.numbers import kunci
from engine.penjajaran import SistemJajar
from engine.refusals import Refusal
from schemas.names import KodeUnit

KAPASITAS: Final = range(1, 100_001)
RUAS_TERBANYAK: Final = 40
"""Sections of one rack."""


@dataclass(frozen=True, slots=True)
class Ruas:
    """One section of a rack."""

    unit: KodeUnit
    rak: str
    nama_rak: str
    nomor: int
    """Which section of its rack, from 1."""
    kapasitas: int
    dari: str
    """The first number that belongs here."""
    urutan: str


def semua(connection: Connection) -> list[Ruas]:
    """Every section, room by room in shelf order."""
    c, r = t.ruas.c, t.rak.c
    query = (
        select(r.unit, c.rak, r.nama, c.nomor, c.kapasitas, c.dari, c.urutan)
        .join(t.rak, r.kode == c.rak)
        .order_by(r.unit, c.urutan, c.rak, c.nomor)
    )
    return [Ruas(*row) for row in connection.execute(query)]


def letak(ruas: Sequence[Ruas], unit: str, urutan: str) -> Ruas | None:
    """The section a place in shelf order lies in; what stands before the first number stands in the first section."""
    own = [satu for satu in ruas if satu.unit == unit]
    return own[max(0, bisect_right([satu.urutan for satu in own], urutan) - 1)] if own else None


def tambah(connection: Connection, rak: str, dari: str, kapasitas: int) -> Refusal | None:
    """One more section of a rack."""
    lock_ledger(connection)
    if connection.execute(select(t.rak.c.kode).where(t.rak.c.kode == rak)).first() is None:
        return Refusal("rak_tidak_dikenal", "rak", {"rak": rak})
    last = connection.execute(select(func.max(t.ruas.c.nomor)).where(t.ruas.c.rak == rak)).scalar_one() or 0
    if last >= RUAS_TERBANYAK:
        return Refusal("jumlah_ruas_tidak_sah", "jumlah", {"batas": RUAS_TERBANYAK})
    kini = arsip.jajaran(connection)
    if refusal := _ditolak(connection, kini, (rak, last + 1), dari, kapasitas):
        return refusal
    row = {"rak": rak, "nomor": last + 1, "kapasitas": kapasitas, "dari": dari, "urutan": kini.teks(dari)}
    connection.execute(insert(t.ruas), row)
    return None


def ubah(connection: Connection, rak: str, nomor: int, dari: str, kapasitas: int) -> Refusal | None:
    """Another first number or capacity."""
    lock_ledger(connection)
    kini = arsip.jajaran(connection)
    if refusal := _ditolak(connection, kini, (rak, nomor), dari, kapasitas):
        return refusal
    values = {"kapasitas": kapasitas, "dari": dari, "urutan": kini.teks(dari)}
    own = (t.ruas.c.rak == rak) & (t.ruas.c.nomor == nomor)
    changed = connection.execute(update(t.ruas).where(own).values(values))
    return None if changed.rowcount else Refusal("ruas_tidak_dikenal", "nomor", {"rak": rak})


def hapus(connection: Connection, rak: str, nomor: int) -> Refusal | None:
    """Take a section away; its numbers belong to the one before."""
    removed = connection.execute(delete(t.ruas).where(t.ruas.c.rak == rak, t.ruas.c.nomor == nomor))
    return None if removed.rowcount else Refusal("ruas_tidak_dikenal", "nomor", {"rak": rak})


def pindah_ruang(connection: Connection, rak: str, unit: KodeUnit) -> Refusal | None:
    """A rack stands in the room of another unit."""
    if connection.execute(select(t.unit.c.kode).where(t.unit.c.kode == unit, t.unit.c.aktif)).first() is None:
        return Refusal("unit_tidak_dikenal", "unit", {"unit": unit})
    changed = connection.execute(update(t.rak).where(t.rak.c.kode == rak).values(unit=unit))
    return None if changed.rowcount else Refusal("rak_tidak_dikenal", "rak", {"rak": rak})


def bagi(connection: Connection, unit: KodeUnit, jumlah: int, kapasitas: int) -> Refusal | None:
    """Divide all racks of a room anew: so many sections each, every section with its even share of the numbers."""
    if jumlah not in range(1, RUAS_TERBANYAK + 1):
        return Refusal("jumlah_ruas_tidak_sah", "jumlah", {"batas": RUAS_TERBANYAK})
    if kapasitas not in KAPASITAS:
        return Refusal("kapasitas_tidak_sah", "kapasitas", {"batas": KAPASITAS[-1]})
    lock_ledger(connection)
    r = t.rak.c
    racks = list(connection.execute(select(r.kode).where(r.unit == unit).order_by(r.urutan, r.kode)).scalars())
    if not racks:
        return Refusal("rak_tanpa_ruas", "unit")
    kini = arsip.jajaran(connection)
    connection.execute(delete(t.ruas).where(t.ruas.c.rak.in_(racks)))
    starts = _awalan(connection, kini, unit, len(racks) * jumlah, kapasitas)
    places = ((rak, nomor) for rak in racks for nomor in range(1, jumlah + 1))
    rows = [
        {"rak": rak, "nomor": nomor, "kapasitas": kapasitas, "dari": dari, "urutan": kini.teks(dari)}
        for (rak, nomor), dari in zip(places, starts, strict=False)
    ]
    connection.execute(insert(t.ruas), rows)
    return None


def _awalan(connection: Connection, kini: Jajaran, unit: KodeUnit, banyak: int, kapasitas: int) -> list[str]:
    """The first number of each section. Straight order: where the folders are; the others: even shares of the groups.

    Middle and terminal digit spread new folders over all sections by themselves (FACTS A3.9/83); straight order
    does not, so there each section takes as many as it holds, in the order the numbers come.
    """
    if kini.sistem is not SistemJajar.LANGSUNG:
        return list(_merata(kini, banyak))
    c = t.berkas.c
    home = (c.rumah == unit) & c.urutan.is_not(None)
    total = connection.execute(select(func.count()).where(home)).scalar_one()
    starts = [kini.bentuk.tulis(0)]
    for place in range(1, banyak):
        at = place * kapasitas if total <= banyak * kapasitas else place * total // banyak
        query = select(c.nomor).where(home).order_by(c.urutan).offset(at).limit(1)
        nomor = connection.execute(query).scalar_one_or_none() if at < total else None
        if nomor is None:
            last = int("0" + "".join(filter(str.isdigit, kunci(starts[-1]))))
            following = max(last + kapasitas, at)
            if len(str(following)) > kini.bentuk.lebar:
                break
            nomor = kini.bentuk.tulis(following)
        starts.append(nomor)
    return starts


def _merata(kini: Jajaran, banyak: int) -> Iterator[str]:
    """Even shares of the groups that count first: of a hundred terminal digits, or of the digits before them too."""
    widths = kini.bentuk.kelompok
    order = list(range(len(widths)))
    if kini.sistem is SistemJajar.AKHIR:
        order.reverse()
    else:
        middle = (len(widths) - 1) // 2
        order = [middle, *order[:middle], *order[middle + 1 :]]
    used = order[: 1 if banyak <= 10 ** widths[order[0]] else 2]
    span = 10 ** sum(widths[place] for place in used)
    for section in range(min(banyak, span)):
        digits = f"{section * span // min(banyak, span):0{sum(widths[place] for place in used)}d}"
        groups = ["0" * width for width in widths]
        for place in used:
            groups[place], digits = digits[: widths[place]], digits[widths[place] :]
        yield "-".join(groups)


def _ditolak(
    connection: Connection, kini: Jajaran, tempat: tuple[str, int], dari: str, kapasitas: int
) -> Refusal | None:
    key = kunci(dari)
    if not (key.isascii() and key.isalnum() and len(dari) <= 24):  # noqa: PLR2004 - as long as a number may be
        return Refusal("dari_tidak_sah", "dari")
    if kapasitas not in KAPASITAS:
        return Refusal("kapasitas_tidak_sah", "kapasitas", {"batas": KAPASITAS[-1]})
    known = semua(connection)
    room = next((satu.unit for satu in known if satu.rak == tempat[0]), None)
    taken = any(
        satu.urutan == kini.teks(dari) and (satu.rak, satu.nomor) != tempat and satu.unit == (room or satu.unit)
        for satu in known
    )
    return Refusal("ruas_terpakai", "dari") if taken else None
