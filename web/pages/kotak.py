"""Kotak: what a person was told, the link of a notice, and how they want to be reached."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.aturan_pengingat import KANAL
from engine.database import writing
from engine.pengingat import kalimat, kotak, tautan
from engine.pengingat.bawah import bawahan
from engine.people import Sesi
from engine.people.kontak import Kontak, ubah_kontak
from engine.people.kontak import kontak as kontak_dari
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import names
from schemas.names import Peran
from web import auth
from web.context import konteks
from web.pages import kata_pemberitahuan as kata
from web.pages.pemberitahuan import kini
from web.pages.tampil import Isian, Kabar, Kerja, Siap, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

TUJUAN: Final = "/tugas"
"""Where a notice leads: the reader's own open things."""
TUJUAN_JENIS: Final = {
    "w1_senyap": "/surveilans/w1",
    "w1": "/surveilans/w1",
    "sinyal": "/surveilans",
    "w2": "/surveilans/w2",
    "w2_hilang": "/surveilans/pantau",
}
"""Where the kinds are seen to that stand in no list of tasks, the most urgent first."""


@router.get("/kotak")
def isi_kotak(request: Request, sesi: Kerja, sebelum: str = "") -> Response:
    """A person's own notices, newest first."""
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        found = kotak.isi_kotak(connection, sesi.petugas.id, sebelum[:36] or None)
        unread = kotak.belum_dibaca(connection, sesi.petugas.id)
        below = bawahan(connection, sesi.petugas.id, kini(request))
        nama = names.petugas(connection, (who for who, _ in below))
    rows = [(one, kalimat.kalimat(one.aturan, one.isi, say)) for one in found]
    more = found[-1].id if len(found) == kotak.HALAMAN else None
    return halaman(
        request, "kotak", sesi=sesi, baris=rows, belum=unread, berikut=more, aturan=kata.ATURAN, bawah=below, nama=nama
    )


@router.post("/kotak/baca")
def baca(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Read: one notice, and on to the list it speaks of; or all of them."""
    sah(sesi, form)
    parts, one = konteks(request), teks(form, "pemberitahuan")[:36]
    with writing(parts.engine).begin() as connection:
        kotak.tandai_dibaca(connection, sesi.petugas.id, parts.now(), one or None)
        told = next((row for row in kotak.isi_kotak(connection, sesi.petugas.id) if row.id == one), None)
    kinds = {jenis for jenis, _ in told.isi} if told is not None else set()
    return pindah(_tujuan(sesi, kinds) if one and teks(form, "buka") else "/kotak")


def _tujuan(sesi: Sesi, jenis: set[str]) -> str:
    """Where what a notice speaks of is seen to; what was said on several subjects leads to the list of all."""
    where = list(dict.fromkeys(ke for kind, ke in TUJUAN_JENIS.items() if kind in jenis))
    if where and jenis <= TUJUAN_JENIS.keys():
        return where[0]
    return "/surveilans" if sesi.petugas.peran == {Peran.PETUGAS_SURVEILANS} else TUJUAN


@router.get("/t/{kata_tautan}")
def buka_tautan(request: Request, kata_tautan: str) -> Response:
    """The link of a notice: whoever it is for still logs in, then comes to their list; nobody else does."""
    parts = konteks(request)
    found = tautan.baca(kotak.kunci_tautan(parts.engine, parts.now()), kata_tautan)
    if found is None:
        raise Ditolak(Refusal("tautan_tidak_sah"))
    if found.sampai <= parts.now():
        raise Ditolak(Refusal("tautan_kedaluwarsa"))
    sesi = auth.sesi_dari(request)
    if sesi is None:
        raise Ditolak(Refusal("belum_masuk"))
    if sesi.petugas.id != found.petugas:
        raise Ditolak(Refusal("tautan_orang_lain"))
    return pindah(_tujuan(sesi, set()))


@router.get("/saya")
def saya(request: Request, sesi: Siap) -> Response:
    """One's own account: how to be reached, and when not."""
    with konteks(request).engine.connect() as connection:
        found = kontak_dari(connection, sesi.petugas.id)
    return _saya(request, sesi, _isian(found))


@router.post("/saya")
def simpan_saya(request: Request, form: Isian, sesi: Siap) -> Response:
    """Change one's own contacts; what was typed stays where it is refused."""
    sah(sesi, form)
    typed = {name: teks(form, name) for name in ("surel", "telepon", "tenang_mulai", "tenang_sampai")}
    ways = frozenset(str(one) for one in form.getlist("kanal"))
    with writing(konteks(request).engine).begin() as connection:
        answer = ubah_kontak(
            connection,
            sesi.petugas.id,
            surel=typed["surel"],
            telepon=typed["telepon"],
            kanal=ways,
            tenang_mulai=typed["tenang_mulai"],
            tenang_sampai=typed["tenang_sampai"],
        )
    if isinstance(answer, Refusal):
        return _saya(request, sesi, {**typed, "kanal": ways}, answer)
    return pindah("/saya?kabar=tersimpan")


def _isian(found: Kontak) -> dict[str, object]:
    began, ends = (f"{one:%H:%M}" for one in found.tenang) if found.tenang else ("", "")
    return {
        "surel": found.surel or "",
        "telepon": found.telepon or "",
        "tenang_mulai": began,
        "tenang_sampai": ends,
        "kanal": found.kanal,
    }


def _saya(request: Request, sesi: Sesi, isian: dict[str, object], refusal: Refusal | None = None) -> Response:
    say, aturan = ucapan(request), kebijakan().pengingat
    usable = konteks(request).settings.kanal & aturan.kanal.hidup()
    return halaman(
        request,
        "saya",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        isian=isian,
        kanal=[(nama, kata.KANAL[nama], nama in usable) for nama in KANAL],
        umum=aturan.tenang,
        harian=aturan.harian.pukul,
    )
