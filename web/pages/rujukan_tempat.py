"""Where to refer: the part of the page that lists places, those with a free bed first, and says how new a figure is."""

from typing import NamedTuple

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.policy import kebijakan
from engine.views.tempat_tujuan import Butuh, TempatTujuan, berhub, butuh, tempat_tujuan
from schemas.names import KelasRawat, LayananRujukan
from web.context import konteks
from web.pages import kata_rujukan as kata
from web.pages import kata_rujukan_tempat as kata_tempat
from web.pages.pasien import boleh
from web.pages.tampil import Kerja, Ucapan, potongan, ucapan

router = APIRouter()


class Pilihan(NamedTuple):
    """The places to choose from, with the bed that is wanted."""

    tempat: list[TempatTujuan]
    butuh: Butuh
    berhub: bool
    """Figures are heard of; without a hub every place is as good as another."""


def pilihan(connection: Connection, say: Ucapan, layanan: str, kelas: str, kemampuan: str) -> Pilihan:
    """The places for a form that says so; what is no word of ours counts as not said."""
    want = butuh(
        LayananRujukan(layanan) if layanan in set(LayananRujukan) else LayananRujukan.RAWAT_JALAN,
        KelasRawat(kelas) if kelas in set(KelasRawat) else None,
        kemampuan if kemampuan in kebijakan().rujukan.kemampuan_aktif else None,
    )
    return Pilihan(tempat_tujuan(connection, say.kini, want), want, berhub(connection))


def bagian(found: Pilihan, say: Ucapan, *, tujuan: str = "", alasan_tempat: str = "") -> str:
    """The part as HTML, with what was chosen before."""
    return potongan(
        "rujukan_tujuan",
        say,
        pilihan=found,
        tujuan=tujuan,
        alasan_tempat=alasan_tempat,
        usia=lambda one: kata_tempat.usia(one, say),
        RUPA=kata_tempat.RUPA,
        ALASAN=kata.ALASAN_TEMPAT,
        kemampuan=kebijakan().rujukan.kemampuan_aktif,
    )


@router.get("/rujukan/tujuan")
def tujuan(  # noqa: PLR0913, PLR0917 - what the form says so far
    request: Request,
    sesi: Kerja,
    layanan: str = "",
    kelas: str = "",
    kemampuan: str = "",
    tujuan: str = "",
    alasan_tempat: str = "",
) -> Response:
    """The same part, asked for again when another bed is wanted."""
    boleh(sesi, kata.MENYUSUN, "menyusun rujukan")
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        found = pilihan(connection, say, layanan, kelas, kemampuan)
    return HTMLResponse(bagian(found, say, tujuan=tujuan[:16], alasan_tempat=alasan_tempat[:24]))
