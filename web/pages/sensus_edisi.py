"""Which edition the numbers of a unit's day are from: said beside every one of them, never silently another."""

from collections.abc import Mapping
from datetime import date, datetime

from engine.sensus import penutupan
from engine.sensus.giliran import Kalender
from engine.sensus.penutupan import Edisi
from engine.sensus.sel import sel
from engine.views import names
from web.i18n import N_
from web.pages.sensus_dokumen import Lencana, Paraf
from web.pages.sensus_lihat import Lihat

Terbit = Mapping[tuple[str, date], tuple[int, datetime | None]]
"""By unit and day: the edition in force, and when it was signed."""


def terbit(lihat: Lihat, dari: date, sampai: date) -> Terbit:
    """The editions in force of a period."""
    return penutupan.edisi_antara(lihat.connection, dari, sampai)


def sebut(lihat: Lihat, hari: date, found: tuple[int, datetime | None] | None) -> str:
    """An edition in words; None: the day still runs, or is not closed."""
    say = lihat.say
    if found is None:
        if hari > lihat.hari_ini:
            return say(N_("Belum mulai"))
        return say(N_("Berjalan") if hari == lihat.hari_ini else N_("Belum ditutup"))
    nomor, signed = found
    said = say(N_("Edisi {n}, ditandatangani") if signed else N_("Edisi {n}, belum ditandatangani"))
    return said.format(n=nomor)


def sehari(lihat: Lihat, found: Terbit, hari: date, unit: str = "") -> str:
    """The edition of a unit's day; of all units, how many are closed and signed."""
    if unit:
        return sebut(lihat, hari, found.get((unit, hari)))
    closed = [signed for (_, day), (_, signed) in found.items() if day == hari]
    if not closed:
        return sebut(lihat, hari, None)
    said = lihat.say(N_("{n} ditutup, {m} ditandatangani"))
    return said.format(n=len(closed), m=sum(1 for one in closed if one))


def lencana(lihat: Lihat, unit: str, hari: date, found: tuple[int, datetime | None] | None) -> Lencana:
    """The same as a mark."""
    said = sebut(lihat, hari, found)
    if found is None:
        return Lencana(said, "jam", "jalan", tautan(unit, hari))
    icon, group = ("benar", "rak") if found[1] else ("jam", "unit")
    return Lencana(said, icon, group, tautan(unit, hari))


def edisi(lihat: Lihat, unit: str, hari: date) -> Edisi | None:
    """The edition in force of a unit's day."""
    return penutupan.edisi_terbaru(lihat.connection, unit, hari)


def tautan(unit: str, hari: date) -> str:
    """Where a unit's day is signed, and its editions are compared."""
    return f"/sensus/penutupan/{unit}/{hari.isoformat()}"


def peringatan(lihat: Lihat, unit: str, hari: date, found: Edisi | None) -> list[str]:
    """That the numbers below are not those of the edition in force: then its next one is on its way."""
    if found is None:
        return []
    now = sel(lihat.connection, Kalender("", lihat.zona, lihat.aturan), unit, hari)
    if set(now) == {one for one in found.sel if one.nilai}:
        return []
    said = N_("Angka berjalan berbeda dari edisi {n}: edisi berikutnya sedang disiapkan.")
    return [lihat.say(said).format(n=found.edisi)]


def paraf(lihat: Lihat, sebagai: str, found: Edisi | None) -> Paraf:
    """Whose signature the sheet bears, or the place for it."""
    say = lihat.say
    if found is None or found.ditandatangani is None:
        return Paraf(sebagai)
    nama = names.petugas(lihat.connection, [found.penanda]).get(found.penanda or "", "")
    when = say(N_("Ditandatangani dalam Jejak {saat}, edisi {n}"))
    return Paraf(sebagai, nama, when.format(saat=say.waktu(found.ditandatangani), n=found.edisi))
