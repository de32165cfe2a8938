"""KIUP: patients searched for as one types, registered after a look at who they may be already, mended and merged.

Names and numbers are sent in the body of a form: no address, no history and no access log holds them.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.facility import baru
from engine.kiup.nama import sampul, tertulis
from engine.kiup.tanya import Tanya, pahami
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import kunjungan_pasien, lembar_pasien, visits
from engine.views import pasien as kiup
from engine.views.lembar_pasien import Lembar
from engine.workflow import said
from engine.workflows.berkas import KEPALA, LOKET, PENYELIA, UNIT
from schemas.commands.berkas import Daftarkan
from schemas.commands.pasien import Identitas, PasienDaftarkan, UbahIdentitas
from schemas.names import SebabUbah
from web.context import konteks
from web.pages import isian_pasien as isian_
from web.pages import kata_kunjungan
from web.pages.kata_pasien import KATA
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, potongan, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
MENGENAL: Final = LOKET | UNIT | KEPALA
"""Who is shown names at all; an auditor or administrator is not."""
MENGURUS: Final = LOKET | KEPALA
"""Who is shown a whole identity: NIK, address, telephone, former names."""


def boleh(sesi: Sesi, peran: frozenset[object], perintah: str) -> None:
    """Raise Ditolak unless this person has one of these roles."""
    if sesi.petugas.peran.isdisjoint(peran):
        names = ", ".join(sorted(said(str(one)) for one in peran))
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": perintah, "peran": names}))


def mengenal(sesi: Kerja) -> Sesi:
    """Somebody who may be shown names."""
    boleh(sesi, frozenset(MENGENAL), "melihat nama pasien")
    return sesi


def mengurus(sesi: Kerja) -> Sesi:
    """Somebody who may be shown a whole identity."""
    boleh(sesi, frozenset(MENGURUS), "melihat identitas pasien")
    return sesi


Kenal = Annotated[Sesi, Depends(mengenal)]
Urus = Annotated[Sesi, Depends(mengurus)]


@router.get("/pasien")
def form_cari(request: Request, sesi: Kenal) -> Response:
    """The search box."""
    return _cari(request, sesi, "")


@router.post("/pasien")
def cari(request: Request, form: Isian, sesi: Kenal) -> Response:
    """Who fits; htmx takes the answers only."""
    sah(sesi, form)
    return _cari(request, sesi, teks(form, "q"))


def _cari(request: Request, sesi: Sesi, typed: str) -> Response:
    asked = pahami(typed[:200])
    with konteks(request).engine.connect() as connection:
        hasil = kiup.cari(connection, asked)
    return halaman(
        request,
        "pasien",
        sesi=sesi,
        kode=200,
        kabar=None,
        q=typed,
        hasil=hasil,
        mencari=asked != Tanya(),
        mengurus=not sesi.petugas.peran.isdisjoint(MENGURUS),
        boleh_daftar=not sesi.petugas.peran.isdisjoint(LOKET),
        **KATA,
    )


@router.get("/pasien/baru")
def form_baru(request: Request, sesi: Urus) -> Response:
    """The empty form."""
    boleh(sesi, frozenset(LOKET), said(PasienDaftarkan.jenis))
    return _form(request, sesi, dict.fromkeys(isian_.BIDANG, ""))


@router.post("/pasien/baru")
def daftarkan(request: Request, form: Isian, sesi: Urus) -> Response:
    """Register, after those who may be the same person were shown once."""
    sah(sesi, form)
    typed = isian_.ketikan(form)
    dikenal = not teks(form, "tidak_dikenal")
    identitas, wrong, _ = _terbaca(request, typed)
    if identitas is None:
        return _form(request, sesi, typed, wrong=wrong, kode=422, dikenal=dikenal)
    with konteks(request).engine.connect() as connection:
        alike = kiup.kembar(connection, identitas)
    if alike and teks(form, "sudah_dilihat") != _sidik(alike):
        return _form(request, sesi, typed, identitas=identitas, alike=alike, bertanya=True, dikenal=dikenal)
    data = {"identitas": _kirim(identitas), "dikenal": dikenal}
    answer = jalankan(request, sesi, form, PasienDaftarkan.jenis, subjek=None, data=data)
    if isinstance(answer, Refusal):
        return _form(request, sesi, typed, refusal=answer, dikenal=dikenal)
    return pindah(f"/pasien/{answer.subjek}?kabar=tercatat")


@router.post("/pasien/periksa")
def periksa(request: Request, form: Isian, sesi: Urus) -> Response:
    """What the form says so far: what to mend, what is odd, who it may be. A fragment, asked for while typing."""
    sah(sesi, form)
    say = ucapan(request)
    _, wrong, identitas = _terbaca(request, isian_.ketikan(form))
    alike: tuple[kiup.Temuan, ...] = ()
    if identitas is not None:
        with konteks(request).engine.connect() as connection:
            alike = kiup.kembar(connection, identitas, selain=teks(form, "selain") or None)
    started = {name: sentence for name, sentence in wrong.items() if teks(form, name)}
    text = potongan(
        "periksa_pasien",
        say,
        wrong=started,
        awas=isian_.peringatan(identitas, _hari_ini(request)) if identitas else {},
        alike=alike,
        sudah_dilihat="",
        bertanya=False,
        tuju="/loket/pasien" if teks(form, "mode") == "baru" else "/pasien",
        **KATA,
    )
    return Response(text, media_type="text/html")


@router.get("/pasien/{pasien_id}")
def satu(request: Request, sesi: Kenal, pasien_id: str) -> Response:
    """One patient."""
    return lembar(request, sesi, pasien_id)


@router.get("/pasien/{pasien_id}/ubah")
def form_ubah(request: Request, sesi: Urus, pasien_id: str) -> Response:
    """The form, filled with what is known."""
    found = baca(request, pasien_id)
    return _form(request, sesi, isian_.terisi(found.identitas), lama=found, dikenal=found.dikenal)


@router.post("/pasien/{pasien_id}/ubah")
def ubah(request: Request, form: Isian, sesi: Urus, pasien_id: str) -> Response:
    """Mend or complete an identity."""
    sah(sesi, form)
    found = baca(request, pasien_id)
    typed = isian_.ketikan(form)
    dikenal = not teks(form, "tidak_dikenal")
    identitas, wrong, _ = _terbaca(request, typed)
    if identitas is None:
        return _form(request, sesi, typed, wrong=wrong, kode=422, lama=found, dikenal=dikenal)
    data = {
        "identitas": _kirim(identitas),
        "dikenal": dikenal,
        "sebab": teks(form, "sebab") or SebabUbah.DILENGKAPI.value,
    }
    answer = jalankan(request, sesi, form, UbahIdentitas.jenis, subjek=pasien_id, data=data)
    if isinstance(answer, Refusal):
        return _form(request, sesi, typed, refusal=answer, lama=found, dikenal=dikenal)
    return pindah(f"/pasien/{pasien_id}?kabar=tercatat")


@router.post("/pasien/{pasien_id}/berkas")
def buat_berkas(request: Request, form: Isian, sesi: Urus, pasien_id: str) -> Response:
    """A folder for this patient; without a number the next one of the facility's scheme."""
    sah(sesi, form)
    data: dict[str, object] = {"pasien": pasien_id, "pembawa": teks(form, "pembawa") or "fisik"}
    if nomor := teks(form, "nomor"):
        data["nomor"] = nomor
    answer = jalankan(request, sesi, form, Daftarkan.jenis, subjek=None, data=data)
    if isinstance(answer, Refusal):
        return lembar(request, sesi, pasien_id, answer)
    return pindah(f"/pasien/{pasien_id}?kabar=terdaftar")


