"""Pasien kembar: entries that may be one person, side by side; merged, or told apart and never shown again."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import telusur
from engine.database import writing
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import kunjungan_pasien, pasangan
from engine.workflow import said
from engine.workflows.berkas import PENYELIA
from schemas.commands.pasien import Gabungkan
from web.context import konteks
from web.pages.kata_pasien import KATA
from web.pages.pasien import Urus, boleh
from web.pages.tampil import Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()
TERJAUH: Final = 100
"""Pages that are leafed through; who has more pairs than that settles the likeliest first."""


@router.get("/pasien/ganda")
def lihat(request: Request, sesi: Urus, hal: int = 1) -> Response:
    """The likeliest pairs first."""
    return _halaman(request, sesi, max(1, min(hal, TERJAUH)))


@router.post("/pasien/ganda/bukan")
def bukan(request: Request, form: Isian, sesi: Urus) -> Response:
    """Two people: remembered, with who said so."""
    sah(sesi, form)
    boleh(sesi, frozenset(PENYELIA), said(Gabungkan.jenis))
    parts = konteks(request)
    with writing(parts.engine).begin() as connection:
        refusal = telusur.bukan_sama(
            connection, teks(form, "satu")[:36], teks(form, "lain")[:36], sesi.petugas.id, parts.now()
        )
    return _halaman(request, sesi, 1, refusal) if refusal else pindah("/pasien/ganda?kabar=tercatat")


def _halaman(request: Request, sesi: Sesi, hal: int, refusal: Refusal | None = None) -> Response:
    boleh(sesi, frozenset(PENYELIA), said(Gabungkan.jenis))
    with konteks(request).engine.connect() as connection:
        pairs = pasangan.daftar(connection, (hal - 1) * pasangan.HALAMAN, pasangan.HALAMAN + 1)
        count = pasangan.jumlah(connection)
        rest = pasangan.ketinggalan(connection, telusur.NAMA)
        ids = {one.id for pair in pairs for one in (pair.satu, pair.lain)}
        going = kunjungan_pasien.terbuka(connection, sorted(ids))
    return halaman(
        request,
        "pasien_ganda",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        pasangan=pairs[: pasangan.HALAMAN],
        jumlah=count,
        lebih=count >= pasangan.DIHITUNG,
        sisa=rest,
        terbuka=going,
        hal=hal,
        lanjut=len(pairs) > pasangan.HALAMAN and hal < TERJAUH,
        **KATA,
    )
