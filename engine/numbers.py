"""Record numbers and codes: how a number is compared, and the strict grammar of what a scanner reads.

A code is PREFIX + BODY + CHECK: `B` folder, `L` place, `P` staff badge, `K` patient's card; the body is letters and
digits; the check character is ISO 7064 MOD 37,36 over prefix and body: one wrong character always shows, and two
swapped neighbours show all but once in about 600 pairs (a property of the standard; a test counts them).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.refusals import Refusal
from schemas.names import RUANG_REKAM_MEDIS

ABJAD: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PANJANG_KODE: Final = range(3, 27)
"""Characters of a whole code: prefix, 1 to 24 of body, check."""
_PISAH: Final = re.compile(r"[./ \-]")


class JenisKode(StrEnum):
    """What a code names."""

    BERKAS = "B"
    LOKASI = "L"
    PETUGAS = "P"
    KARTU = "K"
    """The patient's card bears the number, but it is not the folder: scanning it must not move one."""


SEBUTAN: Final = {
    JenisKode.BERKAS: "berkas",
    JenisKode.LOKASI: "lokasi",
    JenisKode.PETUGAS: "petugas",
    JenisKode.KARTU: "kartu berobat",
}


@dataclass(frozen=True, slots=True)
class Kode:
    """A code that was read whole."""

    jenis: JenisKode
    isi: str


def kunci(nomor: str) -> str:
    """The number without separators, upper case: what makes two spellings the same number."""
    return _PISAH.sub("", nomor).upper()


def suffixes(kunci_nomor: str) -> list[str]:
    """Every suffix of a number, longest first."""
    return [kunci_nomor[start:] for start in range(len(kunci_nomor))]


def check_character(text: str) -> str:
    """ISO 7064 MOD 37,36 of letters and digits."""
    product = 36
    for character in text:
        total = (product + ABJAD.index(character)) % 36 or 36
        product = total * 2 % 37
    return ABJAD[(37 - product) % 36]


def tulis_kode(jenis: JenisKode, isi: str) -> str:
    """The code to print for a number, a unit or a badge."""
    body = kunci(isi)
    return f"{jenis}{body}{check_character(jenis + body)}"


def kode_berkas(nomor: str, rumah: str, *, tegas: bool = False) -> str:
    """The code of a folder. One that lives apart from the record room says its home behind the number.

    `tegas`: the record room's own too, where a number has several folders. What would be too long says the number only.
    """
    own = kunci(nomor) + kunci(rumah)
    told = (tegas or rumah != RUANG_REKAM_MEDIS) and len(own) + 2 in PANJANG_KODE
    return tulis_kode(JenisKode.BERKAS, own if told else nomor)


def baca_kode(teks: str) -> Kode | Refusal:
    """Read one scanned line; anything but a whole, checked code is refused with its reason."""
    if any(not character.isprintable() for character in teks):
        return _salah("ada karakter kendali")
    code = teks.strip().upper() if teks.isascii() else teks  # a long s in upper case is a plain S
    if len(code) not in PANJANG_KODE:
        return _salah("panjangnya tidak cocok")
    if any(character not in ABJAD for character in code):
        return _salah("ada karakter selain huruf dan angka")
    if code[0] not in set(JenisKode):
        return _salah("bukan kode berkas, lokasi, petugas, atau kartu berobat")
    if check_character(code[:-1]) != code[-1]:
        return _salah("karakter periksa tidak cocok")
    return Kode(JenisKode(code[0]), code[1:-1])


def _salah(sebab: str) -> Refusal:
    return Refusal("kode_tidak_sah", "kode", {"sebab": sebab})
