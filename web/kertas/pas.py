"""Text that must fit its room: smaller first, then on more lines, never cut without a sign.

Widths are those of Helvetica, which every PDF reader has; the fonts of browsers (Arial, Liberation Sans) are as wide.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth

from web.kertas.lembar import MM_PER_PT, Rata, Teks

BIASA: Final = "Helvetica"
TEBAL: Final = "Helvetica-Bold"
JARAK: Final = 1.16
"""From baseline to baseline, in font sizes."""
NAIK: Final = 0.76
"""From the top of a line to its baseline, in font sizes."""
TERKECIL: Final = 3.5
"""Points. What does not fit even so is marked with an ellipsis: names are bounded long before that."""
LANGKAH: Final = 0.5
_TANDA: Final = str.maketrans({"≥": ">=", "≤": "<=", "−": "-", "→": "->"})  # noqa: RUF001 - a minus
"""Signs the printers' fonts have not, as they are typed: a question mark would be another number."""


@lru_cache(maxsize=4096)
def aksara(teks: str) -> str:
    """The text in the letters the printers' own fonts have: accents are kept or dropped, anything else becomes "?"."""
    made = []
    for huruf in unicodedata.normalize("NFC", teks).translate(_TANDA):
        if not huruf.isprintable():
            made.append(" ")
        elif _ada(huruf):
            made.append(huruf)
        else:
            plain = "".join(satu for satu in unicodedata.normalize("NFKD", huruf) if not unicodedata.combining(satu))
            made.append(plain if plain and all(_ada(satu) for satu in plain) else "?")
    return " ".join("".join(made).split())


def lebar(teks: str, pt: float, *, tebal: bool = False) -> float:
    """Millimetres."""
    return float(stringWidth(teks, TEBAL if tebal else BIASA, pt)) * MM_PER_PT


def baris(  # noqa: PLR0913 - a place on paper, a text and how it is set
    x: float,
    y: float,
    ruang: float,
    isi: str,
    pt: float,
    *,
    tebal: bool = False,
    rata: Rata = "kiri",
) -> Teks:
    """One line whose upper edge is at `y`, made smaller where the room is too narrow."""
    tinggi = pt * MM_PER_PT * JARAK
    return kotak_teks(x, y, ruang, tinggi, isi, pt, tebal=tebal, rata=rata, satu_baris=True)[0]


def kotak_teks(  # noqa: PLR0913, PLR0917 - a box on paper, a text and how it is set
    x: float,
    y: float,
    ruang: float,
    tinggi: float,
    isi: str,
    pt: float,
    *,
    tebal: bool = False,
    rata: Rata = "kiri",
    tengah: bool = False,
    satu_baris: bool = False,
) -> list[Teks]:
    """As large as it fits into the box, on as many lines as it needs; `tengah`: in the middle of its height."""
    isi = aksara(isi)
    size = pt
    while True:
        most = 1 if satu_baris else max(1, int(tinggi / (size * MM_PER_PT * JARAK) + 1e-6))
        lines = _bungkus(isi, ruang, size, tebal=tebal)
        last = size - LANGKAH < TERKECIL
        if last and (len(lines) > most or any(lebar(line, size, tebal=tebal) > ruang for line in lines)):
            lines = _paksa(isi, ruang, size, most, tebal=tebal)
        if last or (len(lines) <= most and all(lebar(line, size, tebal=tebal) <= ruang for line in lines)):
            break
        size -= LANGKAH
    step = size * MM_PER_PT * JARAK
    above = (tinggi - step * len(lines)) / 2 if tengah else 0.0
    if satu_baris:
        above = (tinggi - step) / 2
    first = y + above + size * MM_PER_PT * NAIK + (step - size * MM_PER_PT) / 2
    return [Teks(x, first + step * at, ruang, line, size, tebal, rata) for at, line in enumerate(lines)]


def _ada(huruf: str) -> bool:
    try:
        huruf.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _bungkus(isi: str, ruang: float, pt: float, *, tebal: bool) -> list[str]:
    """Words on lines; a word wider than the room stands alone on its line."""
    lines: list[str] = []
    for kata in isi.split(" "):
        if lines and lebar(f"{lines[-1]} {kata}", pt, tebal=tebal) <= ruang:
            lines[-1] += f" {kata}"
        else:
            lines.append(kata)
    return lines


def _paksa(isi: str, ruang: float, pt: float, most: int, *, tebal: bool) -> list[str]:
    """Broken anywhere, and an ellipsis where even that is not enough."""
    lines = [""]
    for huruf in isi:
        if lebar(lines[-1] + huruf, pt, tebal=tebal) > ruang:
            lines.append("")
        lines[-1] += huruf
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1][:-2]}…"
    return lines
