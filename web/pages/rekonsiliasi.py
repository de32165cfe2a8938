"""Rekonsiliasi: where visits and folders do not agree, live; what is behind each, and its explanation."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from engine import facility
from engine.people import Petugas, Sesi
from engine.refusals import Refusal
from engine.views import names, rekonsiliasi, timeline
from engine.views.rekonsiliasi import SEMUA, Halaman, Rekonsiliasi, Saringan, Temuan
from engine.workflows.selisih import ALASAN, REKAM_MEDIS, UNIT
from schemas.commands import selisih as ask
from schemas.names import SEMUA_UNIT, MacamSelisih
from web.auth import Pengamat
from web.context import Konteks, konteks
from web.i18n import BAHASA, N_
from web.pages import kata_selisih as kata
from web.pages.perintah import minta
from web.pages.siaran import Potret, Siaran, bingkai, tertunda
from web.pages.tampil import Isian, Kabar, Kerja, Ucapan, bahasa, halaman, pindah, potongan, sah, teks, ucapan
from web.problems import Ditolak, status

router: Final = APIRouter()
TERPUTUS: Final = N_("Terputus sejak {jam}. Yang terlihat adalah keadaan saat itu; menyambung lagi …")
JEDA: Final = 5.0
"""Seconds between two readings: an exception is minutes old before it is one."""


@router.get("/rekonsiliasi")
def daftar(  # noqa: PLR0913, PLR0917 - what an address may ask for
    request: Request, sesi: Kerja, unit: str = "", macam: str = "", setelah: str = "", dijelaskan: str = ""
) -> Response:
    """What does not agree now; the stream keeps it so. `unit`: one owner's alone; `macam`: one kind, page by page."""
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        only = unit if unit in names.unit(connection) else ""
    kind = MacamSelisih(macam) if macam in set(MacamSelisih) else None
    after, said_after = (rekonsiliasi.sesudah(one) if kind else None for one in (setelah, dijelaskan))
    asked = Saringan(only or None, kind, after, said_after)
    found = _baca(parts, asked)
    return halaman(
        request,
        "rekonsiliasi",
        sesi=sesi,
        kata_js={"terputus": say(TERPUTUS)},
        tertunda=tertunda(parts),
        hanya=only,
        satu_macam=kind,
        K=kata,
        lanjut=_lanjut("setelah", found.halaman, only),
        lanjut_dijelaskan=_lanjut("dijelaskan", found.terjelaskan, only),
        daftar=found,
    )


@router.get("/rekonsiliasi/aliran")
async def aliran(request: Request, pengakses: Pengamat) -> StreamingResponse:
    """Whole lists as Server-Sent Events: one snapshot for all who look, as with the board."""
    parts = konteks(request)
    if parts.feed is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    state = request.app.state
    if getattr(state, "siaran_rekonsiliasi", None) is None or state.siaran_rekonsiliasi.feed is not parts.feed:
        state.siaran_rekonsiliasi = Siaran(parts, parts.feed, _potret, jeda=JEDA)
    frames = bingkai(request, pengakses, state.siaran_rekonsiliasi, bahasa(request))
    return StreamingResponse(frames, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _baca(parts: Konteks, saringan: Saringan = SEMUA) -> Rekonsiliasi:
    with parts.engine.connect() as connection:
        return rekonsiliasi.daftar(connection, parts.now(), _zona(parts), saringan)


def _lanjut(field: str, pages: Mapping[MacamSelisih, Halaman], unit: str) -> dict[MacamSelisih, str]:
    """Where each kind that has more goes on."""
    return {
        kind: "/rekonsiliasi?" + urlencode({"macam": kind.value, "unit": unit, field: str(page.lanjut)})
        for kind, page in pages.items()
        if page.lanjut is not None
    }


def _zona(parts: Konteks) -> str:
    fasyankes = parts.fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    return fasyankes.zona


def _potret(parts: Konteks, nomor: int) -> Potret:
    found, zona = _baca(parts), _zona(parts)
    more = _lanjut("setelah", found.halaman, "")
    said = _lanjut("dijelaskan", found.terjelaskan, "")
    html = {
        lang: potongan(
            "rekonsiliasi",
            Ucapan(lang, zona, found.pada),
            daftar=found,
            K=kata,
            lanjut=more,
            lanjut_dijelaskan=said,
        )
        for lang in BAHASA
    }
    return Potret(nomor, found.seq, html)


@router.get("/rekonsiliasi/{macam}/{kunci}")
def satu(request: Request, sesi: Kerja, macam: str, kunci: str) -> Response:
    """One exception: what is behind it, how it is mended, and what explains it where it cannot be."""
    return _satu(request, sesi, _cari(request, macam, kunci))


@router.post("/rekonsiliasi/{macam}/{kunci}")
def jelaskan(request: Request, form: Isian, sesi: Kerja, macam: str, kunci: str) -> Response:
    """Explain it, or open it again. A refusal stays on its page."""
    sah(sesi, form)
    found = _cari(request, macam, kunci)
    if teks(form, "selisih") != found.id:  # mended since, and come again: what was read was another one
        raise Ditolak(Refusal("selisih_tidak_ada", "subjek"))
    jenis = teks(form, "jenis")
    if jenis == ask.BukaLagi.jenis:
        data: dict[str, object] = {}
    elif jenis == ask.Jelaskan.jenis:
        data = {
            "macam": found.macam,
            "berkas": found.berkas,
            "kunjungan": found.kunjungan,
            "unit": found.unit,
            "awal": found.awal.isoformat(),
            "penjelasan": teks(form, "penjelasan"),
        }
    else:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": jenis[:40]}))
    answer = minta(request, sesi, jenis, command_id=teks(form, "command_id"), subjek=found.id, data=data)
    if isinstance(answer, Refusal):
        return _satu(request, sesi, found, refusal=answer)
    return pindah("/rekonsiliasi?kabar=tercatat")


def _cari(request: Request, macam: str, kunci: str) -> Temuan:
    """The exception of that kind about that visit, folder or line, as it is now."""
    if macam not in set(MacamSelisih) or not kunci.isprintable():
        raise Ditolak(Refusal("selisih_tidak_ada", "subjek"))
    parts = konteks(request)
    with parts.engine.connect() as connection:
        found = rekonsiliasi.satu(connection, parts.now(), _zona(parts), MacamSelisih(macam), kunci)
    if found is None:
        raise Ditolak(Refusal("selisih_tidak_ada", "subjek"))
    return found


def _satu(request: Request, sesi: Sesi, found: Temuan, *, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        seqs = rekonsiliasi.di_balik(connection, found)
        baris = timeline.menurut_baris(connection, seqs)
        unit = {one.unit.kode: one.unit for one in facility.all_units(connection)}
    return halaman(
        request,
        "rekonsiliasi_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        baris=baris,
        unit=unit,
        dijelaskan=found.dijelaskan,
        penjelasan=ALASAN[found.macam],
        boleh=boleh(sesi.petugas, found.unit),
        penyelia=not sesi.petugas.peran.isdisjoint(REKAM_MEDIS),
        command_id=facility.baru(),
        K=kata,
    )


def boleh(petugas: Petugas, unit: str) -> bool:
    """May this person explain what is this unit's?"""
    if not petugas.peran.isdisjoint(REKAM_MEDIS):
        return True
    return not petugas.peran.isdisjoint(UNIT) and bool(set(petugas.unit) & {unit, SEMUA_UNIT})
