"""Unit dan rak: the places of the facility, for the administrator. A code once given stays; all else may change."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.database import writing
from engine.facility import Rak, Unit
from engine.people import Sesi
from engine.refusals import Refusal
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit
from web.context import konteks
from web.pages.tampil import Admin, Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Baru:
    """What was typed for a new unit or rack, so that a refusal loses nothing."""

    kode: str = ""
    nama: str = ""
    jenis: str = "rawat_jalan"
    telepon: str = ""


@router.get("/unit")
def daftar(request: Request, sesi: Admin) -> Response:
    """All units and racks."""
    return _halaman(request, sesi)


@router.post("/unit")
def tambah_unit(request: Request, form: Isian, sesi: Admin) -> Response:
    """A new unit, after the others."""
    sah(sesi, form)
    unit = _unit(form, teks(form, "kode").upper())
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.add_unit(connection, unit)
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, answer, unit_baru=Baru(unit.kode, unit.nama, unit.jenis, unit.telepon))
    return _kembali(f"unit-{unit.kode}")


@router.post("/unit/{kode}")
def ubah_unit(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Another name or kind."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.change_unit(connection, _unit(form, kode))
    return _selesai(request, sesi, answer, f"unit-{kode}")


@router.post("/unit/{kode}/urutan")
def urutkan(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """One place up or down. The page comes back with that button in focus, to be pressed again."""
    sah(sesi, form)
    arah = "naik" if teks(form, "arah") == "naik" else "turun"
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.move_unit(connection, KodeUnit(kode), naik=arah == "naik")
    return _selesai(request, sesi, answer, f"{arah}-{kode}")


@router.post("/unit/{kode}/aktif")
def aktif(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Close a unit, or open it again."""
    sah(sesi, form)
    change = facility.reopen_unit if teks(form, "aktif") == "ya" else facility.close_unit
    with writing(konteks(request).engine).begin() as connection:
        answer = change(connection, KodeUnit(kode))
    return _selesai(request, sesi, answer, f"unit-{kode}")


@router.post("/rak")
def tambah_rak(request: Request, form: Isian, sesi: Admin) -> Response:
    """A new rack, after the others."""
    sah(sesi, form)
    rak = Rak(teks(form, "kode").upper(), teks(form, "nama"))
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.add_rack(connection, rak)
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, answer, rak_baru=Baru(rak.kode, rak.nama))
    return _kembali(f"rak-{rak.kode}")


@router.post("/rak/{kode}")
def ubah_rak(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Another name."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.rename_rack(connection, Rak(kode, teks(form, "nama")))
    return _selesai(request, sesi, answer, f"rak-{kode}")


@router.post("/rak/{kode}/hapus")
def hapus_rak(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Take a rack away."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = facility.remove_rack(connection, kode)
    return _selesai(request, sesi, answer, "rak")


def _unit(form: FormData, kode: str) -> Unit:
    return Unit(KodeUnit(kode), teks(form, "nama"), teks(form, "jenis"), teks(form, "telepon"))


def _kembali(tempat: str) -> Response:
    """Back to the page, at the row that was changed: there the keyboard goes on."""
    return pindah(f"/unit?kabar=tersimpan#{tempat}")


def _selesai(request: Request, sesi: Sesi, answer: Unit | Rak | Refusal | None, tempat: str) -> Response:
    return _halaman(request, sesi, answer) if isinstance(answer, Refusal) else _kembali(tempat)


def _halaman(
    request: Request,
    sesi: Sesi,
    refusal: Refusal | None = None,
    *,
    unit_baru: Baru | None = None,
    rak_baru: Baru | None = None,
) -> Response:
    with konteks(request).engine.connect() as connection:
        units = facility.all_units(connection)
        isi = facility.folders(connection)
        racks = facility.racks(connection)
    return halaman(
        request,
        "unit",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        units=units,
        isi=isi,
        racks=racks,
        rm=RUANG_REKAM_MEDIS,
        unit_baru=unit_baru or Baru(),
        buka_unit=unit_baru is not None,
        rak_baru=rak_baru or Baru(),
        buka_rak=rak_baru is not None,
    )
