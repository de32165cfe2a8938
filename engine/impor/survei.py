"""A first look at the whole file, before any row is judged: how wide its numbers are, which of them several rows use.

Keeps a fingerprint per number, no row.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.impor import nilai
from engine.impor.lembar import Isi, Mentah, teks
from engine.impor.nama import urai
from engine.impor.peta import Kolom, Peta
from engine.numbers import kunci

SEBAGIAN_BESAR: Final = 0.9
"""The share of numbers with zeros in front that must be of one width, for it to be the file's width."""
CUKUP: Final = 20
"""NIKs needed to judge their last digits."""
_K = Kolom


@dataclass(slots=True)
class Survei:
    """What holds for the file as a whole."""

    baris: int = 0
    panjang: Counter[int] = field(default_factory=Counter)
    """Numbers of digits alone, by how many."""
    nol_depan: Counter[int] = field(default_factory=Counter)
    """Those with a zero in front."""
    angka: int = 0
    """Numbers a spreadsheet keeps as numbers: their zeros are gone."""
    nik: int = 0
    nik_nol: int = 0
    """NIKs that end in 0: one in ten, unless a spreadsheet rounded them."""
    beberapa_orang: set[str] = field(default_factory=set)
    keluarga: set[str] = field(default_factory=set)
    """Numbers several people of one family share."""
    _orang: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def lebar(self) -> int | None:
        """The width of this file's numbers, where zeros in front show it."""
        if not self.nol_depan:
            return None
        lebar, kali = self.nol_depan.most_common(1)[0]
        return lebar if kali >= SEBAGIAN_BESAR * self.nol_depan.total() else None

    @property
    def terpanjang(self) -> int | None:
        """Digits a number must have here: the width that is shown, else the longest where a spreadsheet ate zeros."""
        return self.lebar or (max(self.panjang, default=None) if self.angka else None)

    @property
    def nik_dibulatkan(self) -> bool:
        """Do far too many NIKs end in 0? Then they went through a spreadsheet as numbers, all of them."""
        return self.nik >= CUKUP and self.nik_nol > self.nik // 2

    @property
    def tidak_sama_panjang(self) -> bool:
        """Are numbers of several lengths taken as they are?"""
        return self.terpanjang is None and len(self.panjang) > 1

    def lebar_cocok(self, lebar: int) -> bool:
        """May the person say this width? Not one that this file contradicts."""
        return lebar == self.lebar if self.lebar else lebar >= max(self.panjang, default=0)


def survei(rows: Iterable[Mentah], peta: Peta, lebar: int | None = None) -> Survei:
    """Look at every row once. `lebar`: the width the person says, so that 12 and 000012 are one number."""
    found = Survei()
    for row in rows:
        found.baris += 1
        if not row.utuh:
            continue
        cell = _sel(row, peta, _K.NOMOR)
        nomor, _ = nilai.nomor(cell)
        if nomor is None:
            continue
        if nomor.isdecimal():
            found.panjang[len(nomor)] += 1
            found.nol_depan[len(nomor)] += nomor.startswith("0")
            found.angka += not isinstance(cell, str)
            nomor = nomor.zfill(lebar or 0)
        _nik(found, _sel(row, peta, _K.NIK))
        _orang(found, row, peta, kunci(nomor))
    found.nol_depan += Counter()  # drops the widths nobody has
    return found


def sidik_orang(nama: str, lahir: str) -> int:
    """Two rows of one person are alike in name and birth date as written."""
    return hash((urai(nama).nama.casefold(), lahir))


def _orang(found: Survei, row: Mentah, peta: Peta, kunci_nomor: str) -> None:
    lahir = teks(_sel(row, peta, _K.TANGGAL_LAHIR) or _sel(row, peta, _K.TEMPAT_TANGGAL_LAHIR))
    orang = sidik_orang(teks(_sel(row, peta, _K.NAMA)), lahir)
    kk = _sel(row, peta, _K.NOMOR_KELUARGA)
    keluarga = 0 if nilai.kosong(kk) else hash(teks(kk))
    known = found._orang.setdefault(kunci_nomor, (orang, keluarga))  # noqa: SLF001 - filled by its own module only
    if known[0] == orang:
        return
    if keluarga and known[1] == keluarga:
        found.keluarga.add(kunci_nomor)
    else:
        found.beberapa_orang.add(kunci_nomor)


def _nik(found: Survei, cell: Isi) -> None:
    if isinstance(cell, str) and (nik := nilai.nik(cell).isi):
        found.nik += 1
        found.nik_nol += nik.endswith("0")


def _sel(row: Mentah, peta: Peta, kolom: Kolom) -> Isi:
    tempat = peta.letak.get(kolom)
    return row.sel[tempat] if tempat is not None and tempat < len(row.sel) else ""
