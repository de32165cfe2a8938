"""What is missing in a record, for its page: open first, the rest behind one more step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.people import Petugas
from engine.views import kekurangan, names
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import Kekurangan, belum_selesai
from schemas.names import Keadaan, Pembawa
from web.pages.kata_kekurangan import MENGANALISIS, MENGAWASI
from web.pages.periksa import sebutan_butir
from web.pages.tampil import Ucapan

DI_MEJA = frozenset({Keadaan.KEMBALI, Keadaan.DIRAKIT, Keadaan.TIDAK_LENGKAP})
"""States in which a folder lies before whoever analyses it."""


@dataclass(frozen=True, slots=True)
class Kurang:
    """The section of a record's page."""

    belum: tuple[Kekurangan, ...]
    selesai: tuple[Kekurangan, ...]
    nama: Mapping[str, str]
    sebut: Callable[[str], str]
    memeriksa: bool
    """The checklist may be opened now, by this person."""
    mengawasi: bool

    @property
    def ada(self) -> bool:
        """Was anything ever found missing?"""
        return bool(self.belum or self.selesai)


def di_meja(keadaan: Keadaan, pembawa: Pembawa) -> bool:
    """May it be analysed now? An electronic record is where it lies."""
    return keadaan in DI_MEJA or (pembawa is Pembawa.ELEKTRONIK and keadaan is Keadaan.DISIMPAN)


def bagian(connection: Connection, berkas: Berkas, petugas: Petugas, say: Ucapan) -> Kurang:
    """What this person sees of it."""
    found = kekurangan.milik_berkas(connection, berkas.id, belum_selesai=False)
    return Kurang(
        tuple(one for one in found if belum_selesai(one)),
        tuple(one for one in found if not belum_selesai(one)),
        names.petugas(connection, (id_ for one in found for id_ in (one.penanggung_jawab, one.penemu))),
        sebutan_butir(say),
        memeriksa=di_meja(berkas.keadaan, berkas.pembawa) and not petugas.peran.isdisjoint(MENGANALISIS),
        mengawasi=not petugas.peran.isdisjoint(MENGAWASI),
    )
