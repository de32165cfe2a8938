"""Shelf order: straight, middle and terminal digit, and where a folder that stands wrong usually stands.

Sources: seed 003 (penjajaran; its printed examples are the tests), FACTS A3.9. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.numbers import kunci


class SistemJajar(StrEnum):
    """How folders stand on the shelves."""

    LANGSUNG = "langsung"
    """Straight numeric: by the number as it is read, AA then BB then CC."""
    TENGAH = "tengah"
    """Middle digit: BB first, then AA, then CC."""
    AKHIR = "akhir"
    """Terminal digit: CC first, then BB, then AA."""


@dataclass(frozen=True, slots=True)
class Bentuk:
    """How a number is written: the digits of each group, and of the family member behind them (0: none)."""

    kelompok: tuple[int, ...] = (2, 2, 2)
    anggota: int = 0

    @property
    def lebar(self) -> int:
        """Digits of the running number."""
        return sum(self.kelompok)

    def tulis(self, urut: int, anggota: int | None = None) -> str:
        """The number as it is written: 1234 -> 00-12-34; of the family's second member: 00-12-34-02."""
        digits, parts, at = f"{urut:0{self.lebar}d}", [], 0
        for width in self.kelompok:
            parts.append(digits[at : at + width])
            at += width
        if anggota is not None and self.anggota:
            parts.append(f"{anggota:0{self.anggota}d}")
        return "-".join(parts)


BAKU: Final = Bentuk()
"""Three groups of two digits, as the seed prints them."""


def kunci_urut(nomor: str, sistem: SistemJajar, bentuk: Bentuk = BAKU) -> tuple[str, ...]:
    """The key by which numbers stand in shelf order. A total order: two numbers share a key only if they are one.

    Groups are counted from the right, so a longer number has a longer first group and a shorter one stands as if it
    had zeros before it. A family number stands with its household, in the order of its members.
    """
    text, member = _bagian(kunci(nomor), bentuk)
    keys = [_sebanding(group, width) for group, width in _kelompok(text, bentuk)]
    at = {SistemJajar.LANGSUNG: 0, SistemJajar.TENGAH: (len(keys) - 1) // 2, SistemJajar.AKHIR: -1}[sistem]
    if sistem is SistemJajar.AKHIR:
        keys.reverse()
    else:
        keys = [keys[at], *keys[:at], *keys[at + 1 :]]
    return (*keys, member, text if len(text) != bentuk.lebar else "")


def teks_urut(nomor: str, sistem: SistemJajar, bentuk: Bentuk = BAKU) -> str:
    """The same order as one text: what `berkas.urutan` keeps. Compared byte by byte."""
    return " ".join(kunci_urut(nomor, sistem, bentuk)).rstrip()


def _bagian(text: str, bentuk: Bentuk) -> tuple[str, str]:
    """The number without its family member, and the member."""
    if bentuk.anggota and len(text) == bentuk.lebar + bentuk.anggota:
        return text[: bentuk.lebar], text[bentuk.lebar :]
    return text, ""


def _kelompok(text: str, bentuk: Bentuk) -> Iterator[tuple[str, int]]:
    """The groups of a number from left to right, each with its width; the first takes what is too long."""
    padded = text.rjust(bentuk.lebar, "0")
    start = len(padded) - bentuk.lebar
    for place, width in enumerate(bentuk.kelompok):
        yield padded[0 if place == 0 else start : start + width], width
        start += width


def _sebanding(group: str, width: int) -> str:
    """A group as text that compares as its number does: a longer one stands after every shorter one."""
    bare = group.lstrip("0").rjust(width, "0")
    return bare if len(bare) == width else f"~{len(bare):02d}{bare}"


# ── folders that stand wrong ────────────────────────────────────────────────────────────────────────

MIRIP: Final = {"1": "7", "7": "1", "3": "58", "5": "36", "8": "36", "6": "85", "0": "69", "9": "4", "4": "9", "2": "7"}
"""Digits that hands and eyes take for one another."""


def tetangga_salah(nomor: str, sistem: SistemJajar, bentuk: Bentuk = BAKU) -> list[str]:
    """The numbers beside which a folder usually stands when it stands wrong, the likeliest first.

    Its neighbours on the shelf (it slipped into one of them), two adjacent digits swapped, two groups swapped, one
    digit read as another, and the section before and after. None is the number itself, none comes twice; each is
    written with the separators of the number asked about.
    """
    text = kunci(nomor)
    if not text.isascii() or not text.isdigit():
        return []
    found: dict[str, None] = {}
    for candidate in (
        *_di_rak(text, sistem, bentuk),
        *_tertukar(text),
        *_kelompok_tertukar(text, bentuk),
        *_terbaca(text),
    ):
        if candidate != text:
            found.setdefault(candidate)
    return [_seperti(candidate, nomor) for candidate in found]


def _di_rak(text: str, sistem: SistemJajar, bentuk: Bentuk) -> Iterator[str]:
    """One step along the shelf to each side, then the same place in the section before and after."""
    base, member = _bagian(text, bentuk)
    groups = [group for group, _ in _kelompok(base, bentuk)]
    order = list(range(len(groups)))
    if sistem is SistemJajar.AKHIR:
        order.reverse()
    elif sistem is SistemJajar.TENGAH:
        middle = (len(groups) - 1) // 2
        order = [middle, *order[:middle], *order[middle + 1 :]]
    for step in (-1, 1):
        if (moved := _langkah(groups, order, step)) is not None:
            yield moved + member
    for step in (-1, 1):
        if (moved := _langkah(groups, order[:1], step)) is not None:
            yield moved + member


def _langkah(groups: list[str], order: list[int], step: int) -> str | None:
    """The number one step further when the groups count in this order; None at the end of the shelf."""
    digits = "".join(groups[place] for place in order)
    value = int(digits) + step
    if value < 0 or len(str(value)) > len(digits):
        return None
    moved, text = list(groups), f"{value:0{len(digits)}d}"
    for place in order:
        moved[place], text = text[: len(groups[place])], text[len(groups[place]) :]
    return "".join(moved)


def _tertukar(text: str) -> Iterator[str]:
    """Two digits that stand beside each other changed places; what is read last is misread most."""
    for at in range(len(text) - 1, 0, -1):
        yield text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def _kelompok_tertukar(text: str, bentuk: Bentuk) -> Iterator[str]:
    """Two groups changed places: filed by the wrong end of the number."""
    base, member = _bagian(text, bentuk)
    groups = [group for group, _ in _kelompok(base, bentuk)]
    for one in range(len(groups)):
        for other in range(one + 1, len(groups)):
            if len(groups[one]) == len(groups[other]):
                swapped = list(groups)
                swapped[one], swapped[other] = groups[other], groups[one]
                yield "".join(swapped) + member


def _terbaca(text: str) -> Iterator[str]:
    """One digit taken for one that looks like it."""
    for at in range(len(text) - 1, -1, -1):
        for other in MIRIP[text[at]]:
            yield text[:at] + other + text[at + 1 :]


def _seperti(text: str, contoh: str) -> str:
    """Digits with the separators another number has, where both are of one length."""
    bare = re.sub(r"[./ \-]", "", contoh)
    if len(bare) != len(text):
        return text
    digits = iter(text)
    return "".join(next(digits) if character.isalnum() else character for character in contoh)
