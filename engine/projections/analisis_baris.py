"""What the reports of completeness are made of: one row a return of a folder, one a visit; and what each adds. Pure.

A row says by itself which numbers it belongs to (`sumbangan`), so that a count is always the sum of its rows, and
undoing a fact takes away exactly what it had added.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

LENGKAP: Final = "lengkap"
TIDAK_LENGKAP: Final = "tidak_lengkap"


class Macam(StrEnum):
    """What is counted. Each is a list of rows that can be opened."""

    DIKEMBALIKAN = "dikembalikan"
    """Returns of folders from a unit."""
    DINILAI = "kembali_dinilai"
    """Those with a due time."""
    TEPAT = "kembali_tepat"
    """Those that came in time."""
    KEMBALI_KURANG = "kembali_kurang"
    """Returns whose analysis found the folder incomplete."""
    KEMBALI_LEWAT = "kembali_lewat"
    """Those of them that passed the limit of completion."""
    DIPERIKSA = "diperiksa"
    """Analyses: the first verdict after a return that stands."""
    TIDAK_LENGKAP = "tidak_lengkap"
    LEWAT = "lewat"
    """Those found incomplete that passed the limit of completion."""
    FORMULIR = "formulir"
    """Analyses that examined a form and found something missing in it."""
    UNSUR = "unsur"
    """Analyses that found this element missing in some form they examined."""
    BUTIR = "butir"
    """Analyses that found this element of this form missing."""
    LAYANAN = "layanan"
    """Visits whose service ended and whose records had to be filled in."""
    LAYANAN_DIPERIKSA = "layanan_diperiksa"
    """Those of them that were analysed."""
    TERISI = "terisi"
    """Those that were filled in in time (KMK 129/2008)."""


MENURUT_KEMBALI: Final = frozenset(
    {Macam.DIKEMBALIKAN, Macam.DINILAI, Macam.TEPAT, Macam.KEMBALI_KURANG, Macam.KEMBALI_LEWAT}
)
"""Counted on the day of the return."""
MENURUT_LAYANAN: Final = frozenset({Macam.LAYANAN, Macam.LAYANAN_DIPERIKSA, Macam.TERISI})
"""Counted on the day the service ended; the rest on the day of the verdict."""


class Sumbangan(NamedTuple):
    """One place a row is counted: a day, what, and by which unit, doctor, kind of visit and detail."""

    tanggal: str
    macam: str
    unit: str
    dokter: str
    jenis: str
    rinci: str = ""

    def bulanan(self) -> "Sumbangan":
        """The same by its month."""
        return self._replace(tanggal=self.tanggal[:7])


class Siklus(NamedTuple):
    """A folder from one return to the next, and the first verdict on it. Days are the facility's, instants UTC.

    Columns of `analisis`, in their order. Empty text: not told.
    """

    berkas: str
    versi: int
    """Of the fact it began with."""
    seq: int
    """The line of that fact."""
    kembali: str = ""
    """The day of the return; empty where there was none (an electronic record is analysed where it is)."""
    tepat: int | None = None
    """Did it come in time; None: no due time ran."""
    asal: str = ""
    """The unit it came from."""
    kunjungan: str | None = None
    unit: str = ""
    dokter: str = ""
    jenis: str = ""
    putusan: str = ""
    putusan_versi: int = 0
    putusan_seq: int = 0
    tanggal: str = ""
    """The day of the verdict."""
    susunan: str = ""
    """The forms that were examined, as `analisis_susunan` names them; empty: not told."""
    kurang: str = ""
    """What was open then, of the forms examined: `,resume_medis.ada,…,`."""
    jatuh_tempo: str | None = None
    lewat_seq: int = 0
    """The line that told the limit of completion passed; 0: none did."""
    selesai: str | None = None
    """When it was found complete after all."""
    selesai_versi: int = 0
    selesai_seq: int = 0

    @property
    def bandel(self) -> bool:
        """Incomplete past the limit: found complete after it, or told late and not complete since."""
        if self.putusan != TIDAK_LENGKAP:
            return False
        if self.selesai is not None and self.jatuh_tempo is not None:
            return self.selesai > self.jatuh_tempo
        return self.lewat_seq > 0

    @property
    def butir(self) -> tuple[str, ...]:
        """What was missing, of the forms examined."""
        return tuple(self.kurang[1:-1].split(",")) if self.kurang else ()

    def diurungkan(self) -> "Siklus":
        """Without its verdict: the next one is the first."""
        return Siklus(*self[:6])

    def sumbangan(self) -> Iterator[Sumbangan]:
        """Where this row is counted."""
        if self.kembali:
            yield from self.kembalinya()
        if self.putusan:
            yield from self.putusannya()

    def kembalinya(self) -> Iterator[Sumbangan]:
        """Where its return is counted."""
        found = [Macam.DIKEMBALIKAN]
        if self.tepat is not None:
            found.append(Macam.DINILAI)
        if self.tepat:
            found.append(Macam.TEPAT)
        if self.putusan == TIDAK_LENGKAP:
            found.append(Macam.KEMBALI_KURANG)
        if self.bandel:
            found.append(Macam.KEMBALI_LEWAT)
        for macam in found:
            yield Sumbangan(self.kembali, macam, self.asal, self.dokter, self.jenis)

    def putusannya(self) -> Iterator[Sumbangan]:
        """Where its verdict is counted."""
        where = (self.unit, self.dokter, self.jenis)
        yield Sumbangan(self.tanggal, Macam.DIPERIKSA, *where, self.susunan)
        if self.putusan != TIDAK_LENGKAP:
            return
        yield Sumbangan(self.tanggal, Macam.TIDAK_LENGKAP, *where)
        if self.bandel:
            yield Sumbangan(self.tanggal, Macam.LEWAT, *where)
        parts = [one.split(".") for one in self.butir]
        for formulir in sorted({part[0] for part in parts}):
            yield Sumbangan(self.tanggal, Macam.FORMULIR, *where, formulir)
        for unsur in sorted({part[1] for part in parts}):
            yield Sumbangan(self.tanggal, Macam.UNSUR, *where, unsur)
        for one in self.butir:
            yield Sumbangan(self.tanggal, Macam.BUTIR, *where, one)


class Layanan(NamedTuple):
    """A visit, as far as the clock of filling in goes. Columns of `analisis_kunjungan`, in their order."""

    kunjungan: str
    unit: str = ""
    dokter: str = ""
    jenis: str = ""
    selesai: str = ""
    """The day its service ended; empty while it goes on."""
    selesai_seq: int = 0
    wajib: int = 0
    """Must its records be filled in? Not where care goes on as an admission."""
    tepat: int | None = None
    terisi_seq: int = 0
    diperiksa: int = 0
    """Analyses that name it."""

    def sumbangan(self) -> Iterator[Sumbangan]:
        """Where this row is counted."""
        if not self.selesai or not self.wajib:
            return
        found = [Macam.LAYANAN]
        if self.diperiksa:
            found.append(Macam.LAYANAN_DIPERIKSA)
        if self.tepat:
            found.append(Macam.TERISI)
        for macam in found:
            yield Sumbangan(self.selesai, macam, self.unit, self.dokter, self.jenis)


class Letak(NamedTuple):
    """What a folder's next return will be judged by. Columns of `analisis_berkas`, in their order."""

    berkas: str
    unit: str = ""
    kembali_sebelum: str | None = None
    melengkapi: int = 0
    """The fact that sent it to be completed; 0: none did since it last came from care."""
    usai: int = 0
    """The return that ended that."""
