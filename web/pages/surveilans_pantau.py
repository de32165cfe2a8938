"""Pantau: what an office sees of the facilities below it, week by week, and the outbreak reports under way."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.refusals import Refusal
from engine.surveilans import baca, lihat, pantau
from engine.surveilans.jenjang import bawahan
from engine.surveilans.pantau import Laporan
from schemas.surveilans import HitungPenyakit
from web.context import konteks
from web.i18n import N_
from web.pages.surveilans_gambar import Baris, Petak, panas
from web.pages.surveilans_umum import Dunia, dunia
from web.pages.tampil import Kerja, Ucapan, halaman, ucapan
from web.problems import Ditolak

router: Final = APIRouter()
MINGGU: Final = 8
"""Weeks side by side."""


@router.get("/surveilans/pantau")
def papan(request: Request, sesi: Kerja, penyakit: str = "") -> Response:
    """Facilities by weeks for one disease, or for all; who is late or silent; the chain of each outbreak report."""
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        if not here.kita.kantor:
            raise Ditolak(Refusal("bukan_dinkes"))
        weeks = baca.terakhir(here.pekan, MINGGU, here.aturan.katalog)
        found = pantau.papan(connection, here.aturan, here.kita, weeks, here.zona)
        below = {one.kode: one for one in bawahan(connection, here.kita)}
        alerts = {
            (one.fasyankes, one.penyakit, one.tahun, one.minggu): one
            for week in weeks
            for one in lihat.sinyal(connection, pekan=week)
        }
        missing = list(pantau.tidak_melapor(connection, here.aturan, here.kita, parts.now().astimezone(here.zona)))
        reports = lihat.klb(connection, terbuka=True)
    chosen = penyakit if penyakit in here.aturan.katalog.penyakit else ""
    told = {(key[0], key[2], key[3]) for key in alerts if chosen in {"", key[1]}}
    drawn = [
        Baris(f"{below[kode].nama}", [_petak(one, chosen, told, here, say, parts.now()) for one in row])
        for kode, row in found.items()
    ]
    title = say(N_("Kasus menurut fasilitas dan minggu"))
    return halaman(
        request,
        "surveilans_pantau",
        sesi=sesi,
        gambar=panas(title, [f"M{week.minggu:02d}" for week in weeks], drawn),
        papan=found,
        below=below,
        pekan=weeks,
        pilih=chosen,
        hilang=missing,
        sinyal=[one for one in alerts.values() if chosen in {"", one.penyakit}],
        laporan=reports,
        jumlah=lambda one: _kasus(one, chosen),
        pada=parts.now(),
        **here.isi(sesi),
    )


def _kasus(one: Laporan, chosen: str) -> int:
    cells = [one.sel.get(chosen, HitungPenyakit(kode=chosen))] if chosen else list(one.sel.values())
    return sum(cell.kasus for cell in cells)


def _petak(  # noqa: PLR0913, PLR0917 - one report, and what is to be said of it
    one: Laporan, chosen: str, told: set[tuple[str, int, int]], here: Dunia, say: Ucapan, pada: datetime
) -> Petak:
    late = one.terlambat(pada)
    alert = (one.kode, one.pekan.tahun, one.pekan.minggu) in told
    if not one.ada:
        word = say(N_("belum melapor, lewat batas")) if late else say(N_("belum melapor"))
        return Petak(
            None, sinyal=alert, terlambat=late, kata=f"{here.nama.get(one.kode, one.kode)} {one.pekan}: {word}"
        )
    count = _kasus(one, chosen)
    words = [say(N_("{n} kasus")).format(n=count)]
    words += [say(N_("ada sinyal"))] if alert else []
    words += [say(N_("terlambat"))] if late else []
    return Petak(count, alert, late, kata=f"{here.nama.get(one.kode, one.kode)} {one.pekan}: {', '.join(words)}")
