"""The elements of a workbook's parts: its list of texts, and the rows and cells of a sheet."""

import re
from collections import deque
from contextlib import suppress
from typing import Final
from xml.parsers import expat

from engine.impor.gaya import hari
from engine.impor.lembar import Isi, Mentah

KOLOM_TERBANYAK: Final = 400
"""Columns looked at; what stands further right is no part of a table."""
_ALAMAT: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LOLOS: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Kata:
    """Collects the list of texts."""

    def __init__(self, found: list[str]) -> None:
        self._found = found
        self._isi: list[str] = []
        self._dalam = self._lafal = False

    def mulai(self, unsur: str, _sifat: dict[str, str]) -> None:
        """An element begins."""
        match polos(unsur):
            case "si":
                self._isi = []
            case "rPh":
                self._lafal = True
            case "t":
                self._dalam = not self._lafal

    def akhir(self, unsur: str) -> None:
        """An element ends."""
        match polos(unsur):
            case "si":
                self._found.append(_tulisan("".join(self._isi)))
            case "rPh":
                self._lafal = False
            case "t":
                self._dalam = False

    def huruf(self, isi: str) -> None:
        """Characters of an element."""
        if self._dalam:
            self._isi.append(isi)


class Pembaca:
    """Reads a sheet's rows; what is whole stands in `selesai`."""

    def __init__(self, kata: list[str], tanggal: frozenset[int], *, sejak_1904: bool) -> None:
        self.selesai: deque[Mentah] = deque()
        self._kata, self._tanggal, self._sejak_1904 = kata, tanggal, sejak_1904
        self._parser = pengurai()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._mulai, self._akhir
        self._parser.CharacterDataHandler = self._huruf
        self._baris = 0
        self._sel: list[Isi] = []
        self._kolom = -1
        self._jenis, self._gaya = "n", 0
        self._isi: list[str] = []
        self._dalam = False

    def telan(self, potong: bytes) -> None:
        """Read on."""
        self._parser.Parse(potong, False)

    def _mulai(self, unsur: str, sifat: dict[str, str]) -> None:
        match polos(unsur):
            case "c":
                alamat = _ALAMAT.fullmatch(sifat.get("r", ""))
                self._kolom = kolom(alamat[1]) if alamat else self._kolom + 1
                self._jenis, self._gaya = sifat.get("t", "n"), int(sifat.get("s", "0"))
                self._isi = []
            case "v" | "t":
                self._dalam = True
            case "row":
                self._baris = int(sifat.get("r", self._baris + 1))
                self._sel, self._kolom = [], -1

    def _huruf(self, isi: str) -> None:
        if self._dalam:
            self._isi.append(isi)

    def _akhir(self, unsur: str) -> None:
        match polos(unsur):
            case "v" | "t":
                self._dalam = False
            case "c":
                if self._kolom < KOLOM_TERBANYAK and (isi := self._nilai("".join(self._isi))) != "":
                    self._sel += [""] * (self._kolom + 1 - len(self._sel))
                    self._sel[self._kolom] = isi
                self._isi = []
            case "row":
                if self._sel:
                    self.selesai.append(Mentah(self._baris, tuple(self._sel)))

    def _nilai(self, isi: str) -> Isi:
        match self._jenis:
            case "s":
                return self._kata[int(isi)] if isi else ""
            case "str" | "inlineStr" | "d":
                return _tulisan(isi)
            case "e":
                return ""
            case "b":
                return isi == "1"
        if not isi:
            return ""
        with suppress(ValueError):
            angka = float(isi)
            if self._gaya in self._tanggal:
                return hari(angka, sejak_1904=self._sejak_1904)
            return int(isi) if isi.isdecimal() else angka
        return isi


def kolom(huruf: str) -> int:
    """A column's letters as its place, from 0."""
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor - 1


def pengurai() -> "expat.XMLParserType":
    """A parser that knows no document type: no entity can grow, none reaches for a file."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def jenis_dokumen(*_: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartDoctypeDeclHandler = jenis_dokumen
    return parser


def polos(unsur: str) -> str:
    """A name without its prefix."""
    return unsur.rpartition(":")[2]


def _tulisan(isi: str) -> str:
    return _LOLOS.sub(lambda found: chr(int(found[1], 16)), isi) if "_x" in isi else isi
