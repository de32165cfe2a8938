"""Bayi lahir: from the mother's row in the ward, the child is registered and lies in a bed of newborns, in one go.

The name is written by the one rule of the house (FACTS A3.4 item 62): the mother's, with the status abbreviation By.
"""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import people
from engine.facility import baru
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import lembar_pasien, names, visits
from engine.workflows.kunjungan import Kunjungan, berlangsung, melayani_unit_itu, terjadi
from engine.workflows.pasien import PASIEN
from schemas.commands.kunjungan import MasukRawatInap
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.names import HubunganPenanggung, JenisKelamin, JenisKunjungan, Peran, Sebutan
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages.daftar_kunjungan import boleh_nama
from web.pages.isian_pasien import KELAMIN
from web.pages.pendaftaran import saat, turunan
from web.pages.perintah import minta
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

KEMBAR: Final = ("I", "II", "III", "IV")
"""Which of several children: the number stands behind the mother's name, as a word."""
_ISIAN: Final = ("nama", "kembar", "jenis_kelamin", "lahir", "tempat_tidur", "dokter", "cara_bayar", "nomor", "pasien")
_ALAMAT: Final = ("alamat", "kelurahan", "kecamatan", "kabupaten", "telepon", "nomor_keluarga")
"""What a child born here shares with its mother."""


@router.get("/bangsal/{ibu_id}/bayi-lahir")
def form_lahir(request: Request, sesi: Kerja, ibu_id: str) -> Response:
    """The child of this inpatient: what is asked is its sex; everything else is known or proposed."""
    return _form(request, sesi, ibu_id)


@router.post("/bangsal/{ibu_id}/bayi-lahir")
def lahir(request: Request, form: Isian, sesi: Kerja, ibu_id: str) -> Response:
    """Register the child, make its folder where this person may, and admit it; sent twice it is born once."""
    sah(sesi, form)
    ibu = _ibu(request, sesi, ibu_id)
    given, dasar = {name: teks(form, name) for name in _ISIAN}, teks(form, "command_id")
    born = saat(given["lahir"], ucapan(request).zona)
    if not given["pasien"]:
        child = minta(
            request,
            sesi,
            PasienDaftarkan.jenis,
            command_id=turunan(dasar, "pasien"),
            subjek=None,
            data={"identitas": _identitas(request, ibu, given, born)},
        )
        if isinstance(child, Refusal):
            return _form(request, sesi, ibu_id, isian=given, refusal=child)
        given["pasien"] = child.subjek  # from here on the form goes on with this child
    if refusal := _berkas(request, sesi, form, turunan(dasar, "berkas"), given["pasien"]):
        return _form(request, sesi, ibu_id, isian=given, refusal=refusal)
    asked = {"tempat_tidur": given["tempat_tidur"], "dokter": given["dokter"], "cara_bayar": given["cara_bayar"]}
    answer = minta(
        request,
        sesi,
        MasukRawatInap.jenis,
        command_id=turunan(dasar, "rawat"),
        subjek=None,
        data={name: value for name, value in asked.items() if value}
        | {"asal": ibu.id, "pasien": given["pasien"], "bayi_lahir": True, "datang_pada": born},
    )
    if isinstance(answer, Refusal):
        return _form(request, sesi, ibu_id, isian=given, refusal=answer)
    return pindah(f"/loket/selesai/{answer.subjek}")


def _identitas(request: Request, ibu: Kunjungan, given: Mapping[str, str], born: str) -> dict[str, object]:
    """The child's identity: the mother's name and address, its own sex and day of birth; newborns have no NIK."""
    mother = _ibu_identitas(request, ibu)
    kembar = f" {given['kembar']}" if given["kembar"] in KEMBAR else ""
    data: dict[str, object] = {
        "nama": f"{given['nama']}{kembar}",
        "sebutan": Sebutan.BY.value,
        "jenis_kelamin": given["jenis_kelamin"],
        "nama_ibu": mother.nama,
        "penanggung_jawab": mother.nama,
        "hubungan": HubunganPenanggung.IBU.value,
    }
    try:
        data["tanggal_lahir"] = datetime.fromisoformat(born).astimezone(ucapan(request).zona).date().isoformat()
    except ValueError:
        data["tanggal_lahir"] = born  # refused by name, as it was typed
    data |= {name: value for name in _ALAMAT if (value := getattr(mother, name))}
    return {name: value for name, value in data.items() if value}


