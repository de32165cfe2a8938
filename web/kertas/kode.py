"""Bars and squares of a code, in modules: the same for every drawer. Code 128 from reportlab, QR from segno."""

from functools import lru_cache
from typing import Final

import segno
from reportlab.graphics.barcode.code128 import Code128

SELA: Final = 10
"""Quiet zone left and right of a Code 128, in modules, as the symbology asks."""
SELA_QR: Final = 4
"""Quiet zone around a QR, in modules."""


@lru_cache(maxsize=256)
def batang(kode: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Modules of the whole code, quiet zones included, and each bar: where it begins, how wide it is."""
    barcode = Code128(kode)
    barcode.validate()
    barcode.encode()
    barcode.decompose()
    x, bars = SELA, []
    for letter in barcode.decomposed:
        modules = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            bars.append((x, modules))
        x += modules
    return x + SELA, tuple(bars)


@lru_cache(maxsize=256)
def qr(kode: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules of a side, quiet zone included, and each dark run: x, y, width. Correction M: a label gets scratched."""
    runs = []
    matrix = segno.make(kode, error="m", micro=False).matrix
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append((start + SELA_QR, y + SELA_QR, x - start))
                start = None
    return len(matrix) + 2 * SELA_QR, tuple(runs)
