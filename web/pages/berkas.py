"""Berkas: where a record is, its timeline, its codes, and the moves possible now; and registering a new one."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import arsip, facility, people, rows
from engine.facility import baru
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import dua_jam, names, paper, rak, records, timeline
from engine.views.nomor import berikut as nomor_berikut
from engine.workflows.berkas import BERKAS
from schemas.commands.berkas import Daftarkan
from schemas.names import Pembawa
from web.context import konteks
from web.pages import (
    berkas_sekitar,
    gambar,
    gerak,
    kata_kekurangan,
    kata_permintaan,
    kata_pinjaman,
    kata_tempo,
    kekurangan_berkas,
    pinjaman,
)
from web.pages.cetak import boleh_cetak
from web.pages.penomoran import hari_ini
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.pages.tugas import rentang
from web.problems import Ditolak, status

router = APIRouter()
TERBESAR: Final = 2**31 - 1
"""No life is longer; more is no position, and no database reads it."""


@router.get("/berkas/{sebutan}")
def berkas(request: Request, sesi: Kerja, sebutan: str, sebelum: int | None = None) -> Response:
    """One record. `sebelum`: older facts of a very long life."""
    return _halaman(request, sesi, sebutan, sebelum=None if sebelum is None else max(0, min(sebelum, TERBESAR)))


@router.post("/berkas/{berkas_id}/gerak")
def gerakkan(request: Request, form: Isian, sesi: Kerja, berkas_id: str) -> Response:
    """Ask for one move; a refusal stays on the page with its sentence."""
    sah(sesi, form)
    jenis = teks(form, "jenis")
    data = gerak.isi(jenis, form, ucapan(request).zona)
    if ke := str(data.get("ke_berkas", "")):
        with konteks(request).engine.connect() as connection:
            other = records.id_berkas(connection, ke)
        if isinstance(other, Refusal):
            return _halaman(request, sesi, berkas_id, refusal=other)
        data["ke_berkas"] = other
    answer = jalankan(request, sesi, form, jenis, subjek=berkas_id, data=data)
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, berkas_id, refusal=answer)
    return pindah(f"/berkas/{answer.subjek}?kabar=tercatat")


def _halaman(
    request: Request, sesi: Sesi, sebutan: str, *, sebelum: int | None = None, refusal: Refusal | None = None
) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        rinci = records.rinci(connection, sebutan, akhiran=False)
        if isinstance(rinci, Refusal):
            raise Ditolak(rinci)
        record = rows.records(connection, "berkas", [rinci.ringkas.id])[rinci.ringkas.id]
        riwayat = timeline.riwayat(connection, record.id, sebelum=sebelum)
        units = facility.units(connection)
        unit = names.unit(connection)
        lent = pinjaman.bagian_berkas(connection, record, sesi)
        beside = berkas_sekitar.sekitar(connection, record, sesi.petugas)
        letak = rak.tempat(connection, record.id)
        kurang = kekurangan_berkas.bagian(connection, record, sesi.petugas, say)
        jam_melengkapi = dua_jam.milik_berkas(connection, record.id, parts.now())
        penunjuk = records.ringkas(connection, record.digabung_ke) if record.digabung_ke else None
        urungkan = gerak.urungan(connection, record, sesi.petugas, parts.now())
        staff = {str(orang.id): orang.nama for orang in people.orang(connection) if orang.kartu}
    daftar = gerak.Daftar(tuple(units), staff, say)
    kode = rinci.ringkas.kode
    return halaman(
        request,
        "berkas",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        rinci=rinci,
        letak=letak,
        penunjuk=None if isinstance(penunjuk, Refusal) else penunjuk,
        berkas=rinci.ringkas,
        riwayat=riwayat,
        unit=unit,
        tombol=gerak.tombol(record, sesi.petugas, daftar, parts.now()),
        urungkan=urungkan,
        kode_berkas=kode,
        qr=gambar.qr(kode),
        code128=gambar.code128(kode),
        boleh_cetak=boleh_cetak(sesi.petugas),
        keluar=rinci.ringkas.keadaan not in paper.DI_TEMPAT,
        pinjam=lent,
        sekitar=beside,
        kurang=kurang,
        rentang=rentang(say),
        K=kata_kekurangan,
        dua_jam=jam_melengkapi,
        kata_jam=kata_tempo,
        LAYANAN=kata_permintaan.LAYANAN,
        kata_pinjam=kata_pinjaman,
        id_baru=baru,
    )


@router.get("/berkas-baru")
def form_baru(request: Request, sesi: Kerja) -> Response:
    """The form for a new record."""
    return _form_baru(request, sesi)


@router.post("/berkas-baru")
def daftarkan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Register a record by its number."""
    sah(sesi, form)
    data: dict[str, object] = {"pembawa": teks(form, "pembawa") or Pembawa.FISIK.value}
    data |= {nama: teks(form, nama) for nama in ("nomor", "keluarga") if teks(form, nama)}
    answer = jalankan(request, sesi, form, Daftarkan.jenis, subjek=None, data=data)
    if isinstance(answer, Refusal):
        return _form_baru(request, sesi, nomor=teks(form, "nomor"), keluarga=teks(form, "keluarga"), refusal=answer)
    return pindah(f"/berkas/{answer.subjek}?kabar=terdaftar")


def _form_baru(
    request: Request, sesi: Sesi, *, nomor: str = "", keluarga: str = "", refusal: Refusal | None = None
) -> Response:
    with konteks(request).engine.connect() as connection:
        known = arsip.baca(connection)
        rencana = known.pada(hari_ini(request))
        berikut = nomor_berikut(connection, known, rencana)
    boleh = not BERKAS.roles(Daftarkan).isdisjoint(sesi.petugas.peran)
    return halaman(
        request,
        "berkas_baru",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        nomor=nomor,
        keluarga=keluarga,
        rencana=rencana,
        berikut=berikut.nomor,
        boleh=boleh,
        command_id=baru(),
    )
