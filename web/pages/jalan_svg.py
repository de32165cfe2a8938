"""A folder's journeys as a small drawing: one lane a place, one step a fact; an arrival nobody scanned is dashed."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from engine.views.jejak_gerak import Perjalanan, waktu
from schemas.events import berkas as told
from schemas.message import Event
from schemas.names import RUANG_REKAM_MEDIS
from web.i18n import N_
from web.pages import gambar as kode_gambar
from web.pages.tampil import Ucapan

LANGKAH: Final = 14
"""Facts drawn: the last ones."""
LAJUR, LEBAR, TINGGI, KIRI, ATAS = 44, 54, 34, 190, 24
RM: Final = N_("Ruang rekam medis")
JUDUL: Final = N_("Perjalanan berkas ini, dari kiri ke kanan; garis putus-putus: tidak pernah dipindai masuk")


@dataclass(frozen=True, slots=True)
class Titik:
    """One point of the drawing."""

    tempat: str
    saat: str
    seq: int
    luput: bool
    """Nobody scanned the arrival here."""


def gambar(jalan: Perjalanan, unit: dict[str, str], say: Ucapan) -> Markup:
    """The drawing; empty for a folder that never moved."""
    points = _titik(jalan, say)[-LANGKAH:]
    if not points:
        return Markup()
    lanes = list(dict.fromkeys([RUANG_REKAM_MEDIS, *(point.tempat for point in points)]))
    width, height = KIRI + LEBAR * len(points) + 10, ATAS + TINGGI * len(lanes) + LAJUR
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [f'<svg class="jalan" role="img" aria-label="{escape(say(JUDUL))}" {size}>']
    where = {lane: ATAS + TINGGI * at for at, lane in enumerate(lanes)}
    for lane, y in where.items():
        name = say(RM) if lane == RUANG_REKAM_MEDIS else unit.get(lane, lane)
        parts.append(f'<line class="lajur" x1="{KIRI - 8}" y1="{y}" x2="{width - 4}" y2="{y}"/>')
        parts.append(f'<text class="nama" x="{KIRI - 14}" y="{y + 4}" text-anchor="end">{escape(_pendek(name))}</text>')
    before: tuple[int, int] | None = None
    for at, point in enumerate(points):
        x, y = KIRI + 12 + LEBAR * at, where[point.tempat]
        if before is not None:
            dashed = ' stroke-dasharray="5 4"' if point.luput else ""
            parts.append(f'<line class="kaki" x1="{before[0]}" y1="{before[1]}" x2="{x}" y2="{y}"{dashed}/>')
        before = (x, y)
    for at, point in enumerate(points):
        x, y = KIRI + 12 + LEBAR * at, where[point.tempat]
        last = " akhir" if at == len(points) - 1 else ""
        shape = f'<circle class="titik{last}" cx="{x}" cy="{y}" r="{7 if last else 5}"/>'
        if point.luput:
            shape = f'<circle class="titik luput{last}" cx="{x}" cy="{y}" r="{7 if last else 5}"/>'
        parts.append(shape)
        day = height - LAJUR + 14 + (14 if at % 2 else 0)
        parts.append(f'<text class="saat" x="{x}" y="{day}" text-anchor="middle">{escape(point.saat)}</text>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - numbers and escaped names only


def kode(isi: str) -> Markup:
    """The folder's code, for the slip."""
    return kode_gambar.qr(isi, 3)


def _titik(jalan: Perjalanan, say: Ucapan) -> list[Titik]:
    points: list[Titik] = []
    for line in jalan.gerak:
        tempat, luput = _tempat(line.event)
        if tempat is None:
            continue
        arrived = points and points[-1].luput and isinstance(line.event, told.BerkasDiterima)
        if arrived and points[-1].tempat == tempat:
            points.pop()
        if points and points[-1].tempat == tempat and not points[-1].luput and not luput:
            continue
        points.append(Titik(tempat, say.waktu(waktu(line.event), "d/M HH.mm"), line.seq, luput))
    return points


def _tempat(event: Event) -> tuple[str | None, bool]:
    """Where a fact puts the folder, and whether that is only where it was sent."""
    match event:
        case told.BerkasDiambil() | told.BerkasDialihkan() | told.BerkasDikembalikanKeUnit():
            return event.tujuan, True
        case told.BerkasDikirimKembali():
            return RUANG_REKAM_MEDIS, True
        case told.BerkasDiterima() | told.BerkasDitemukan():
            return event.unit, False
        case told.BerkasDipinjamkan():
            return None, False
        case _:
            return RUANG_REKAM_MEDIS, False


def _pendek(name: str) -> str:
    return name if len(name) <= LAJUR // 2 + 2 else f"{name[: LAJUR // 2 + 1]}…"
