"""The ladder: on which days of its term somebody is reminded of an open thing. Pure.

The ladder hangs from the day the term ends (the last day it lists), so the same one serves a term of any length; what
has no due time is counted from the day it began. Days are days of the facility's calendar.
"""

from datetime import date, datetime, tzinfo

from engine.aturan_pengingat import AturanPengingat, Tangga
from engine.pengingat.hal import Hal, Tingkat


def tanggal(saat: datetime, zona: tzinfo) -> date:
    """The day of the facility an instant falls on."""
    return saat.astimezone(zona).date()


def hari_ke(hal: Hal, hari: date, tangga: Tangga, zona: tzinfo) -> int:
    """The number of this day in the thing's term; the last day the ladder lists is the day it is due."""
    if hal.jatuh_tempo is None:
        return (hari - tanggal(hal.sejak, zona)).days
    return tangga.jatuh_tempo - (tanggal(hal.jatuh_tempo, zona) - hari).days


def ada_anak_tangga(tangga: Tangga, sesudah: int, sampai: int, dari: int = 0) -> bool:
    """Is there a rung after the one day and not after the other? Those before `dari` do not count; it is one itself."""
    if sesudah < dari <= sampai:
        return True
    low = max(sesudah, dari)
    if any(low < rung <= sampai for rung in tangga.hari):
        return True
    past = sampai - tangga.jatuh_tempo
    if past < tangga.ulang:
        return False
    last = tangga.jatuh_tempo + past // tangga.ulang * tangga.ulang  # the last repeated rung up to that day
    return last > low


def tingkat(hal: Hal, hari: date, aturan: AturanPengingat, zona: tzinfo, *, ditutup: bool = False) -> list[Tingkat]:
    """The offices above that are told of it on this day. `ditutup`: who owes it is gone: the next one up is asked."""
    number = hari_ke(hal, hari, aturan.tangga, zona)
    found = []
    if ditutup or number >= aturan.eskalasi.kepala_unit.hari:
        found.append(Tingkat.KEPALA_UNIT)
    if number >= aturan.eskalasi.komite_medik.hari:
        found.append(Tingkat.KOMITE_MEDIK)
    return found


def perlu(  # noqa: PLR0913 - a thing, a day, an office, and when it was told last, under which rules
    hal: Hal,
    hari: date,
    di: Tingkat,
    *,
    terakhir: date | None,
    aturan: AturanPengingat,
    zona: tzinfo,
    ditutup: bool = False,
) -> bool:
    """Is this day one to remind of it, for somebody whose last digest was of that day?

    Days that passed unobserved (Jejak was down) are made up for by the next digest, once, not one for each.
    """
    began = tanggal(hal.sejak, zona)
    if hari <= began:
        return False
    today = hari_ke(hal, hari, aturan.tangga, zona)
    first = hari_ke(hal, began, aturan.tangga, zona) + 1
    start = {
        Tingkat.SENDIRI: first,
        Tingkat.KEPALA_UNIT: first if ditutup else max(first, aturan.eskalasi.kepala_unit.hari),
        Tingkat.KOMITE_MEDIK: max(first, aturan.eskalasi.komite_medik.hari),
    }[di]
    told = start - 1 if terakhir is None else hari_ke(hal, terakhir, aturan.tangga, zona)
    return ada_anak_tangga(aturan.tangga, told, today, start)
