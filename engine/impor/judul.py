"""Where the table of a sheet begins and ends.

Title rows above it, a header of one row or two, numbers under the header, the header again on every page, totals and
signatures below.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from engine.impor.lembar import Isi, Lembar, Mentah, TidakTerbaca, hampa, teks
from engine.impor.peta import NAMA_KOLOM, Kolom, kenali, nama_polos

DICARI: Final = 40
"""Rows looked through for the header."""
KOLOM_TERBANYAK: Final = 400
_JUMLAH: Final = re.compile(
    r"(?:sub ?|grand ?)?(?:jumlah|total)(?: (?:pasien|seluruhnya|keseluruhan|semua|data))?", re.IGNORECASE
)
_ANGKA_KOLOM: Final = re.compile(r"\(?\d{1,3}\)?")


@dataclass(frozen=True, slots=True)
class Judul:
    """A header: for each column the names it may go by, fullest first; and the row it ends on."""

    kolom: tuple[tuple[str, ...], ...]
    baris: int
    longgar: bool = False

    @property
    def sebutan(self) -> tuple[str, ...]:
        """What a person calls each column."""
        return tuple(nama[0] if nama else "" for nama in self.kolom)


def cari_judul(
    lembar: Lembar, kolom: Mapping[Kolom, tuple[str, ...]] = NAMA_KOLOM, *, paksa: bool = False
) -> tuple[Judul, list[Mentah], Iterator[Mentah]]:
    """The header, the rows above it, and the rows below it. Raises TidakTerbaca where there is none.

    `paksa`: somebody will say which column is what, so a header none of whose names is known is one too.
    """
    rows = iter(lembar.baris)
    awal = list(islice(rows, DICARI))
    terbaik: tuple[Judul, int] | None = None
    nilai = 0
    for tempat, row in enumerate(awal):
        for nama, panjang in ((_satu(row), 1), (_dua(awal, tempat, lembar.gabungan), 2)):
            dikenal = len({kenali(satu, kolom) for satu in nama} - {None})
            if dikenal > nilai:
                terbaik, nilai = (
                    (Judul(nama, awal[tempat + panjang - 1].nomor, lembar.longgar), tempat + panjang),
                    dikenal,
                )
    if terbaik is None and paksa:
        terbaik = _terisi(awal, longgar=lembar.longgar)
    if terbaik is None:
        raise TidakTerbaca("judul_tidak_ada")
    judul, sampai = terbaik
    if len(judul.kolom) > KOLOM_TERBANYAK:
        raise TidakTerbaca("kolom_terlalu_banyak")
    return judul, awal[:sampai], _rantai(awal[sampai:], rows)


def _terisi(awal: Sequence[Mentah], *, longgar: bool) -> tuple[Judul, int] | None:
    """The first of the rows with the most texts; one text alone is a title."""
    isi = [sum(isinstance(satu, str) and not hampa(satu) for satu in row.sel) for row in awal]
    if max(isi, default=0) < 2:  # noqa: PLR2004 - a number and a name
        return None
    tempat = isi.index(max(isi))
    return Judul(_satu(awal[tempat]), awal[tempat].nomor, longgar), tempat + 1


def data(judul: Judul, rows: Iterable[Mentah], letak: Mapping[Kolom, int]) -> Iterator[Mentah]:
    """The rows of the table itself; a blank, a header again, numbers of columns, a total or a signature is none.

    A row that is cut or whose cells do not fit the header is marked as not whole.
    """
    lebar = len(judul.kolom)
    ulang = [nama_polos(nama[-1]) if nama else "" for nama in judul.kolom]
    for row in rows:
        sel = row.sel
        if not row.utuh:
            yield row
            continue
        if all(hampa(satu) for satu in sel):
            continue
        while len(sel) > lebar and hampa(sel[-1]):
            sel = sel[:-1]
        if _bukan_data(sel, ulang, letak):
            continue
        if judul.longgar:
            sel = _isi(sel[:lebar], lebar)
        yield Mentah(row.nomor, sel, len(sel) == lebar)


def _bukan_data(sel: Sequence[Isi], ulang: Sequence[str], letak: Mapping[Kolom, int]) -> bool:
    isi = [teks(satu) for satu in sel if not hampa(satu)]
    if _JUMLAH.fullmatch(isi[0].strip(" :")):
        return True
    if len(isi) >= 3 and all(_ANGKA_KOLOM.fullmatch(satu) for satu in isi) and _berurutan(isi):  # noqa: PLR2004 - "1 2 3" under a header
        return True
    if (
        nama_polos(isi[0]) == next(filter(None, ulang), "")
        and [nama_polos(teks(satu)) for satu in sel] == ulang[: len(sel)]
    ):
        return True
    return all(_hampa_di(sel, letak.get(kolom)) for kolom in (Kolom.NOMOR, Kolom.NAMA)) and (
        _hampa_di(sel, letak.get(Kolom.NIK)) and len(isi) <= 3  # noqa: PLR2004 - a signature block: place and date, office, name
    )


def _hampa_di(sel: Sequence[Isi], tempat: int | None) -> bool:
    return tempat is None or tempat >= len(sel) or hampa(sel[tempat])


def _berurutan(isi: Sequence[str]) -> bool:
    angka = [int(satu.strip("()")) for satu in isi]
    return all(b - a == 1 for a, b in pairwise(angka))


def _satu(row: Mentah) -> tuple[tuple[str, ...], ...]:
    return tuple((nama,) if (nama := _bersih(satu)) else () for satu in _tanpa_ekor(row.sel))


def _dua(
    awal: Sequence[Mentah], tempat: int, gabungan: Sequence[tuple[int, int, int, int]]
) -> tuple[tuple[str, ...], ...]:
    """Two rows as one header: what spans several columns belongs to each of them."""
    if tempat + 1 >= len(awal):
        return ()
    atas, bawah = _tanpa_ekor(awal[tempat].sel), _tanpa_ekor(awal[tempat + 1].sel)
    if not any(hampa(satu) and not hampa(lain) for satu, lain in zip(_isi(atas, len(bawah)), bawah, strict=False)):
        return ()
    if any(not isinstance(satu, str) for satu in bawah):
        return ()
    lebar = max(len(atas), len(bawah))
    kolom = []
    induk, baris = "", awal[tempat].nomor - 1
    lepas = {b for a, b, c, _ in gabungan if a <= baris and c > baris}  # merged downwards: spans no column beside it
    for place, (satu, lain) in enumerate(zip(_isi(atas, lebar), _isi(bawah, lebar), strict=True)):
        if not hampa(satu):
            induk = _bersih(satu)
        elif hampa(lain) or place in lepas:
            induk = ""
        nama = _bersih(lain)
        kolom.append(tuple(dict.fromkeys(filter(None, (f"{induk} {nama}".strip(), nama, "" if nama else induk)))))
    return tuple(kolom)


def _isi(sel: Sequence[Isi], lebar: int) -> tuple[Isi, ...]:
    return (*sel, *("",) * (lebar - len(sel)))


def _tanpa_ekor(sel: tuple[Isi, ...]) -> tuple[Isi, ...]:
    while sel and hampa(sel[-1]):
        sel = sel[:-1]
    return sel


def _bersih(satu: Isi) -> str:
    return " ".join(satu.replace("\ufeff", "").split()) if isinstance(satu, str) else teks(satu)


def _rantai(awal: Iterable[Mentah], rows: Iterator[Mentah]) -> Iterator[Mentah]:
    yield from awal
    yield from rows