def _ibu_identitas(request: Request, ibu: Kunjungan) -> Identitas:
    with konteks(request).engine.connect() as connection:
        sheet = lembar_pasien.rinci(connection, ibu.pasien)
        if not isinstance(sheet, Refusal) and sheet.kini != sheet.id:
            sheet = lembar_pasien.rinci(connection, sheet.kini)
    if isinstance(sheet, Refusal):
        raise Ditolak(sheet)
    return sheet.identitas


def _berkas(request: Request, sesi: Sesi, form: FormData, command_id: str, pasien: str) -> Refusal | None:
    """A folder of its own, if that was ticked and there is none yet."""
    with konteks(request).engine.connect() as connection:
        if not teks(form, "berkas_baru") or visits.folders(connection, [pasien]):
            return None
    told = {"pasien": pasien, "nomor": teks(form, "nomor"), "layanan": JenisKunjungan.RAWAT_INAP.value}
    data: dict[str, object] = {name: value for name, value in told.items() if value}
    answer = minta(request, sesi, "berkas.daftarkan", command_id=command_id, subjek=None, data=data)
    return answer if isinstance(answer, Refusal) else None


def _ibu(request: Request, sesi: Sesi, ibu_id: str) -> Kunjungan:
    """The mother's visit, for whoever may admit her child."""
    boleh_nama(sesi.petugas)
    if sesi.petugas.peran.isdisjoint(PASIEN.roles(PasienDaftarkan)):
        words: dict[str, str | int] = {"perintah": "mendaftarkan bayi lahir", "peran": ", ".join(sorted(BOLEH))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
    with konteks(request).engine.connect() as connection:
        found = visits.satu(connection, ibu_id)
    if found is None:
        raise Ditolak(Refusal("kunjungan_tidak_dikenal", "subjek"))
    if not melayani_unit_itu(found.kunjungan, SimpleNamespace(pelaku=sesi.petugas.pelaku)):
        raise Ditolak(Refusal("bangsal_kelahiran"))
    return found.kunjungan


BOLEH: Final = kata.LOKET | kata.UNIT
"""Who is shown the way to this page."""


def boleh_melahirkan(baris: visits.Baris, petugas: Petugas) -> bool:
    """May this person register a child of this inpatient?"""
    visit = baris.kunjungan
    if petugas.peran.isdisjoint(BOLEH) or not melayani_unit_itu(visit, SimpleNamespace(pelaku=petugas.pelaku)):
        return False
    male = baris.orang is not None and baris.orang.jenis_kelamin == JenisKelamin.LAKI_LAKI
    inpatient = visit.jenis is JenisKunjungan.RAWAT_INAP and not visit.bayi_lahir
    return inpatient and not male and terjadi(visit)


def _form(
    request: Request,
    sesi: Sesi,
    ibu_id: str,
    *,
    isian: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    ibu, say = _ibu(request, sesi, ibu_id), ucapan(request)
    mother = _ibu_identitas(request, ibu)
    with konteks(request).engine.connect() as connection:
        baris = visits.satu(connection, ibu_id)
        beds = [bed.tempat_tidur for bed in visits.bangsal(connection) if bed.tempat_tidur.bayi]
        taken = [bed for bed in beds if bed.kunjungan]
        anak = [one for one in visits.dari(connection, ibu_id) if terjadi(one)]
        doctors = [one for one in people.orang(connection) if one.adalah(Peran.DOKTER)]
        unit = names.unit(connection)
    free = sorted((bed for bed in beds if not bed.kunjungan), key=lambda bed: (bed.unit != ibu.unit, bed.kode))
    proposed = {
        "nama": mother.nama,
        "kembar": "",
        "jenis_kelamin": "",
        "lahir": say.kini.astimezone(say.zona).strftime("%Y-%m-%dT%H:%M"),
        "tempat_tidur": free[0].kode if free else "",
        "dokter": ibu.dokter or "",
        "cara_bayar": ibu.cara_bayar,
        "nomor": "",
        "pasien": "",
    }
    return halaman(
        request,
        "bayi_lahir",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        salah=(refusal.field or "").removeprefix("data.").removeprefix("identitas.") if refusal else "",
        ibu=baris,
        anak=anak,
        dirawat=berlangsung(ibu),
        kosong=free,
        terisi=len(taken),
        dokter=doctors,
        unit=unit,
        isian=proposed | dict(isian or {}),
        KEMBAR=KEMBAR,
        KELAMIN={nilai: kata_ for nilai, kata_ in KELAMIN.items() if nilai != JenisKelamin.TIDAK_DIKETAHUI},
        bisa_berkas=not sesi.petugas.peran.isdisjoint(kata.LOKET),
        admin=sesi.petugas.adalah(Peran.ADMIN),
        pembayar=kebijakan().kunjungan.pembayar,
        command_id=baru(),
        K=kata,
    )
