"""Drawings of the census made here: lines told apart by dash and mark, bars by hatching; no colour is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

LEBAR, TINGGI, KIRI, ATAS, BAWAH = 860, 280, 46, 20, 58
BATANG_KIRI, BATANG_TINGGI = 170, 22
TERBANYAK: Final = 16
"""Marks that still have room for their number."""
PUTUS: Final = ("", "8 4", "2 4", "10 3 2 3")
"""How each line is dashed."""
GAYA: Final = ("lingkar", "kotak", "segitiga", "silang")
LANGKAH: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Seri:
    """One line or kind of bar: its name, a value at each place."""

    nama: str
    nilai: Sequence[int]


def garis(judul: str, tempat: Sequence[str], seri: Sequence[Seri]) -> Markup:
    """Lines over time; each has its own dash and its own mark, few enough points have their numbers."""
    if not tempat or not any(any(one.nilai) for one in seri):
        return Markup()
    top, step = _skala(max(max(one.nilai) for one in seri))
    parts = [_awal(judul, LEBAR, TINGGI)]
    for level in range(0, top + 1, step):
        y = _y(level, top)
        parts.append(f'<line class="kisi-tren" x1="{KIRI}" y1="{y:.1f}" x2="{LEBAR - 8}" y2="{y:.1f}"/>')
        parts.append(f'<text class="sumbu" x="{KIRI - 6}" y="{y + 4:.1f}" text-anchor="end">{level}</text>')
    wide = (LEBAR - KIRI - 50) / max(1, len(tempat) - 1)
    xs = [KIRI + 20 + wide * at for at in range(len(tempat))]
    every = 1 + (len(tempat) - 1) // TERBANYAK
    for at, (x, name) in enumerate(zip(xs, tempat, strict=True)):
        if at % every == 0:
            y = TINGGI - BAWAH + 16
            parts.append(f'<text class="sumbu" x="{x:.1f}" y="{y}" text-anchor="middle">{escape(name)}</text>')
    for kind, one in enumerate(seri):
        points = [(x, _y(value, top)) for x, value in zip(xs, one.nilai, strict=True)]
        parts += [_ruas(kind, *before, *after) for before, after in pairwise(points)]
        for (x, y), value in zip(points, one.nilai, strict=True):
            parts.append(_tanda(kind, x, y))
            if len(tempat) <= TERBANYAK:
                below = y + 17 if kind % 2 else y - 9
                parts.append(f'<text class="nilai" x="{x:.1f}" y="{below:.1f}" text-anchor="middle">{value}</text>')
    parts += _kunci(seri)
    return _jadi(parts)


def batang(judul: str, tempat: Sequence[str], seri: Sequence[Seri]) -> Markup:
    """Bars beside each other, one group a unit; each kind is hatched otherwise and bears its number."""
    if not tempat or not any(any(one.nilai) for one in seri):
        return Markup()
    longest = max(max(one.nilai) for one in seri)
    group = BATANG_TINGGI * len(seri) + 10
    tall = group * len(tempat) + 44
    parts = [_awal(judul, LEBAR, tall), _arsiran()]
    room = LEBAR - BATANG_KIRI - 60
    for at, name in enumerate(tempat):
        y = 6 + group * at
        middle = y + group / 2
        said = escape(_pendek(name))
        parts.append(f'<text class="sebutan" x="{BATANG_KIRI - 8}" y="{middle:.0f}" text-anchor="end">{said}</text>')
        for kind, one in enumerate(seri):
            value = one.nilai[at]
            wide = room * value / longest
            top = y + kind * BATANG_TINGGI
            parts.append(
                f'<rect class="batang-{kind % len(PUTUS)}" x="{BATANG_KIRI}" y="{top}" '
                f'width="{wide:.1f}" height="{BATANG_TINGGI - 4}"/>'
            )
            parts.append(f'<text class="nilai" x="{BATANG_KIRI + wide + 6:.1f}" y="{top + 14}">{value}</text>')
    x = float(BATANG_KIRI)
    for kind, one in enumerate(seri):
        parts.append(f'<rect class="batang-{kind % len(PUTUS)}" x="{x:.0f}" y="{tall - 24}" width="24" height="14"/>')
        parts.append(f'<text class="sumbu" x="{x + 30:.0f}" y="{tall - 12}">{escape(one.nama)}</text>')
        x += 60 + 7 * len(one.nama)
    return _jadi(parts)


def _awal(judul: str, lebar: int, tinggi: int) -> str:
    size = f'viewBox="0 0 {lebar} {tinggi}" width="{lebar}" height="{tinggi}"'
    return f'<svg class="tren sensus-gambar" role="img" aria-label="{escape(judul)}" {size}>'


def _jadi(parts: Sequence[str]) -> Markup:
    return Markup("".join(parts) + "</svg>")  # noqa: S704 - every text in it was escaped


def _skala(most: int) -> tuple[int, int]:
    """The top of the scale and its step: five steps at most, round ones."""
    size = 1
    while True:
        for part in LANGKAH:
            step = part * size
            if step * 5 >= most:
                return step * max(1, -(-most // step)), step
        size *= 10


def _y(value: int, top: int) -> float:
    return TINGGI - BAWAH - (TINGGI - ATAS - BAWAH) * value / top


def _ruas(kind: int, x1: float, y1: float, x2: float, y2: float) -> str:
    dash = PUTUS[kind % len(PUTUS)]
    how = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line class="garis-sensus" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{how}/>'


def _tanda(kind: int, x: float, y: float) -> str:
    shape = GAYA[kind % len(GAYA)]
    if shape == "lingkar":
        return f'<circle class="titik-isi" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    if shape == "kotak":
        return f'<rect class="titik-buka" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    if shape == "segitiga":
        points = f"{x:.1f},{y - 5:.1f} {x - 5:.1f},{y + 4:.1f} {x + 5:.1f},{y + 4:.1f}"
        return f'<polygon class="titik-buka" points="{points}"/>'
    way = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"
    return f'<path class="titik-buka" d="{way}"/>'


def _kunci(seri: Sequence[Seri]) -> list[str]:
    """What each line is, with its dash and its mark."""
    parts: list[str] = []
    x, y = float(KIRI), TINGGI - 10
    for kind, one in enumerate(seri):
        parts += (_ruas(kind, x, y - 4, x + 36, y - 4), _tanda(kind, x + 18, y - 4))
        parts.append(f'<text class="sumbu" x="{x + 44:.0f}" y="{y}">{escape(one.nama)}</text>')
        x += 76 + 7 * len(one.nama)
    return parts


def _arsiran() -> str:
    """The hatchings bars are told apart by."""
    return (
        '<defs><pattern id="arsir-1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="arsir-latar" width="6" height="6"/><rect class="arsir" width="2.5" height="6"/></pattern>'
        '<pattern id="arsir-2" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="arsir-latar" width="6" height="6"/><circle class="arsir" cx="3" cy="3" r="1.5"/></pattern></defs>'
    )


def _pendek(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:21]}…"  # noqa: PLR2004 - letters that fit beside the bars
