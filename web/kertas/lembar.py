"""What a sheet of paper is made of: lines of text, rules, boxes and codes, in millimetres from its upper left corner.

Every drawer (PDF, print page, ZPL) knows exactly these five things, so a document is described once.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

Rata = Literal["kiri", "tengah", "kanan"]

MM_PER_PT: Final = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Teks:
    """One line of text; `y` is its baseline, `lebar` the room it was fitted into."""

    x: float
    y: float
    lebar: float
    isi: str
    pt: float
    tebal: bool = False
    rata: Rata = "kiri"


@dataclass(frozen=True, slots=True)
class Garis:
    """A straight rule; dashed where people cut."""

    x1: float
    y1: float
    x2: float
    y2: float
    tebal: float = 0.2
    putus: bool = False


@dataclass(frozen=True, slots=True)
class Kotak:
    """An empty box: to tick, to initial, to frame."""

    x: float
    y: float
    lebar: float
    tinggi: float
    tebal: float = 0.2


@dataclass(frozen=True, slots=True)
class Batang:
    """A code as Code 128, as wide as it fits with its quiet zones."""

    x: float
    y: float
    lebar: float
    tinggi: float
    kode: str


@dataclass(frozen=True, slots=True)
class Qr:
    """A code as QR, quiet zone included."""

    x: float
    y: float
    sisi: float
    kode: str


Unsur: TypeAlias = Teks | Garis | Kotak | Batang | Qr


@dataclass(frozen=True, slots=True)
class Lembar:
    """One side of one sheet. `kertas` is the name its size has in the style sheet (`@page`)."""

    kertas: str
    lebar: float
    tinggi: float
    isi: tuple[Unsur, ...]

    def diperbesar(self, kertas: str, kali: float) -> "Lembar":
        """The same sheet, larger or smaller."""
        return Lembar(kertas, self.lebar * kali, self.tinggi * kali, tuple(_kali(satu, kali) for satu in self.isi))


@dataclass(frozen=True, slots=True)
class Cetakan:
    """A document ready to be drawn. `saat` is its own time: the same document is the same bytes, whenever drawn."""

    judul: str
    saat: datetime
    lembar: tuple[Lembar, ...]


def digeser(satu: Unsur, x: float, y: float) -> Unsur:
    """The same thing elsewhere on the sheet."""
    if isinstance(satu, Garis):
        return replace(satu, x1=satu.x1 + x, y1=satu.y1 + y, x2=satu.x2 + x, y2=satu.y2 + y)
    return replace(satu, x=satu.x + x, y=satu.y + y)


def _kali(satu: Unsur, kali: float) -> Unsur:
    if isinstance(satu, Teks):
        return replace(satu, x=satu.x * kali, y=satu.y * kali, lebar=satu.lebar * kali, pt=satu.pt * kali)
    if isinstance(satu, Garis):
        return replace(
            satu,
            x1=satu.x1 * kali,
            y1=satu.y1 * kali,
            x2=satu.x2 * kali,
            y2=satu.y2 * kali,
            tebal=satu.tebal * kali,
        )
    if isinstance(satu, Qr):
        return replace(satu, x=satu.x * kali, y=satu.y * kali, sisi=satu.sisi * kali)
    grown = replace(satu, x=satu.x * kali, y=satu.y * kali, lebar=satu.lebar * kali, tinggi=satu.tinggi * kali)
    return replace(grown, tebal=grown.tebal * kali) if isinstance(grown, Kotak) else grown
