"""Pengguna: accounts, roles, units, badges and device tokens, for the administrator."""

from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people
from engine.database import writing
from engine.numbers import JenisKode, tulis_kode
from engine.people import Cakupan, Petugas, Sesi
from engine.people.accounts import sandi_acak
from engine.refusals import Refusal
from schemas.names import SEMUA_UNIT, KodeUnit, Peran
from web.context import konteks
from web.i18n import N_
from web.pages import gambar
from web.pages.tampil import Admin, Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

CAKUPAN: Final = {
    Cakupan.BACA: N_("membaca"),
    Cakupan.PERINTAH: N_("memberi perintah"),
    Cakupan.PINDAI: N_("memindai"),
    Cakupan.ELEKTRONIK: N_("melaporkan isi rekam medis elektronik"),
}


@router.get("/pengguna")
def daftar(request: Request, sesi: Admin) -> Response:
    """All accounts and tokens."""
    return _daftar(request, sesi)


@router.post("/pengguna")
def buat(request: Request, form: Isian, sesi: Admin) -> Response:
    """A new account; its first password is shown once and must be changed."""
    sah(sesi, form)
    sandi = sandi_acak()
    peran, unit = _peran_unit(form)
    with writing(konteks(request).engine).begin() as connection:
        made = people.buat(connection, teks(form, "nama_pengguna"), teks(form, "nama"), peran, unit=unit, sandi=sandi)
    if isinstance(made, Refusal):
        return _daftar(request, sesi, refusal=made, isian=form)
    return _satu(request, sesi, made.id, sandi=sandi)


@router.post("/pengguna/token")
def token(request: Request, form: Isian, sesi: Admin) -> Response:
    """A device with its own account and token; the token is shown once."""
    sah(sesi, form)
    peran, unit = _peran_unit(form)
    cakupan = [Cakupan(value) for value in form.getlist("cakupan") if value in set(Cakupan)]
    with writing(konteks(request).engine).begin() as connection:
        made = people.buat_perangkat(connection, teks(form, "nama"), peran, unit=unit, cakupan=cakupan)
    if isinstance(made, Refusal):
        return _daftar(request, sesi, refusal=made, isian=form)
    return _daftar(request, sesi, rahasia=made)


@router.post("/pengguna/token/{token_id}/cabut")
def cabut(request: Request, form: Isian, sesi: Admin, token_id: str) -> Response:
    """Revoke a token."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = people.cabut(connection, token_id)
    if isinstance(answer, Refusal):
        raise Ditolak(answer)
    return pindah("/pengguna?kabar=dicabut")


@router.get("/pengguna/{petugas_id}")
def satu(request: Request, sesi: Admin, petugas_id: str) -> Response:
    """One account."""
    return _satu(request, sesi, petugas_id)


@router.post("/pengguna/{petugas_id}")
def ubah(request: Request, form: Isian, sesi: Admin, petugas_id: str) -> Response:
    """Change an account."""
    sah(sesi, form)
    peran, unit = _peran_unit(form)
    kartu = teks(form, "kartu") or None
    with writing(konteks(request).engine).begin() as connection:
        answer = people.ubah(connection, petugas_id, nama=teks(form, "nama"), peran=peran, unit=unit, kartu=kartu)
    return _selesai(request, sesi, petugas_id, answer)


@router.post("/pengguna/{petugas_id}/sandi")
def setel_sandi(request: Request, form: Isian, sesi: Admin, petugas_id: str) -> Response:
    """A new password for somebody who forgot theirs; shown once."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        sandi = people.setel_ulang_sandi(connection, petugas_id)
    if isinstance(sandi, Refusal):
        raise Ditolak(sandi)
    return _satu(request, sesi, petugas_id, sandi=sandi)


@router.post("/pengguna/{petugas_id}/aktif")
def aktif(request: Request, form: Isian, sesi: Admin, petugas_id: str) -> Response:
    """Close or open an account."""
    sah(sesi, form)
    change = people.aktifkan if teks(form, "aktif") == "ya" else people.nonaktifkan
    with writing(konteks(request).engine).begin() as connection:
        answer = change(connection, petugas_id)
    return _selesai(request, sesi, petugas_id, answer)


def _peran_unit(form: FormData) -> tuple[frozenset[Peran], frozenset[KodeUnit]]:
    peran = frozenset(Peran(value) for value in form.getlist("peran") if value in set(Peran))
    return peran, frozenset(KodeUnit(str(value)) for value in form.getlist("unit"))


def _selesai(request: Request, sesi: Sesi, petugas_id: str, answer: Petugas | Refusal) -> Response:
    if isinstance(answer, Refusal):
        return _satu(request, sesi, petugas_id, refusal=answer)
    return pindah(f"/pengguna/{petugas_id}?kabar=tersimpan")


def _daftar(
    request: Request,
    sesi: Sesi,
    *,
    refusal: Refusal | None = None,
    isian: FormData | None = None,
    rahasia: str | None = None,
) -> Response:
    with konteks(request).engine.connect() as connection:
        staff = people.semua(connection)
        tokens = people.daftar(connection)
        units = facility.units(connection)
    return halaman(
        request,
        "pengguna",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=_kabar(request, refusal),
        staff=staff,
        tokens=tokens,
        units=units,
        semua_unit=SEMUA_UNIT,
        cakupan=CAKUPAN,
        rahasia=rahasia,
        nama=teks(isian, "nama") if isian else "",
        nama_pengguna=teks(isian, "nama_pengguna") if isian else "",
    )


def _satu(
    request: Request, sesi: Sesi, petugas_id: str, *, refusal: Refusal | None = None, sandi: str | None = None
) -> Response:
    with konteks(request).engine.connect() as connection:
        orang = people.dengan_id(connection, petugas_id)
        units = facility.units(connection)
    if orang is None:
        raise Ditolak(Refusal("akun_tidak_dikenal", "petugas"))
    kartu = tulis_kode(JenisKode.PETUGAS, orang.kartu) if orang.kartu else None
    return halaman(
        request,
        "pengguna_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=_kabar(request, refusal),
        orang=orang,
        units=units,
        semua_unit=SEMUA_UNIT,
        sandi=sandi,
        kartu=kartu,
        qr=gambar.qr(kartu) if kartu else None,
        code128=gambar.code128(kartu) if kartu else None,
    )


def _kabar(request: Request, refusal: Refusal | None) -> Kabar | None:
    return Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None
