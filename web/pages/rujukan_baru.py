"""Writing a referral, and writing it again while it is a draft: keyboard first, nothing typed is lost."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people, rows
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import rujukan as baca
from engine.views.identitas_surat import identitas_surat
from engine.workflows.rujukan import naskah
from schemas.commands import rujukan as ask
from schemas.names import SEMUA_UNIT, ArahRujukan, KelasRawat, Peran
from web.context import konteks
from web.pages import kata_rujukan as kata
from web.pages import rujukan_tempat
from web.pages.kata_kunjungan import KELAS
from web.pages.pasien import boleh
from web.pages.pendaftaran import turunan
from web.pages.perintah import jalankan, minta
from web.pages.rujukan_isian import TULISAN, dari_surat, ketikan, tulisan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
_TERBANYAK: Final = 500


@router.get("/rujukan/baru")
def baru(request: Request, sesi: Kerja, pasien: str = "", kunjungan: str = "") -> Response:
    """An empty letter about a patient, or about the patient of a visit."""
    return _halaman(request, sesi, pasien=pasien, kunjungan=kunjungan)


@router.get("/rujukan/{rujukan_id}/ubah")
def ubah(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """The draft as it is."""
    return _halaman(request, sesi, rujukan_id=rujukan_id)


@router.post("/rujukan/baru")
def susun(request: Request, form: Isian, sesi: Kerja) -> Response:
    """The draft; with `kirim` sent at once. A refusal keeps all that was typed."""
    boleh(sesi, kata.MENYUSUN, "menyusun rujukan")
    sah(sesi, form)
    dasar, kept = teks(form, "command_id"), ketikan(form)
    data = tulisan(form) | {"pasien": teks(form, "pasien")}
    if visit := teks(form, "kunjungan"):
        data["kunjungan"] = visit
    answer = minta(request, sesi, ask.Susun.jenis, command_id=dasar, subjek=turunan(dasar, "rujukan"), data=data)
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, pasien=kept.get("pasien", ""), refusal=answer, ketik=kept)
    return _kirim(request, sesi, answer.subjek, dasar, kept)


@router.post("/rujukan/{rujukan_id}/ubah")
def perbaiki(request: Request, form: Isian, sesi: Kerja, rujukan_id: str) -> Response:
    """The draft written anew; with `kirim` sent at once."""
    boleh(sesi, kata.MENYUSUN, "menyusun rujukan")
    sah(sesi, form)
    kept = ketikan(form)
    answer = jalankan(request, sesi, form, ask.Perbaiki.jenis, subjek=rujukan_id, data=tulisan(form))
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, rujukan_id=rujukan_id, refusal=answer, ketik=kept)
    return _kirim(request, sesi, rujukan_id, teks(form, "command_id"), kept)


def _kirim(request: Request, sesi: Sesi, rujukan_id: str, dasar: str, kept: Mapping[str, str]) -> Response:
    if not kept.get("kirim"):
        return pindah(f"/rujukan/{rujukan_id}?kabar=tersimpan")
    answer = minta(request, sesi, ask.Kirim.jenis, command_id=turunan(dasar, "kirim"), subjek=rujukan_id, data={})
    if isinstance(answer, Refusal):  # the draft is kept: what is missing is mended there
        return _halaman(request, sesi, rujukan_id=rujukan_id, refusal=answer)
    return pindah(f"/rujukan/{rujukan_id}?kabar=rujukan_dikirim")


def unit_perujuk(connection: Connection, petugas: Petugas) -> list[facility.Unit]:
    """The units this person refers from."""
    caring = [one for one in facility.units(connection) if one.jenis in {"rawat_jalan", "rawat_inap", "gawat_darurat"}]
    return [one for one in caring if set(petugas.unit) & {one.kode, SEMUA_UNIT}]


def _halaman(  # noqa: PLR0913 - a page, what it is about, and what was typed
    request: Request,
    sesi: Sesi,
    *,
    pasien: str = "",
    kunjungan: str = "",
    rujukan_id: str = "",
    refusal: Refusal | None = None,
    ketik: Mapping[str, str] | None = None,
) -> Response:
    boleh(sesi, kata.MENYUSUN, "menyusun rujukan")
    parts, say = konteks(request), ucapan(request)
    isian: dict[str, str] = {}
    versi = 0
    with parts.engine.connect() as connection:
        if rujukan_id:
            found = baca.satu(connection, rujukan_id)
            if found is None:
                raise Ditolak(Refusal("rujukan_tidak_dikenal", "subjek"))
            r = found.baris.rujukan
            if r.arah is not ArahRujukan.KELUAR or not naskah(r):
                raise Ditolak(Refusal("rujukan_sudah_dikirim"))
            pasien, versi = r.pasien or "", r.versi
            isian = dari_surat(found.surat, "surat")
            isian |= {name: str(value) for name in TULISAN if (value := getattr(r, name)) is not None}
            isian |= {"darurat": "ya"} if r.darurat else {}
        elif kunjungan:
            visit = rows.records(connection, "kunjungan", [kunjungan]).get(kunjungan)
            if visit is None:
                raise Ditolak(Refusal("kunjungan_tidak_dikenal", "kunjungan"))
            pasien = visit.pasien
            isian = {"unit": visit.unit} | ({"dokter": visit.dokter} if visit.dokter else {})
        who = identitas_surat(connection, pasien) if pasien else None
        if pasien and who is None:
            raise Ditolak(Refusal("pasien_tidak_dikenal", "pasien"))
        units = unit_perujuk(connection, sesi.petugas)
        doctors = [one for one in people.orang(connection) if one.aktif and Peran.DOKTER in one.peran][:_TERBANYAK]
        isian |= dict(ketik or {})
        asked = [isian.get(name, "") for name in ("layanan", "kelas", "kemampuan")]
        listed = rujukan_tempat.pilihan(connection, say, *asked)
    places = rujukan_tempat.bagian(
        listed, say, tujuan=isian.get("tujuan", ""), alasan_tempat=isian.get("alasan_tempat", "")
    )
    aturan = kebijakan()
    return halaman(
        request,
        "rujukan_baru",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        salah=refusal.field if refusal else "",
        who=who,
        pasien=pasien,
        kunjungan=kunjungan or isian.get("kunjungan", ""),
        rujukan_id=rujukan_id,
        versi=versi,
        isian=isian,
        units=units,
        dokter=doctors,
        saya=sesi.petugas.id,
        adalah_dokter=sesi.petugas.adalah(Peran.DOKTER),
        kemampuan=aturan.rujukan.kemampuan_aktif,
        pengecualian=aturan.rujukan.pengecualian_aktif,
        wajib=frozenset(aturan.surat_rujukan.wajib.terencana.kolom),
        KELAS=KELAS,
        KELAS_RAWAT=KelasRawat,
        command_id=facility.baru(),
        K=kata,
        tempat=Markup(places),  # noqa: S704 - made by a template of ours, which escapes
    )
