"""Sheets as ZPL II for thermal printers (Zebra and those that speak its language), 203 dots an inch unless told.

`^`, `~` and `_` in a text would be commands: each stands as its hexadecimal (`^FH`). Text goes as UTF-8 (`^CI28`).
"""

from typing import Final

from web.kertas import kode
from web.kertas.lembar import MM_PER_PT, Batang, Cetakan, Garis, Kotak, Lembar, Qr, Teks, Unsur

TITIK_PER_MM: Final = 8
"""203 dpi, the resolution of nearly every desk label printer; 300 dpi printers have 12."""
QR_TERBESAR: Final = 10
_RATA: Final = {"kiri": "L", "tengah": "C", "kanan": "R"}


def zpl(cetakan: Cetakan, titik_per_mm: int = TITIK_PER_MM) -> str:
    """Every sheet as one format, one a line of `^XA … ^XZ`."""
    return "".join(_lembar(lembar, titik_per_mm) for lembar in cetakan.lembar)


def aman(teks: str) -> str:
    """A text as field data after `^FH`."""
    return "".join(f"_{ord(huruf):02X}" if huruf in "^~_" else huruf for huruf in teks)


def _lembar(lembar: Lembar, dots: int) -> str:
    head = f"^XA^CI28^PW{round(lembar.lebar * dots)}^LL{round(lembar.tinggi * dots)}^LH0,0"
    return "\n".join((head, *(_draw(unsur, dots) for unsur in lembar.isi), "^XZ\n"))


def _draw(unsur: Unsur, dots: int) -> str:
    def d(mm: float) -> int:
        return max(0, round(mm * dots))

    if isinstance(unsur, Teks):
        high = unsur.pt * MM_PER_PT
        place = f"^FO{d(unsur.x)},{d(unsur.y - high * 0.76)}"
        block = f"^FB{max(1, d(unsur.lebar))},1,0,{_RATA[unsur.rata]},0"
        return f"{place}^A0N,{max(10, d(high))}{block}^FH_^FD{aman(unsur.isi)}^FS"
    if isinstance(unsur, Garis):
        wide, high = abs(unsur.x2 - unsur.x1), abs(unsur.y2 - unsur.y1)
        thick = max(1, d(unsur.tebal))
        place = f"^FO{d(min(unsur.x1, unsur.x2))},{d(min(unsur.y1, unsur.y2))}"
        return f"{place}^GB{max(thick, d(wide))},{max(thick, d(high))},{thick}^FS"
    if isinstance(unsur, Kotak):
        size = f"{d(unsur.lebar)},{d(unsur.tinggi)},{max(1, d(unsur.tebal))}"
        return f"^FO{d(unsur.x)},{d(unsur.y)}^GB{size}^FS"
    if isinstance(unsur, Qr):
        side, _ = kode.qr(unsur.kode)
        unit = min(QR_TERBESAR, max(1, int(unsur.sisi * dots / side)))
        quiet = kode.SELA_QR * unit
        return f"^FO{d(unsur.x) + quiet},{d(unsur.y) + quiet}^BQN,2,{unit}^FH_^FDMA,{aman(unsur.kode)}^FS"
    return _bars(unsur, d(unsur.x), d(unsur.y), dots)


def _bars(unsur: Batang, x: int, y: int, dots: int) -> str:
    """Whole dots a module: a bar of two and a half dots is what scanners stumble over."""
    whole, _ = kode.batang(unsur.kode)
    unit = max(1, int(unsur.lebar * dots / whole))
    left = x + max(0, round(unsur.lebar * dots) - whole * unit) // 2 + kode.SELA * unit
    return f"^FO{left},{y}^BY{unit},2.0,{round(unsur.tinggi * dots)}^BCN,,N,N,N,A^FH_^FD{aman(unsur.kode)}^FS"
