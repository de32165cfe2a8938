"""Rawat inap: admission from a clinic or the emergency unit here into a free bed, and who lies where in the wards."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, penyimpanan, people, ruang
from engine.facility import baru
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import names, pasien, visits
from engine.workflows.kunjungan import CARA_KELUAR, berlangsung
from schemas.commands.kunjungan import MasukRawatInap, Selesaikan
from schemas.names import CaraKeluar, JenisKunjungan, Peran
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages import penomoran
from web.pages.daftar_kunjungan import boleh_nama, hari_ini
from web.pages.kelahiran import boleh_melahirkan
from web.pages.pendaftaran import turunan
from web.pages.perintah import minta
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()


@router.get("/rawat-inap")
def form_masuk(request: Request, sesi: Kerja, asal: str = "") -> Response:
    """Whom to admit, from which visit, into which free bed."""
    _boleh(sesi)
    return _form(request, sesi, asal=asal)


@router.post("/rawat-inap")
def masuk(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Admit; and end the visit it follows from, if it still goes on."""
    _boleh(sesi)
    sah(sesi, form)
    dasar, asal = teks(form, "command_id"), teks(form, "asal")
    with konteks(request).engine.connect() as connection:
        origin = visits.satu(connection, asal)
        siapa = pasien.tujuan(connection, [origin.kunjungan.pasien])[origin.kunjungan.pasien] if origin else ""
    if origin is None:
        return _form(request, sesi, refusal=Refusal("asal_tidak_sah", "asal"))
    isian = {name: teks(form, name) for name in ("tempat_tidur", "dokter", "cara_bayar")}
    answer = minta(
        request,
        sesi,
        MasukRawatInap.jenis,
        command_id=turunan(dasar, "rawat"),
        subjek=None,
        data={name: value for name, value in isian.items() if value} | {"asal": asal, "pasien": siapa},
    )
    if isinstance(answer, Refusal):
        return _form(request, sesi, asal=asal, isian=isian, refusal=answer)
    _berkas_inap(request, sesi, turunan(dasar, "berkas"), siapa)
    if berlangsung(origin.kunjungan):
        minta(
            request,
            sesi,
            Selesaikan.jenis,
            command_id=turunan(dasar, "asal"),
            subjek=asal,
            data={"cara_keluar": CaraKeluar.DIRAWAT.value},
        )
    return pindah(f"/loket/selesai/{answer.subjek}")


def _berkas_inap(request: Request, sesi: Sesi, command_id: str, pasien_id: str) -> None:
    """Where inpatient folders live apart, who has none gets one, with the number they have; the visit asks for it."""
    with konteks(request).engine.connect() as connection:
        simpan = penyimpanan.pada(penyimpanan.baca(connection), penomoran.hari_ini(request))
        own = visits.folders(connection, pasien.serumpun(connection, pasien_id))
    folders = [folder for some in own.values() for folder in some]
    if simpan.tersebar and JenisKunjungan.RAWAT_INAP in visits.tanpa_berkas(simpan, folders):
        data: dict[str, object] = {"pasien": pasien_id, "layanan": JenisKunjungan.RAWAT_INAP.value}
        minta(request, sesi, "berkas.daftarkan", command_id=command_id, subjek=None, data=data)


@router.get("/bangsal")
def bangsal(request: Request, sesi: Kerja, unit: str = "") -> Response:
    """Who lies where; from here patients are moved and discharged."""
    boleh_nama(sesi.petugas)
    with konteks(request).engine.connect() as connection:
        beds = visits.bangsal(connection, unit or None)
        wards = [one for one in facility.units(connection) if one.jenis == "rawat_inap"]
        names_of = names.unit(connection)
        rooms = {room.kode: room for room in ruang.rooms(connection)}
        doctors = names.petugas(connection, (bed.baris.kunjungan.dokter for bed in beds if bed.baris))
    by_room = [(rooms.get(kode), list(group)) for kode, group in groupby(beds, key=attrgetter("tempat_tidur.kamar"))]
    return halaman(
        request,
        "bangsal",
        sesi=sesi,
        kamar=by_room,
        isi=sum(1 for bed in beds if bed.baris),
        semua=len(beds),
        kosong_tt=[bed.tempat_tidur for bed in beds if bed.baris is None],
        boleh_bayi=partial(boleh_melahirkan, petugas=sesi.petugas),
        units=wards,
        dipilih=unit,
        unit=names_of,
        dokter=doctors,
        cara_keluar=[cara for cara in kata.CARA_KELUAR if cara in CARA_KELUAR[JenisKunjungan.RAWAT_INAP]],
        boleh_gerak=not sesi.petugas.peran.isdisjoint(kata.LOKET | kata.UNIT),
        admin=sesi.petugas.adalah(Peran.ADMIN),
        baru_id=baru,
        K=kata,
    )


def _form(
    request: Request,
    sesi: Sesi,
    *,
    asal: str = "",
    isian: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    parts, say = konteks(request), ucapan(request)
    today = hari_ini(say)
    yesterday = (say.kini.astimezone(say.zona).date() - timedelta(days=1)).isoformat()
    with parts.engine.connect() as connection:
        origin = visits.satu(connection, asal) if asal else None
        waiting = visits.menunggu_rawat_inap(connection, [today, yesterday]) if origin is None else []
        beds = visits.bangsal(connection)
        doctors = [one for one in people.orang(connection) if one.adalah(Peran.DOKTER)]
        unit = names.unit(connection)
    beds = [bed for bed in beds if not bed.tempat_tidur.bayi]  # newborns lie and are counted apart
    free = [bed.tempat_tidur for bed in beds if bed.baris is None]
    per_class = [(kelas, [bed for bed in free if bed.kelas is kelas]) for kelas in kata.KELAS]
    given = dict(isian or {})
    if origin is not None:
        given.setdefault("cara_bayar", origin.kunjungan.cara_bayar)
        given.setdefault("dokter", origin.kunjungan.dokter or "")
    return halaman(
        request,
        "rawat_inap",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        asal=origin,
        menunggu=waiting,
        kelas=[(kelas, beds_) for kelas, beds_ in per_class if beds_],
        kosong=len(free),
        semua=len(beds),
        dokter=doctors,
        unit=unit,
        isian={"cara_bayar": "", "dokter": "", "tempat_tidur": ""} | given,
        pembayar=kebijakan().kunjungan.pembayar,
        command_id=baru(),
        K=kata,
    )


def _boleh(sesi: Sesi) -> None:
    if sesi.petugas.peran.isdisjoint(kata.LOKET):
        words: dict[str, str | int] = {
            "perintah": "memasukkan pasien rawat inap",
            "peran": ", ".join(sorted(kata.LOKET)),
        }
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
