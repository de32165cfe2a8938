"""A no, or a fault, as a page in plain words; a login that is missing becomes the way to log in."""

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from engine.refusals import Refusal
from web.i18n import N_
from web.pages.tampil import alamat_ini, halaman, pindah, ucapan

JALAN: Final = {
    "belum_masuk": "/masuk?ke={ke}",
    "sesi_terkunci": "/kunci?ke={ke}",
    "harus_ganti_sandi": "/ganti-sandi?ke={ke}",
    "belum_disiapkan": "/siapkan",
}
"""Refusals that are answered by leading to the page where they are settled."""

JUDUL: Final = {
    403: N_("Tidak diizinkan"),
    404: N_("Tidak ditemukan"),
    405: N_("Tidak bisa begitu"),
    409: N_("Ditolak"),
    422: N_("Isian belum benar"),
    500: N_("Ada yang rusak di pihak kami"),
    503: N_("Belum bisa sekarang"),
}


def error_page(request: Request, refusal: Refusal, kode: int) -> Response:
    """The page for a refusal a route or the router raised."""
    if way := JALAN.get(refusal.kode):
        target = way.format(ke=quote(alamat_ini(request), safe="/"))
        if request.headers.get("hx-request"):
            return Response(status_code=204, headers={"HX-Redirect": target})
        return pindah(target)
    say = ucapan(request)
    judul = say(JUDUL.get(kode, N_("Tidak bisa dilayani")))
    return halaman(request, "galat", kode=kode, judul=judul, penjelasan=say.penolakan(refusal), kode_galat=refusal.kode)
