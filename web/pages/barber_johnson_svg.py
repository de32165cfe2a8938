"""The Barber-Johnson graph on the screen: an SVG whose marks are links; and on paper, in millimetres."""

from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from web.kertas import lembar
from web.kertas.pas import aksara
from web.pages.barber_johnson import LEBAR, TINGGI, Cap, Gambar, Kata, Ruas, Unsur

PUTUS: Final = frozenset({"bj-jala-bto", "bj-bto", "bj-toi", "bj-los"})
TEBAL: Final = {"bj-sumbu": 0.35, "bj-tepi": 0.35, "bj-bor": 0.5, "bj-bto": 0.5, "bj-toi": 0.5, "bj-los": 0.5}
TIPIS: Final = 0.12
PT: Final = 8.0


def svg(gambar: Gambar, judul: str) -> Markup:
    """The drawing; it means nothing to who cannot see it, so its name says where the same numbers stand."""
    size = f'viewBox="0 0 {LEBAR:g} {TINGGI:g}" width="{LEBAR:g}" height="{TINGGI:g}"'
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in gambar.daerah)
    zone = f'<polygon class="bj-daerah" points="{corners}"/>' if corners else ""
    drawn = "".join(map(_unsur, gambar.isi))
    name = escape(judul)
    return Markup(f'<svg class="bj" role="group" aria-label="{name}" {size}>{zone}{drawn}</svg>')  # noqa: S704 - texts are escaped


def kertas(gambar: Gambar, x: float, y: float, lebar: float) -> list[lembar.Unsur]:
    """The same on paper: as wide as this, from this corner."""
    scale = lebar / LEBAR
    made: list[lembar.Unsur] = []
    for one in gambar.isi:
        if isinstance(one, Ruas):
            ends = (x + one.x1 * scale, y + one.y1 * scale, x + one.x2 * scale, y + one.y2 * scale)
            made.append(lembar.Garis(*ends, TEBAL.get(one.macam, TIPIS), one.macam in PUTUS))
        elif isinstance(one, Kata):
            made.append(_kata(one, x, y, scale))
        else:
            made += _cap_kertas(x + one.x * scale, y + one.y * scale, pokok=one.pokok)
    return made


def tinggi(lebar: float) -> float:
    """How high it is on paper."""
    return lebar * TINGGI / LEBAR


def _kata(one: Kata, x: float, y: float, scale: float) -> lembar.Teks:
    """Nothing is turned on paper: what runs upwards beside the axis stands above it."""
    bold = one.macam in {"bj-kata", "bj-titik-nama", "bj-nama"}
    size = PT if scale > 0.2 else PT - 1.5  # noqa: PLR2004 - millimetres of one point of the drawing
    if one.tegak:
        return lembar.Teks(x, y + 8 * scale, 0, aksara(one.isi), size, bold)
    rata: lembar.Rata = {"start": "kiri", "middle": "tengah", "end": "kanan"}[one.rata]  # type: ignore[assignment]
    return lembar.Teks(x + one.x * scale, y + one.y * scale, 0, aksara(one.isi), size, bold, rata)


def _cap_kertas(x: float, y: float, *, pokok: bool) -> list[lembar.Unsur]:
    if not pokok:
        return [lembar.Kotak(x - 0.8, y - 0.8, 1.6, 1.6, 0.35)]
    corners = ((x, y - 1.7), (x + 1.7, y), (x, y + 1.7), (x - 1.7, y), (x, y - 1.7))
    lines: list[lembar.Unsur] = [lembar.Garis(*first, *second, 0.5) for first, second in pairwise(corners)]
    return [*lines, lembar.Garis(x - 1.7, y, x + 1.7, y, 0.5), lembar.Garis(x, y - 1.7, x, y + 1.7, 0.5)]


def _unsur(one: Unsur) -> str:
    if isinstance(one, Ruas):
        ends = f'x1="{one.x1:.1f}" y1="{one.y1:.1f}" x2="{one.x2:.1f}" y2="{one.y2:.1f}"'
        return f'<line class="{one.macam}" {ends}/>'
    if isinstance(one, Kata):
        turned = f' transform="rotate(-90 {one.x:.1f} {one.y:.1f})"' if one.tegak else ""
        place = f'x="{one.x:.1f}" y="{one.y:.1f}" text-anchor="{one.rata}"{turned}'
        return f'<text class="{one.macam}" {place}>{escape(one.isi)}</text>'
    return _cap(one)


def _cap(one: Cap) -> str:
    if one.pokok:
        side = 8.5
        points = f"{one.x:.1f},{one.y - side:.1f} {one.x + side:.1f},{one.y:.1f} {one.x:.1f},{one.y + side:.1f} "
        mark = f'<polygon class="bj-pokok" points="{points}{one.x - side:.1f},{one.y:.1f}"/>'
    else:
        mark = f'<circle class="bj-cap" cx="{one.x:.1f}" cy="{one.y:.1f}" r="5.5"/>'
    if not one.ke:
        return mark
    return f'<a href="{escape(one.ke)}" aria-label="{escape(one.nama)}">{mark}</a>'