def _hari_ini(request: Request) -> date:
    say = ucapan(request)
    return say.kini.astimezone(say.zona).date()


def _terbaca(request: Request, typed: dict[str, str]) -> isian_.Terbaca:
    say = ucapan(request)
    return isian_.baca(typed, say.kini.astimezone(say.zona))


def _kirim(identitas: Identitas) -> dict[str, object]:
    return identitas.model_dump(mode="json", exclude_none=True)


def _sidik(alike: tuple[kiup.Temuan, ...]) -> str:
    """Which possible duplicates somebody was shown: a new one among them asks again."""
    return sha256(",".join(sorted(one.orang.id for one in alike)).encode()).hexdigest()[:16]


def baca(request: Request, pasien_id: str) -> Lembar:
    """The patient; raise Ditolak where there is none."""
    with konteks(request).engine.connect() as connection:
        found = lembar_pasien.rinci(connection, pasien_id)
    if isinstance(found, Refusal):
        raise Ditolak(found)
    return found


def _form(  # noqa: PLR0913 - what was typed, what is wrong with it, who it may be, whose it is
    request: Request,
    sesi: Sesi,
    typed: Mapping[str, str],
    *,
    wrong: Mapping[str, str] | None = None,
    identitas: Identitas | None = None,
    alike: tuple[kiup.Temuan, ...] = (),
    bertanya: bool = False,
    refusal: Refusal | None = None,
    lama: Lembar | None = None,
    kode: int = 200,
    dikenal: bool = True,
) -> Response:
    return halaman(
        request,
        "pasien_isian",
        sesi=sesi,
        kode=status(refusal) if refusal else kode,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        isi=typed,
        wrong=wrong or {},
        awas=isian_.peringatan(identitas, _hari_ini(request)) if identitas else {},
        alike=alike,
        sudah_dilihat=_sidik(alike) if alike else "",
        bertanya=bertanya,
        lama=lama,
        dikenal=dikenal,
        command_id=baru(),
        **KATA,
    )


def lembar(request: Request, sesi: Sesi, pasien_id: str, refusal: Refusal | None = None) -> Response:
    """Their page: with the visits of whoever was merged into them."""
    found = baca(request, pasien_id)
    who = found.identitas
    with konteks(request).engine.connect() as connection:
        kin = kiup.serumpun(connection, pasien_id)
        lalu = visits.milik(connection, kin)
        going = kunjungan_pasien.terbuka(connection, [pasien_id])[pasien_id]
        units = {unit.kode: unit.nama for unit in facility.units(connection)}
    return halaman(
        request,
        "pasien_lembar",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        pasien=found,
        who=who,
        unit=units,
        kunjungan=lalu,
        terbuka=going,
        K=kata_kunjungan,
        nama=tertulis(who.nama, who.gelar, who.sebutan),
        sampul=sampul(who.nama, who.gelar, who.sebutan),
        awas=isian_.peringatan(who, _hari_ini(request)),
        mengurus=not sesi.petugas.peran.isdisjoint(MENGURUS),
        boleh_ubah=not sesi.petugas.peran.isdisjoint(LOKET),
        boleh_gabung=not sesi.petugas.peran.isdisjoint(PENYELIA),
        boleh_rujuk=not sesi.petugas.peran.isdisjoint(UNIT),
        command_id=baru(),
        **KATA,
    )
