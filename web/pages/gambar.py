"""Codes as inline SVG, without any style attribute: QR by segno, Code 128 from reportlab's bar widths."""

import segno
from markupsafe import Markup

from web.kertas.kode import batang


def qr(kode: str, besar: int = 4) -> Markup:
    """The code as QR, error correction M: a folder's label gets scratched."""
    made: str = segno.make(kode, error="m", micro=False).svg_inline(scale=besar, svgclass=None, lineclass=None)
    return Markup(made.replace("<svg ", f'<svg role="img" aria-label="QR {kode}" ', 1))  # noqa: S704 - our own SVG; kode is letters and digits


def code128(kode: str, tinggi: int = 56, lebar: int = 2) -> Markup:
    """The code as Code 128. `lebar`: pixels of the narrowest bar."""
    whole, widths = batang(kode)
    bars = "".join(f"M{x} 0h{modules}v1h-{modules}z" for x, modules in widths)
    return Markup(  # noqa: S704 - numbers only; kode is letters and digits
        f'<svg role="img" aria-label="Code 128 {kode}" width="{whole * lebar}" height="{tinggi}" '
        f'viewBox="0 0 {whole} 1" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path d="{bars}" fill="#000"/></svg>'
    )
