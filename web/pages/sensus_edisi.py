"""Which edition the numbers of a unit's day are from: said beside every one of them, never silently another."""

from collections.abc import Mapping
from datetime import date, datetime

from engine.sensus import penutupan
from engine.sensus.penutupan import Edisi
from engine.views import names
from web.i18n import N_
from web.pages.sensus_dokumen import Lencana, Paraf
from web.pages.sensus_lihat import Lihat

Terbit = Mapping[tuple[str, date], tuple[int, datetime | None]]
"""By unit and day: the edition in force, and when it was signed."""


def terbit(lihat: Lihat, dari: date, sampai: date) -> Terbit:
    """The editions in force of a period."""
    return penutupan.edisi_antara(lihat.connection, dari, sampai)


def sebut(lihat: Lihat, found: tuple[int, datetime | None] | None) -> str:
    """An edition in words; None: the day still runs, or is not closed."""
    say = lihat.say
    if found is None:
        return say(N_("Berjalan"))
    nomor, signed = found
    said = say(N_("Edisi {n}, ditandatangani") if signed else N_("Edisi {n}, belum ditandatangani"))
    return said.format(n=nomor)


def sehari(lihat: Lihat, found: Terbit, hari: date, unit: str = "") -> str:
    """The edition of a unit's day; of all units, how many are closed and signed."""
    if unit:
        return sebut(lihat, found.get((unit, hari)))
    closed = [signed for (_, day), (_, signed) in found.items() if day == hari]
    if not closed:
        return lihat.say(N_("Berjalan"))
    said = lihat.say(N_("{n} ditutup, {m} ditandatangani"))
    return said.format(n=len(closed), m=sum(1 for one in closed if one))


def lencana(lihat: Lihat, found: tuple[int, datetime | None] | None) -> Lencana:
    """The same as a mark."""
    said = sebut(lihat, found)
    if found is None:
        return Lencana(said, "jam", "jalan")
    return Lencana(said, "benar", "rak") if found[1] else Lencana(said, "jam", "unit")


def edisi(lihat: Lihat, unit: str, hari: date) -> Edisi | None:
    """The edition in force of a unit's day."""
    return penutupan.edisi_terbaru(lihat.connection, unit, hari)


def berubah(found: Edisi | None, kini: Mapping[tuple[str, str], int]) -> bool:
    """Do the numbers that run say otherwise than the edition in force? Then its next one is on its way."""
    if found is None:
        return False
    kept = {(one.baris, one.kolom): one.nilai for one in found.sel if one.nilai}
    return any(kept.get(key, 0) != kini.get(key, 0) for key in kept.keys() | kini.keys() if key[1] in KOLOM)


KOLOM = frozenset({"pasien_awal", "masuk", "pulang", "sisa", "hari_perawatan", "lama_dirawat"})
"""Columns both have under the same name."""


def paraf(lihat: Lihat, sebagai: str, found: Edisi | None) -> Paraf:
    """Whose signature the sheet bears, or the place for it."""
    say = lihat.say
    if found is None or found.ditandatangani is None:
        return Paraf(sebagai)
    nama = names.petugas(lihat.connection, [found.penanda]).get(found.penanda or "", "")
    when = say(N_("Ditandatangani dalam Jejak {saat}, edisi {n}"))
    return Paraf(sebagai, nama, when.format(saat=say.waktu(found.ditandatangani), n=found.edisi))
