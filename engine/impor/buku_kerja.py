"""XLSX as a stream of rows: a ZIP of XML parts, read with the standard library alone.

A native reader holds a sheet as one rectangle; a single cell far down then ends the whole process, and with it
everybody else's work (seen). Here a broken part is one sentence, and a far cell is a row like any other.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from engine.impor.gaya import gaya_tanggal
from engine.impor.lembar import Lembar, Mentah, TidakTerbaca
from engine.impor.unsur import Kata, Pembaca, kolom, pengurai, polos

TERBUKA_TERBESAR: Final = 400_000_000
"""Bytes of a part once unpacked; a part is read as a stream."""
KATA_TERBESAR: Final = 100_000_000
"""Bytes of the workbook's list of texts, the one part that is held in memory."""
GABUNGAN_TERBANYAK: Final = 2000
SEPOTONG: Final = 1 << 16
_SALAH: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    OverflowError,
)
"""What a broken workbook makes the standard library raise."""
_GABUNG: Final = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@contextmanager
def buka_buku(path: Path, lembar: str | None = None) -> Iterator[Lembar]:
    """A sheet of the workbook: the one named, else the first that holds something. Raises TidakTerbaca or OSError."""
    with _dibuka(path) as zipped:
        with _rusak():
            buku = _Buku(zipped)
            berisi = tuple(nama for nama in buku.lembar if buku.berisi(nama))
        if lembar is not None and lembar not in buku.lembar:
            ada = ", ".join(buku.lembar)
            raise TidakTerbaca("lembar_tidak_ada", f"{lembar}; yang ada: {ada}")
        if not berisi or (lembar is not None and lembar not in berisi):
            raise TidakTerbaca("lembar_kosong")
        dipakai = lembar or berisi[0]
        with _rusak():
            gabungan = buku.gabungan(dipakai)
        with closing(_terjaga(buku.baris(dipakai))) as rows:
            yield Lembar(f"Excel, lembar {dipakai}", rows, berisi, dipakai, gabungan, longgar=True)


@contextmanager
def _rusak() -> Iterator[None]:
    """What a broken workbook raises is one sentence."""
    try:
        yield
    except _SALAH as error:
        raise TidakTerbaca("buku_rusak") from error


def _dibuka(path: Path) -> zipfile.ZipFile:
    with _rusak():
        return zipfile.ZipFile(path)


def _terjaga(rows: Iterator[Mentah]) -> Generator[Mentah, None, None]:
    """The rows; only what reading them raises is told as a broken workbook, not what is done with them."""
    while True:
        with _rusak():
            row = next(rows, None)
        if row is None:
            return
        yield row


class _Buku:
    """A workbook: its sheets, its texts, its formats."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self._ada = set(zipped.namelist())
        self.lembar = self._lembar()
        self._kata = self._baca_kata()
        self._tanggal = self._gaya()

    def berisi(self, nama: str) -> bool:
        """Does this sheet hold anything?"""
        with closing(self.baris(nama)) as rows:
            return any(not isinstance(satu, str) or satu.strip() for row in rows for satu in row.sel)

    def baris(self, nama: str) -> Generator[Mentah, None, None]:
        """The rows that are written in the sheet, as a stream."""
        reader = Pembaca(self._kata, self._tanggal, sejak_1904=self._sejak_1904)
        with self._buka(self.lembar[nama]) as isi:
            for potong in _potong(isi, TERBUKA_TERBESAR):
                reader.telan(potong)
                while reader.selesai:
                    yield reader.selesai.popleft()

    def gabungan(self, nama: str) -> tuple[tuple[int, int, int, int], ...]:
        """The merged ranges: they stand behind the rows, so they are looked for before."""
        found: dict[tuple[int, int, int, int], None] = {}
        sisa = b""
        with self._buka(self.lembar[nama]) as isi:
            for potong in _potong(isi, TERBUKA_TERBESAR):
                sisa += potong
                for a, b, c, d in _GABUNG.findall(sisa):
                    kiri, kanan = kolom(a.decode()), kolom(c.decode())
                    found[int(b) - 1, kiri, int(d) - 1, kanan] = None
                if len(found) > GABUNGAN_TERBANYAK:
                    break
                sisa = sisa[-80:]
        return tuple(found)

    def _buka(self, nama: str) -> IO[bytes]:
        return self._zip.open(nama)

    def _baca(self, nama: str, mulai: Callable[[str, dict[str, str]], None]) -> None:
        """Every element of a small part."""
        if nama not in self._ada:
            return
        parser = pengurai()
        parser.StartElementHandler = mulai
        with self._buka(nama) as isi:
            for potong in _potong(isi, KATA_TERBESAR):
                parser.Parse(potong, False)
        parser.Parse(b"", True)

    def _lembar(self) -> dict[str, str]:
        nama: list[tuple[str, str]] = []
        letak: dict[str, str] = {}
        self._sejak_1904 = False

        def buku(unsur: str, sifat: dict[str, str]) -> None:
            if polos(unsur) == "sheet":
                rid = next((isi for nama_, isi in sifat.items() if polos(nama_) == "id"), "")
                nama.append((sifat.get("name", "")[:80], rid))
            elif polos(unsur) == "workbookPr":
                self._sejak_1904 = sifat.get("date1904") in {"1", "true"}

        def tautan(unsur: str, sifat: dict[str, str]) -> None:
            if polos(unsur) == "Relationship" and sifat.get("Type", "").endswith("/worksheet"):
                target = sifat.get("Target", "")
                letak[sifat.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        self._baca("xl/workbook.xml", buku)
        self._baca("xl/_rels/workbook.xml.rels", tautan)
        found = {satu: letak[rid] for satu, rid in nama if letak.get(rid) in self._ada}
        if not found:
            raise TidakTerbaca("buku_rusak")
        return found

    def _gaya(self) -> frozenset[int]:
        bentuk: dict[int, str] = {}
        xf: list[int] = []
        dalam = False

        def gaya(unsur: str, sifat: dict[str, str]) -> None:
            nonlocal dalam
            match polos(unsur):
                case "numFmt":
                    bentuk[int(sifat["numFmtId"])] = sifat.get("formatCode", "")
                case "cellXfs":
                    dalam = True
                case "cellStyles" | "dxfs":
                    dalam = False
                case "xf" if dalam:
                    xf.append(int(sifat.get("numFmtId", "0")))

        self._baca("xl/styles.xml", gaya)
        return gaya_tanggal(bentuk, xf)

    def _baca_kata(self) -> list[str]:
        """The texts cells point at. A text may be in several runs; what tells how to pronounce it is left out."""
        nama = next((satu for satu in ("xl/sharedStrings.xml", "xl/SharedStrings.xml") if satu in self._ada), None)
        found: list[str] = []
        if nama is None:
            return found
        kata = Kata(found)
        parser = pengurai()
        parser.StartElementHandler, parser.EndElementHandler = kata.mulai, kata.akhir
        parser.CharacterDataHandler = kata.huruf
        with self._buka(nama) as isi:
            for potong in _potong(isi, KATA_TERBESAR):
                parser.Parse(potong, False)
        parser.Parse(b"", True)
        return found


def _potong(isi: IO[bytes], terbesar: int) -> Iterator[bytes]:
    terbuka = 0
    while potong := isi.read(SEPOTONG):
        terbuka += len(potong)
        if terbuka > terbesar:
            raise TidakTerbaca("buku_terlalu_besar")
        yield potong
