"""The days a census is asked for: as an address has them, on the facility's census calendar."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from engine.policy import kebijakan
from engine.sensus.hari import hari_sensus
from web.i18n import N_
from web.kurun import akhir_bulan
from web.pages.tampil import Ucapan

TAHUN: Final = range(1990, 2201)
HARI_TERBANYAK: Final = 31
"""Days a recap counts one by one."""
HARI_RINCIAN: Final = 3_660
"""Days a number that opens may be of: indicators are of years."""
ISIAN: Final = {"tanggal": N_("Tanggal"), "bulan": N_("Bulan"), "mulai": N_("Dari"), "sampai": N_("Sampai")}
TAK_DIKENAL: Final = N_(
    "{nama} yang diminta tidak dikenal, jadi diganti yang berjalan sekarang. Pilih tahun 1990 sampai 2200."
)
BELUM_MULAI: Final = N_("Hari yang diminta belum mulai: belum ada yang dihitung.")
SELURUH_HARI: Final = {"hari": 1, "minggu": 7}


def hari_ini(say: Ucapan) -> date:
    """The census day that runs."""
    return hari_sensus(say.kini, say.zona.key, kebijakan().sensus.batas)


def hari(teks: str, say: Ucapan) -> date:
    """The day asked for; what is none is today."""
    return _hari(teks) or hari_ini(say)


def catatan(asked: Mapping[str, str], say: Ucapan) -> list[str]:
    """What is said of days an address asked for that are none, or are not yet: never another day in silence."""
    today, said = hari_ini(say), []
    for nama in ("tanggal", "bulan", "mulai", "sampai"):
        teks = asked.get(nama, "")
        day = _hari(f"{teks}-01" if nama == "bulan" else teks)
        if teks and day is None:
            said.append(say(TAK_DIKENAL).format(nama=say(ISIAN[nama])))
        elif nama != "sampai" and day is not None and day > today:  # a month that runs ends later than today
            said.append(say(BELUM_MULAI))
    return list(dict.fromkeys(said))


def bulan(teks: str, say: Ucapan) -> tuple[date, date]:
    """The first and the last day of the month asked for (`2026-10`); what is none is this one."""
    first = _hari(f"{teks}-01") if len(teks) == len("2026-10") else None
    first = first or hari_ini(say).replace(day=1)
    return first, akhir_bulan(first.year, first.month)


def rentang(mulai: str, sampai: str, say: Ucapan, terbanyak: int = HARI_TERBANYAK) -> tuple[date, date]:
    """A period of so many days at most; nothing asked for is today."""
    first, last = _hari(mulai), _hari(sampai)
    first = first or last or hari_ini(say)
    last = last or first
    first, last = min(first, last), max(first, last)
    return first, min(last, first + timedelta(days=terbanyak - 1))


def kurun(jenis: str, tanggal: str, say: Ucapan) -> tuple[date, date]:
    """The day, the week from Monday, or the month a day is in."""
    day = hari(tanggal, say)
    if jenis == "minggu":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if jenis == "bulan":
        return day.replace(day=1), akhir_bulan(day.year, day.month)
    return day, day


def geser_bulan(first: date, *, maju: bool) -> date:
    """The first day of the month beside it."""
    return (first + timedelta(days=32)).replace(day=1) if maju else (first - timedelta(days=1)).replace(day=1)


def _hari(iso: str) -> date | None:
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.year in TAHUN else None
