"""Sheets as PDF. The bytes depend on the document alone: its date is the document's own, there is no random id."""

import time
from datetime import UTC
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from web.kertas import kode
from web.kertas.lembar import Batang, Cetakan, Garis, Kotak, Lembar, Qr, Teks, Unsur
from web.kertas.pas import BIASA, TEBAL

BATANG_TERLEBAR: Final = 0.5
"""Millimetres of the narrowest bar, at most: a wider one reads no better."""


def pdf(cetakan: Cetakan) -> bytes:
    """The whole document."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1, lang="id")
    _date(canvas, cetakan)
    canvas.setTitle(cetakan.judul)
    canvas.setCreator("Jejak")
    canvas.setProducer("Jejak")
    for lembar in cetakan.lembar:
        canvas.setPageSize((lembar.lebar * mm, lembar.tinggi * mm))
        for unsur in lembar.isi:
            _draw(canvas, lembar, unsur)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _date(canvas: Canvas, cetakan: Cetakan) -> None:
    """Reportlab knows "now" and one fixed day; the document has a day of its own."""
    stamp = canvas._doc._timeStamp  # noqa: SLF001 - there is no other way to give a PDF its own date
    saat = cetakan.saat.astimezone(UTC)
    stamp.t = saat.timestamp()
    stamp.lt = time.gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]


def _draw(canvas: Canvas, lembar: Lembar, unsur: Unsur) -> None:
    def y(place: float) -> float:
        return (lembar.tinggi - place) * float(mm)

    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    if isinstance(unsur, Teks):
        canvas.setFont(TEBAL if unsur.tebal else BIASA, unsur.pt)
        if unsur.rata == "kiri":
            canvas.drawString(unsur.x * mm, y(unsur.y), unsur.isi)
        elif unsur.rata == "kanan":
            canvas.drawRightString((unsur.x + unsur.lebar) * mm, y(unsur.y), unsur.isi)
        else:
            canvas.drawCentredString((unsur.x + unsur.lebar / 2) * mm, y(unsur.y), unsur.isi)
    elif isinstance(unsur, Garis):
        canvas.setLineWidth(unsur.tebal * mm)
        canvas.setDash((4, 3) if unsur.putus else ())
        canvas.line(unsur.x1 * mm, y(unsur.y1), unsur.x2 * mm, y(unsur.y2))
        canvas.setDash(())
    elif isinstance(unsur, Kotak):
        canvas.setLineWidth(unsur.tebal * mm)
        canvas.rect(unsur.x * mm, y(unsur.y + unsur.tinggi), unsur.lebar * mm, unsur.tinggi * mm)
    elif isinstance(unsur, Qr):
        side, runs = kode.qr(unsur.kode)
        unit = unsur.sisi / side
        for x, row, wide in runs:
            _fill(canvas, unsur.x + x * unit, y(unsur.y + (row + 1) * unit), wide * unit, unit)
    else:
        _bars(canvas, unsur, y(unsur.y + unsur.tinggi))


def _bars(canvas: Canvas, unsur: Batang, bottom: float) -> None:
    whole, bars = kode.batang(unsur.kode)
    unit = min(unsur.lebar / whole, BATANG_TERLEBAR)
    left = unsur.x + (unsur.lebar - whole * unit) / 2
    for x, wide in bars:
        _fill(canvas, left + x * unit, bottom, wide * unit, unsur.tinggi)


def _fill(canvas: Canvas, x: float, bottom: float, wide: float, high: float) -> None:
    canvas.rect(x * mm, bottom, wide * mm, high * mm, stroke=0, fill=1)
