"""A heat table of facilities by weeks that needs no colour.

The number stands in each cell, the hatching grows with it, and what is missing or late bears a mark of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

KIRI, ATAS, LEBAR, TINGGI = 190, 34, 54, 30
LEWAT: Final = "\N{MULTIPLICATION SIGN}"
"""No report, and its hour is over."""
TINGKAT: Final = 5
"""Steps of the hatching."""


@dataclass(frozen=True, slots=True)
class Petak:
    """One facility and week: how many cases (None: no report came), whether there was an alert, whether it was late."""

    kasus: int | None
    sinyal: bool = False
    terlambat: bool = False
    ke: str = ""
    kata: str = ""


@dataclass(frozen=True, slots=True)
class Baris:
    """One facility."""

    nama: str
    petak: Sequence[Petak]


def panas(judul: str, pekan: Sequence[str], baris: Sequence[Baris]) -> Markup:
    """The drawing; empty where there is no facility."""
    if not baris:
        return Markup()
    width, height = KIRI + LEBAR * len(pekan) + 8, ATAS + TINGGI * len(baris) + 8
    top = max([one.kasus or 0 for row in baris for one in row.petak] or [0])
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [f'<svg class="panas" role="img" aria-label="{escape(judul)}" {size}><defs>']
    for step in range(1, TINGKAT + 1):
        gap = 11 - 2 * step
        parts.append(
            f'<pattern id="panas-{step}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect class="latar" width="{gap}" height="{gap}"/>'
            f'<line class="arsir" x1="0" y1="0" x2="0" y2="{gap}"/></pattern>'
        )
    parts.append("</defs>")
    for at, name in enumerate(pekan):
        x = KIRI + LEBAR * at + LEBAR / 2
        parts.append(f'<text class="sumbu" x="{x}" y="{ATAS - 10}" text-anchor="middle">{escape(name)}</text>')
    for row, one in enumerate(baris):
        y = ATAS + TINGGI * row
        parts.append(
            f'<text class="nama" x="{KIRI - 10}" y="{y + 20}" text-anchor="end">{escape(one.nama[:26])}</text>'
        )
        for at, cell in enumerate(one.petak):
            parts += _petak(KIRI + LEBAR * at, y, cell, top)
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - numbers and escaped names only


def _petak(x: int, y: int, cell: Petak, top: int) -> list[str]:
    step = 0 if not cell.kasus else 1 + (cell.kasus * TINGKAT - 1) // max(top, 1) if top else 0
    step = min(TINGKAT, step)
    fill = f' fill="url(#panas-{step})"' if step else ' fill="#fff"'
    missing = cell.kasus is None
    edge = ' class="petak hilang"' if missing else ' class="petak sinyal"' if cell.sinyal else ' class="petak"'
    parts = [f'<a href="{escape(cell.ke)}">' if cell.ke else "<g>", f"<title>{escape(cell.kata)}</title>"]
    parts.append(f'<rect{edge}{fill} x="{x + 1}" y="{y + 1}" width="{LEBAR - 2}" height="{TINGGI - 2}"/>')
    said = (LEWAT if cell.terlambat else "·") if missing else str(cell.kasus)
    mark = "!" if cell.sinyal else "" if missing or not cell.terlambat else "⏱"
    wide = 9 * len(said + mark) + 8
    middle = x + LEBAR / 2
    parts.append(
        f'<rect class="alas" x="{middle - wide / 2}" y="{y + 6}" width="{wide}" height="{TINGGI - 12}" rx="3"/>'
        f'<text class="isi" x="{middle}" y="{y + 20}" text-anchor="middle">{said}{mark}</text>'
    )
    return [*parts, "</a>" if cell.ke else "</g>"]
