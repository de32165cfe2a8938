"""Papan: the board, its live stream, and the list a supervisor settles."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from engine.refusals import Refusal
from engine.views import checks, names
from schemas.commands.berkas import SelesaikanCek
from schemas.names import Peran
from web.auth import Pengamat
from web.context import konteks
from web.i18n import N_
from web.pages.perintah import bulat, jalankan
from web.pages.siaran import Siaran, bingkai, potret, tertunda
from web.pages.tampil import Isian, Kabar, Kerja, bahasa, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

KATA: Final = {"terputus": N_("Terputus sejak {jam}. Yang terlihat adalah keadaan saat itu; menyambung lagi …")}
TERBESAR: Final = 2**53


@router.get("/papan")
def papan(request: Request, sesi: Kerja, besar: str = "") -> Response:
    """The board as it is now; the stream keeps it so."""
    parts, say = konteks(request), ucapan(request)
    words = {name: say(text) for name, text in KATA.items()}
    return halaman(
        request,
        "papan",
        sesi=sesi,
        kata_js=words,
        besar=bool(besar),
        tertunda=tertunda(parts),
        **potret(parts),
    )


@router.get("/papan/aliran")
async def aliran(request: Request, pengakses: Pengamat) -> StreamingResponse:
    """Whole boards as Server-Sent Events; their id is the position of the ledger they show."""
    parts = konteks(request)
    if parts.feed is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    state = request.app.state
    if getattr(state, "siaran", None) is None or state.siaran.feed is not parts.feed:
        state.siaran = Siaran(parts, parts.feed)
    frames = bingkai(request, pengakses, state.siaran, bahasa(request))
    return StreamingResponse(frames, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@router.get("/perlu-dicek")
def perlu_dicek(request: Request, sesi: Kerja, setelah: int = 0) -> Response:
    """Lines that wait for a supervisor."""
    return _daftar_cek(request, sesi, setelah=max(0, min(setelah, TERBESAR)))


@router.post("/perlu-dicek")
def selesaikan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Settle one line: a new fact; the line itself stays as it is."""
    sah(sesi, form)
    data = {"seq": bulat(form, "seq"), "putusan": teks(form, "putusan")}
    answer = jalankan(request, sesi, form, SelesaikanCek.jenis, subjek=teks(form, "berkas"), data=data)
    if isinstance(answer, Refusal):
        return _daftar_cek(request, sesi, refusal=answer)
    return pindah("/perlu-dicek?kabar=tercatat")


def _daftar_cek(request: Request, sesi: Kerja, *, setelah: int = 0, refusal: Refusal | None = None) -> Response:
    with konteks(request).engine.connect() as connection:
        rows = checks.terbuka(connection, setelah=setelah, batas=checks.HALAMAN + 1)
        jumlah = checks.jumlah(connection)
        unit = names.unit(connection)
        petugas = names.petugas(connection, (row.pelaku for row in rows))
    return halaman(
        request,
        "perlu_dicek",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        daftar=rows[: checks.HALAMAN],
        lanjut=rows[checks.HALAMAN - 1].seq if len(rows) > checks.HALAMAN else None,
        jumlah=jumlah,
        unit=unit,
        petugas=petugas,
        boleh=sesi.petugas.adalah(Peran.KEPALA),
    )
