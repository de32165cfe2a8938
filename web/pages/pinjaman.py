"""Pinjaman: loans that wait, may be collected, are out, are late, are mine; each with what may be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.execute import Accepted
from engine.facility import baru
from engine.people import Sesi
from engine.policy import AturanPinjam, kebijakan
from engine.refusals import Refusal
from engine.tempo import jatuh_tempo
from engine.views import loans, names, overdue, records
from engine.workflows.berkas import Berkas, hidup
from engine.workflows.peminjaman import bisa_keluar
from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.names import KeadaanPeminjaman, Keperluan
from web.context import konteks
from web.pages import gerak, kata_pinjaman
from web.pages.kata_pinjaman import BAGIAN, PEMOHON, PENERIMA, RUANG_REKAM_MEDIS
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, Kerja, Ucapan, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

DIMINTA: Final = {
    "setujui": ask.Setujui.jenis,
    "tolak": ask.Tolak.jenis,
    "batalkan": ask.Batalkan.jenis,
    "perpanjang": ask.Perpanjang.jenis,
}
"""What a button asks of the loan itself; handing over and taking back are asked of the folder."""
ISIAN: Final = ("berkas", "keperluan", "jatuh_tempo", "peminjam", "pihak", "nama_peminjam", "telepon_peminjam", "unit")


@dataclass(frozen=True, slots=True)
class BagianBerkas:
    """The loans of one record, for its page."""

    isi: tuple[loans.Pinjaman, ...]
    boleh: Mapping[str, set[str]]
    boleh_minta: bool


@router.get("/pinjaman")
def daftar(request: Request, sesi: Kerja, bagian: str = "") -> Response:
    """One part of the loans; the record room begins with what waits for it, others with their own."""
    return _daftar(request, sesi, bagian)


@router.get("/pinjaman/baru")
def form_baru(request: Request, sesi: Kerja, berkas: str = "") -> Response:
    """The form that asks for a loan."""
    return _form(request, sesi, {"berkas": berkas})


@router.post("/pinjaman/baru")
def ajukan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Ask for a loan; a refusal stays on the form, which keeps what was typed."""
    sah(sesi, form)
    typed = {name: teks(form, name) for name in ISIAN}
    data = gerak.isi(ask.Ajukan.jenis, form, ucapan(request).zona)
    with konteks(request).engine.connect() as connection:
        berkas = records.id_berkas(connection, typed["berkas"])
    if isinstance(berkas, Refusal):
        return _form(request, sesi, typed, berkas)
    answer = jalankan(request, sesi, form, ask.Ajukan.jenis, subjek=None, data=data | {"berkas": berkas})
    if isinstance(answer, Refusal):
        return _form(request, sesi, typed, answer)
    return pindah(f"/berkas/{berkas}?kabar=tercatat#pinjaman")


@router.post("/pinjaman/{pinjam}/{diminta}")
def minta(request: Request, form: Isian, sesi: Kerja, pinjam: str, diminta: str) -> Response:
    """One button of a list; it comes back to the same list."""
    sah(sesi, form)
    answer = _minta(request, sesi, form, pinjam, diminta)
    bagian = teks(form, "bagian")
    if isinstance(answer, Refusal):
        return _daftar(request, sesi, bagian, answer)
    if dari := teks(form, "dari_berkas"):
        return pindah(f"/berkas/{dari}?kabar=tercatat#pinjaman")
    return pindah(f"/pinjaman?bagian={bagian if bagian in BAGIAN else ''}&kabar=tercatat")


def _minta(request: Request, sesi: Sesi, form: FormData, pinjam: str, diminta: str) -> Accepted | Refusal:
    if diminta == "kembali":  # the folder's own id stands in the address: it may be lent without any loan
        return jalankan(request, sesi, form, ask_berkas.KembalikanPinjaman.jenis, subjek=pinjam, data={})
    if diminta == "serahkan":
        with konteks(request).engine.connect() as connection:
            found = loans.satu(connection, pinjam) if pinjam.isprintable() else None
        if found is None:
            return Refusal("peminjaman_tidak_dikenal", "peminjaman")
        data = {"peminjaman": pinjam}
        return jalankan(request, sesi, form, ask_berkas.Pinjamkan.jenis, subjek=found.berkas, data=data)
    if (jenis := DIMINTA.get(diminta)) is None:
        raise Ditolak(Refusal("alamat_tidak_dikenal"))
    return jalankan(request, sesi, form, jenis, subjek=pinjam, data=gerak.isi(jenis, form, ucapan(request).zona))


