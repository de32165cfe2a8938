"""Paper: documents as typed values, laid out once in millimetres, then drawn as PDF, as a print page, or as ZPL.

`dokumen` what each paper says · `slip`, `formulir`, `daftar` where it stands on the sheet · `lembar` the few things a
sheet is made of · `pas` text that must fit · `kode` bars and QR · `pdf`, `svg`, `zpl` the three ways to draw.
"""

from web.kertas.lembar import Cetakan, Lembar
from web.kertas.pdf import pdf
from web.kertas.svg import svg
from web.kertas.zpl import zpl

__all__ = ["Cetakan", "Lembar", "pdf", "svg", "zpl"]
