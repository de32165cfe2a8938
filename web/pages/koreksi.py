"""Koreksi: late corrections of electronic records that wait for somebody's decision, and those that were approved."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.facility import baru
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import koreksi
from engine.workflows.koreksi import PENGISI, PENYETUJU
from schemas.commands import koreksi as ask
from schemas.names import KeadaanKoreksi, SebabKoreksi, SebabTolakKoreksi
from web.context import konteks
from web.i18n import N_
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router: Final = APIRouter()
DIMINTA: Final = {"setujui": ask.Setujui.jenis, "tolak": ask.Tolak.jenis, "laksanakan": ask.Laksanakan.jenis}
SEBAB: Final[dict[SebabKoreksi, str]] = {
    SebabKoreksi.SALAH_TULIS: N_("Salah tulis"),
    SebabKoreksi.ISIAN_KURANG: N_("Ada yang belum ditulis"),
    SebabKoreksi.SALAH_PASIEN: N_("Isian pasien lain"),
    SebabKoreksi.HASIL_SUSULAN: N_("Hasil yang datang kemudian"),
    SebabKoreksi.LAINNYA: N_("Sebab lain"),
}
TOLAK: Final[dict[SebabTolakKoreksi, str]] = {
    SebabTolakKoreksi.TIDAK_PERLU: N_("Tidak perlu"),
    SebabTolakKoreksi.SALAH_FORMULIR: N_("Bukan formulir itu"),
    SebabTolakKoreksi.TULIS_CATATAN_BARU: N_("Tulis catatan baru"),
    SebabTolakKoreksi.LAINNYA: N_("Sebab lain"),
}


@router.get("/koreksi")
def daftar(request: Request, sesi: Kerja) -> Response:
    """What waits, and what may be made now."""
    return _daftar(request, sesi)


@router.post("/koreksi/{id_}")
def putuskan(request: Request, form: Isian, sesi: Kerja, id_: str) -> Response:
    """One button of the list; a refusal stays on it."""
    sah(sesi, form)
    if (jenis := DIMINTA.get(teks(form, "pilihan"))) is None:
        raise Ditolak(Refusal("alamat_tidak_dikenal"))
    data = {"sebab_tolak": teks(form, "sebab_tolak") or None} if jenis == ask.Tolak.jenis else {}
    answer = jalankan(request, sesi, form, jenis, subjek=id_, data=data)
    if isinstance(answer, Refusal):
        return _daftar(request, sesi, answer)
    return pindah("/koreksi?kabar=tercatat")


def _daftar(request: Request, sesi: Sesi, refusal: Refusal | None = None) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        waiting = koreksi.daftar(connection, KeadaanKoreksi.DIAJUKAN)
        approved = koreksi.daftar(connection, KeadaanKoreksi.DISETUJUI)
    return halaman(
        request,
        "koreksi",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        menunggu=waiting,
        disetujui=approved,
        formulir={kode: form.nama for kode, form in kebijakan().kelengkapan.formulir.items()},
        sebab=SEBAB,
        sebab_tolak=TOLAK,
        memutus=not sesi.petugas.peran.isdisjoint(PENYETUJU),
        mengisi=not sesi.petugas.peran.isdisjoint(PENGISI),
        saya=sesi.petugas.id,
        id_baru=baru,
    )
