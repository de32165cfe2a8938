"""From open things to digests: one per person, never one per folder. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from engine.aturan_pengingat import AturanPengingat
from engine.pengingat.hal import Bagian, Hal, Orang, Ringkasan, Tingkat
from engine.pengingat.tangga import perlu, tingkat


class Saat(NamedTuple):
    """For which day, at which moment, on whose calendar, by which rules."""

    hari: date
    pada: datetime
    zona: tzinfo
    aturan: AturanPengingat


def lewat(hal: Hal, pada: datetime) -> bool:
    """Is it past its time? At the very instant it is due, it is (as the timer tells it)."""
    return hal.jatuh_tempo is not None and hal.jatuh_tempo <= pada


class Penerima(NamedTuple):
    """Somebody who is to know: as what they are told, and from which step of the escalation on."""

    petugas: str
    sebagai: Tingkat
    anak_tangga: Tingkat


def penerima(hal: Hal, saat: Saat, orang: Orang) -> Iterator[Penerima]:
    """Who is to know of it on this day. Whoever owes it is not told a second time from above.

    A unit without a head is no silence: those one step up are told in its place, on its days.
    """
    closed = hal.orang not in orang.aktif
    if not closed:
        yield Penerima(hal.orang, Tingkat.SENDIRI, Tingkat.SENDIRI)
    above: set[str] = set()
    for di in tingkat(hal, saat.hari, saat.aturan, saat.zona, ditutup=closed):
        heads = orang.kepala_unit.get(hal.unit or "", frozenset()) & orang.aktif - {hal.orang}
        known = heads if di is Tingkat.KEPALA_UNIT and heads else orang.komite & orang.aktif - {hal.orang}
        for who in sorted(known - above):
            yield Penerima(who, di if known is heads else Tingkat.KOMITE_MEDIK, di)
        above |= known


def ringkas(
    hal: Iterable[Hal], saat: Saat, orang: Orang, terakhir: Mapping[str, date], untuk: str | None = None
) -> dict[str, Ringkasan]:
    """What each person's digest of this day says, and whether it is due; `untuk`: of one person only.

    A digest that is due says everything that is open, not only what stands on a rung today.
    """
    made: dict[str, Ringkasan] = defaultdict(Ringkasan)
    piles: dict[tuple[str, str, Tingkat], list[Hal]] = defaultdict(list)
    for one in hal:
        closed = one.orang not in orang.aktif
        for who, di, rung in penerima(one, saat, orang):
            if untuk not in {None, who}:
                continue
            piles[who, one.jenis, di].append(one)
            if not made[who].perlu:
                made[who].perlu = perlu(
                    one,
                    saat.hari,
                    rung,
                    terakhir=terakhir.get(who),
                    aturan=saat.aturan,
                    zona=saat.zona,
                    ditutup=closed,
                )
    for (who, jenis, di), pile in piles.items():
        made[who].isi[jenis, di] = jumlahkan(pile, saat.pada)
    return dict(made)


def jumlahkan(pile: Iterable[Hal], pada: datetime) -> Bagian:
    """The numbers of a pile: a folder with one thing past its time is past its time."""
    things = list(pile)
    return Bagian(
        jumlah=len({one.berkas for one in things}),
        lewat=len({one.berkas for one in things if lewat(one, pada)}),
        butir=len(things),
        orang=len({one.orang for one in things}),
    )


def mendesak(hal: Iterable[Hal], saat: Saat, orang: Orang, terakhir: Mapping[str, datetime]) -> dict[str, list[Hal]]:
    """The urgent things each person has not been told of: newer than their last urgent notice, and not old."""
    found: dict[str, list[Hal]] = defaultdict(list)
    for one in hal:
        last = terakhir.get(one.orang)
        fresh = saat.pada - one.sejak < saat.aturan.mendesak.paling_lama.batas
        if one.mendesak and fresh and one.orang in orang.aktif and (last is None or one.sejak > last):
            found[one.orang].append(one)
    return dict(found)