def _daftar(request: Request, sesi: Sesi, bagian: str, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    kini = parts.now()
    ruang_rm = not sesi.petugas.peran.isdisjoint(RUANG_REKAM_MEDIS)
    bagian = bagian if bagian in BAGIAN else ("menunggu" if ruang_rm else "saya")
    with parts.engine.connect() as connection:
        waiting = loans.menunggu(connection)
        late = overdue.terlambat(connection, kini)
        isi: Sequence[loans.Pinjaman | overdue.Keluar] = waiting
        if bagian == "siap":
            isi = loans.siap(connection)
        elif bagian == "keluar":
            isi = overdue.dipinjam(connection)
        elif bagian == "lewat":
            isi = late.isi
        elif bagian == "saya":
            isi = loans.milik(connection, sesi.petugas.id)
        jumlah = {
            "menunggu": loans.jumlah_menunggu(connection),
            "siap": loans.jumlah_siap(connection),
            "keluar": overdue.jumlah_dipinjam(connection),
            "lewat": late.jumlah,
        }
    return halaman(
        request,
        "pinjaman",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        kata_pinjam=kata_pinjaman,
        bagian=bagian,
        isi=isi,
        jumlah=jumlah,
        lewat=late,
        boleh_memutus={row.id for row in waiting if loans.boleh_memutus(row, sesi.petugas.pelaku)},
        ruang_rm=ruang_rm,
        menerima=not sesi.petugas.peran.isdisjoint(PENERIMA),
        boleh_minta=not sesi.petugas.peran.isdisjoint(PEMOHON),
        saya=sesi.petugas.id,
        id_baru=baru,
        hari_ini=kini.astimezone(say.zona).date(),
    )


def bagian_berkas(connection: Connection, berkas: Berkas, sesi: Sesi) -> BagianBerkas:
    """What a record's page shows of its loans, and what this person may do about each."""
    found = loans.dari_berkas(connection, berkas.id)
    may_ask = bisa_keluar(berkas) and hidup(berkas) and not sesi.petugas.peran.isdisjoint(PEMOHON)
    return BagianBerkas(tuple(found), {row.id: _boleh(row, sesi) for row in found}, may_ask)


def _boleh(row: loans.Pinjaman, sesi: Sesi) -> set[str]:
    """The buttons of one loan."""
    peran = sesi.petugas.peran
    ruang_rm = not peran.isdisjoint(RUANG_REKAM_MEDIS)
    if row.di_luar:
        own = sesi.petugas.id in {row.pengaju, row.peminjam}
        may = {"perpanjang"} if ruang_rm and not own else set()
        return may | ({"kembali"} if not peran.isdisjoint(PENERIMA) else set())
    if row.keadaan not in {KeadaanPeminjaman.DIAJUKAN, KeadaanPeminjaman.DISETUJUI}:
        return set()
    may = {"batalkan"} if ruang_rm or sesi.petugas.id in {row.pengaju, row.peminjam} else set()
    if row.keadaan is KeadaanPeminjaman.DISETUJUI:
        return may | ({"serahkan"} if ruang_rm else set())
    return {"setujui"} if loans.boleh_memutus(row, sesi.petugas.pelaku) else may  # who may refuse need not call it off


def _form(request: Request, sesi: Sesi, typed: dict[str, str], refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        units = facility.units(connection)
        staff = names.semua_petugas(connection)
        found = records.ringkas(connection, typed["berkas"]) if typed.get("berkas") else None
    berkas = None if isinstance(found, Refusal) else found
    return halaman(
        request,
        "pinjaman_baru",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        kata_pinjam=kata_pinjaman,
        salah=(refusal.field or "").removeprefix("data.") if refusal else "",
        typed={name: typed.get(name, "") for name in ISIAN} | ({"berkas": berkas.nomor} if berkas else {}),
        berkas=berkas,
        units=units,
        staff=staff,
        aturan=_aturan(say, parts.now()),
        boleh=not sesi.petugas.peran.isdisjoint(PEMOHON),
        saya=sesi.petugas.id,
        command_id=baru(),
        hari_ini=parts.now().astimezone(say.zona).date(),
    )


def _aturan(say: Ucapan, kini: datetime) -> list[tuple[Keperluan, AturanPinjam, datetime]]:
    """Each purpose with its rule and the last day it may be lent until, if it were asked now."""
    rules = kebijakan().peminjaman.keperluan
    libur = kebijakan().libur.kalender
    return [(name, rules[name], jatuh_tempo(kini, rules[name].paling_lama, say.zona, libur)) for name in Keperluan]
