"""Sheets as inline SVG for the print page: no style attribute and no script, so the content policy stays strict."""

from typing import Final

from markupsafe import Markup, escape

from web.kertas import kode
from web.kertas.lembar import MM_PER_PT, Batang, Garis, Kotak, Lembar, Qr, Teks, Unsur
from web.kertas.pdf import BATANG_TERLEBAR

HURUF: Final = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_JANGKAR: Final = {"kiri": "start", "tengah": "middle", "kanan": "end"}


def svg(lembar: Lembar) -> Markup:
    """One sheet, as large as it is on paper."""
    drawn = "".join(_draw(unsur) for unsur in lembar.isi)
    wide, high = _n(lembar.lebar), _n(lembar.tinggi)
    size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}"'
    return Markup(f'<svg class="kertas" {size} fill="#000" font-family="{HURUF}">{drawn}</svg>')  # noqa: S704 - every text is escaped, the rest is numbers


def _draw(unsur: Unsur) -> str:
    if isinstance(unsur, Teks):
        return _text(unsur)
    if isinstance(unsur, Garis):
        dashes = ' stroke-dasharray="1.4 1"' if unsur.putus else ""
        line = f'x1="{_n(unsur.x1)}" y1="{_n(unsur.y1)}" x2="{_n(unsur.x2)}" y2="{_n(unsur.y2)}"'
        return f'<line {line} stroke="#000" stroke-width="{_n(unsur.tebal)}"{dashes}/>'
    if isinstance(unsur, Kotak):
        box = f'x="{_n(unsur.x)}" y="{_n(unsur.y)}" width="{_n(unsur.lebar)}" height="{_n(unsur.tinggi)}"'
        return f'<rect {box} fill="none" stroke="#000" stroke-width="{_n(unsur.tebal)}"/>'
    if isinstance(unsur, Qr):
        side, runs = kode.qr(unsur.kode)
        path = "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in runs)
        unit = unsur.sisi / side
        return _code(f"QR {unsur.kode}", (unsur.x, unsur.y), (unit, unit), path)
    return _bars(unsur)


def _text(unsur: Teks) -> str:
    x = {"kiri": unsur.x, "tengah": unsur.x + unsur.lebar / 2, "kanan": unsur.x + unsur.lebar}[unsur.rata]
    bold = ' font-weight="700"' if unsur.tebal else ""
    return (
        f'<text x="{_n(x)}" y="{_n(unsur.y)}" font-size="{_n(unsur.pt * MM_PER_PT)}" '
        f'text-anchor="{_JANGKAR[unsur.rata]}"{bold}>{escape(unsur.isi)}</text>'
    )


def _bars(unsur: Batang) -> str:
    whole, bars = kode.batang(unsur.kode)
    unit = min(unsur.lebar / whole, BATANG_TERLEBAR)
    left = unsur.x + (unsur.lebar - whole * unit) / 2
    path = "".join(f"M{x} 0h{wide}v1h-{wide}z" for x, wide in bars)
    return _code(f"Code 128 {unsur.kode}", (left, unsur.y), (unit, unsur.tinggi), path)


def _code(label: str, place: tuple[float, float], unit: tuple[float, float], path: str) -> str:
    move = f"translate({_n(place[0])} {_n(place[1])}) scale({unit[0]:.5f} {unit[1]:.5f})"
    name = f'role="img" aria-label="{escape(label)}"'
    return f'<path {name} transform="{move}" shape-rendering="crispEdges" d="{path}" fill="#000"/>'


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
