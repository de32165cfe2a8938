"""Two entries of one person: merged into the one that stays, what still goes on shown first; and taken apart again."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.facility import baru
from engine.kiup.nama import tertulis
from engine.kiup.tanya import pahami
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import kunjungan_pasien, names
from engine.views import pasien as kiup
from engine.views.kunjungan_pasien import Terbuka
from engine.workflow import said
from engine.workflows.berkas import PENYELIA
from schemas.commands.pasien import Gabungkan, Pisahkan
from web.context import konteks
from web.pages import kata_kunjungan
from web.pages.kata_pasien import KATA
from web.pages.pasien import Urus, baca, boleh, lembar
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()


@router.get("/pasien/{pasien_id}/gabung")
def form_gabung(request: Request, sesi: Urus, pasien_id: str, ke: str = "") -> Response:
    """Whom this entry may be merged into: those alike first."""
    return _gabung(request, sesi, pasien_id, ke)


@router.post("/pasien/{pasien_id}/gabung")
def gabungkan(request: Request, form: Isian, sesi: Urus, pasien_id: str) -> Response:
    """Search for the one that stays (`q`), or merge into the one chosen (`ke_pasien`).

    Where both have visits that go on, those are shown before: `kunjungan_dilihat` says which were.
    """
    sah(sesi, form)
    ke = teks(form, "ke_pasien")
    if not ke:
        return _gabung(request, sesi, pasien_id, q=teks(form, "q"))
    with konteks(request).engine.connect() as connection:
        going = kunjungan_pasien.terbuka(connection, [pasien_id, ke])
    if ke != pasien_id and going[pasien_id].sidik(going[ke]) != teks(form, "kunjungan_dilihat"):
        return _gabung(request, sesi, pasien_id, ke, bertanya=True)
    answer = jalankan(request, sesi, form, Gabungkan.jenis, subjek=pasien_id, data={"ke_pasien": ke})
    if isinstance(answer, Refusal):
        return _gabung(request, sesi, pasien_id, refusal=answer)
    return pindah(f"/pasien/{ke}?kabar=tercatat")


@router.post("/pasien/{pasien_id}/pisah")
def pisahkan(request: Request, form: Isian, sesi: Urus, pasien_id: str) -> Response:
    """Take a wrong merge back."""
    sah(sesi, form)
    answer = jalankan(request, sesi, form, Pisahkan.jenis, subjek=pasien_id, data={})
    if isinstance(answer, Refusal):
        return lembar(request, sesi, pasien_id, answer)
    return pindah(f"/pasien/{pasien_id}?kabar=tercatat")


def _gabung(  # noqa: PLR0913 - whom, into whom, what was typed, what came of it
    request: Request,
    sesi: Sesi,
    pasien_id: str,
    ke: str = "",
    *,
    q: str = "",
    bertanya: bool = False,
    refusal: Refusal | None = None,
) -> Response:
    boleh(sesi, frozenset(PENYELIA), said(Gabungkan.jenis))
    found = baca(request, pasien_id)
    with konteks(request).engine.connect() as connection:
        if ke:
            asked = kiup.temuan(connection, found.identitas, ke)
        elif q:
            asked = kiup.cari(connection, pahami(q[:200])).isi
        else:
            asked = kiup.kembar(connection, found.identitas, selain=pasien_id)
        rows = [one for one in asked if one.orang.id != pasien_id]
        going = kunjungan_pasien.terbuka(connection, [pasien_id, *(one.orang.id for one in rows)])
        unit = names.unit(connection)
    say = ucapan(request)
    kabar = (
        Kabar("lihat", say("Keduanya masih berkunjung. Lihat kunjungannya di bawah, lalu tandai."))
        if bertanya
        else None
    )
    return halaman(
        request,
        "pasien_gabung",
        sesi=sesi,
        kode=status(refusal) if refusal else 409 if bertanya else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else kabar,
        pasien=found,
        nama=tertulis(found.identitas.nama, found.identitas.gelar, found.identitas.sebutan),
        q=q,
        hasil=rows,
        terbuka=going,
        sendiri=going.get(pasien_id, Terbuka()),
        unit=unit,
        command_id=baru(),
        K=kata_kunjungan,
        **KATA,
    )
