"""Since when a deadline counts: read from a folder's own history and from the patient's visits. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from engine.aturan_tempo import AwalTempo
from engine.tempo import efektif
from engine.workflows.kunjungan import Kunjungan, berlangsung
from schemas.events import berkas as told
from schemas.message import Event

BERMULA: Final = (
    told.BerkasDiterima,
    told.BerkasKembali,
    told.PinjamanDikembalikan,
    told.TemuanDiverifikasi,
    told.BerkasTidakLengkap,
    told.BerkasDikembalikanKeUnit,
    told.GerakDiurungkan,
)
"""The facts a clock of a folder can begin with, and the one that takes a fact back."""


class Awal(NamedTuple):
    """The moments a folder's clocks may be counted from, each the last of its kind."""

    di_unit: datetime | None = None
    """A unit received it."""
    diterima: datetime | None = None
    """It came home."""
    dinyatakan: datetime | None = None
    """It was found incomplete."""
    dikembalikan: datetime | None = None
    """It went back to a unit after that."""
    kunjungan: str | None = None
    """The visit whose records were found incomplete."""


def awal(riwayat: Iterable[Event]) -> Awal:
    """Of a folder's facts, in order of version; what was undone never began anything."""
    found = list(riwayat)
    undone = {event.versi_diurungkan for event in found if isinstance(event, told.GerakDiurungkan)}
    now = Awal()
    for event in found:
        if event.versi in undone:
            continue
        saat = efektif(event.terjadi_pada, event.dicatat_pada)
        match event:
            case told.BerkasDiterima():
                now = now._replace(di_unit=saat)
            case told.BerkasKembali() | told.PinjamanDikembalikan() | told.TemuanDiverifikasi():
                now = now._replace(diterima=saat)
            case told.BerkasTidakLengkap():
                now = now._replace(dinyatakan=saat, dikembalikan=None, kunjungan=event.kunjungan)
            case told.BerkasDikembalikanKeUnit():
                now = now._replace(dikembalikan=saat)
    return now


def mulai_melengkapi(
    pilihan: AwalTempo,
    dinyatakan: datetime,
    *,
    pulang: datetime | None,
    diterima: datetime | None,
    dikembalikan: datetime | None,
) -> datetime:
    """What the days of completion are counted from; from the finding, where the moment policy names is not known."""
    ways = {AwalTempo.PULANG: pulang, AwalTempo.DITERIMA: diterima, AwalTempo.DIKEMBALIKAN: dikembalikan}
    return ways.get(pilihan) or dinyatakan


def mulai_kembali(diterima: datetime, kunjungan: Iterable[Kunjungan]) -> datetime | None:
    """What a folder's return is counted from, where that is the end of the visit: None while one goes on.

    Without a visit that ended since the unit received it, the receipt counts: the patient is not there.
    """
    visits = list(kunjungan)
    if any(berlangsung(visit) for visit in visits):
        return None
    ended = [visit.keluar for visit in visits if visit.keluar is not None and visit.keluar >= diterima]
    return max(ended, default=diterima)
