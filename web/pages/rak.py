"""Rak: the drawn map of the racks with how full each section is, and how shelves are arranged and divided."""

from dataclasses import dataclass, replace
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import arsip, facility, rak
from engine.database import writing
from engine.numbers import Kode, baca_kode, kunci
from engine.penjajaran import SistemJajar
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import names
from engine.views import rak as peta_rak
from engine.views.rak import RakTerisi
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit, Peran
from web.context import konteks
from web.i18n import N_
from web.pages.penomoran import Pengelola, bilangan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()

SISTEM: Final = {
    SistemJajar.LANGSUNG: N_("Angka langsung"),
    SistemJajar.TENGAH: N_("Angka tengah"),
    SistemJajar.AKHIR: N_("Angka akhir"),
}
ARTI_SISTEM: Final = {
    SistemJajar.LANGSUNG: N_("Dibaca dari depan: 08-00-01, 08-00-02. Mudah dipelajari; rak baru cepat penuh."),
    SistemJajar.TENGAH: N_("Kelompok tengah dulu: 11, lalu 12, lalu 24 untuk 12-11-24. Rak terisi merata."),
    SistemJajar.AKHIR: N_("Kelompok akhir dulu: 26, lalu 93, lalu 50 untuk 50-93-26. Rak terisi merata."),
}


@router.get("/rak")
def peta(request: Request, sesi: Kerja, nomor: str = "", unit: str = RUANG_REKAM_MEDIS) -> Response:
    """The map. `nomor`: where this number stands, or would stand, in the room of `unit`."""
    read = baca_kode(nomor)
    asked = read.isi if isinstance(read, Kode) else nomor.strip()
    with konteks(request).engine.connect() as connection:
        racks = peta_rak.peta(connection)
        jajaran = arsip.jajaran(connection)
        unit_names = names.unit(connection)
        key = kunci(asked)
        good = key.isascii() and key.isalnum()
        place = peta_rak.tempat_nomor(connection, asked, KodeUnit(unit)) if good else None
    return halaman(
        request,
        "rak",
        sesi=sesi,
        racks=racks,
        jajaran=jajaran,
        sistem=SISTEM,
        nomor=asked,
        tempat=place,
        unit=unit_names,
        penuh=_sebut(racks, "penuh"),
        hampir=_sebut(racks, "hampir"),
        sebut=SEBUT,
        boleh_atur=sesi.petugas.adalah(Peran.ADMIN, Peran.PEREKAM_MEDIS),
    )


def _sebut(racks: list[RakTerisi], rupa: str) -> list[str]:
    """The sections that look like this, as people say them: rack / section."""
    return [f"{satu.rak.nama} / {isi.ruas.nomor}" for satu in racks for isi in satu.isi if isi.rupa == rupa]


SEBUT: Final = 8
"""Sections named in a warning; the map shows them all."""


@dataclass(frozen=True, slots=True)
class Jawab:
    """What came of a form: a no, or where to go on."""

    refusal: Refusal | None
    ke: str = "/rak/atur?kabar=tersimpan"


@router.get("/rak/atur")
def atur(request: Request, sesi: Pengelola) -> Response:
    """Order, rooms, sections."""
    return _atur(request, sesi, None)


@router.post("/rak/jajar")
def jajarkan(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Arrange the shelves another way; the folders' order is made again after it."""
    sah(sesi, form)
    parts = konteks(request)
    if teks(form, "sistem") not in set(SistemJajar):
        return _atur(request, sesi, Refusal("jajar_tidak_dikenal", "sistem"))
    bentuk = arsip.bentuk_dari(teks(form, "kelompok"), 0)
    if isinstance(bentuk, Refusal):
        return _atur(request, sesi, bentuk)
    with writing(parts.engine).begin() as connection:
        kini = arsip.jajaran(connection)
        wanted = replace(kini, sistem=SistemJajar(teks(form, "sistem")), bentuk=bentuk)
        refusal = arsip.jajarkan(connection, wanted, parts.now())
    return _selesai(request, sesi, Jawab(refusal, "/rak/atur?kabar=tersimpan#susun"))


@router.post("/rak/susun")
def susun(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Make the order of some more folders again. The page asks for more until all are done."""
    sah(sesi, form)
    engine = konteks(request).engine
    for _ in range(SEKALI):
        with writing(engine).begin() as connection:
            if not arsip.susun(connection):
                return pindah("/rak/atur?kabar=tersusun#susun")
    return _atur(request, sesi, None, terus=True)


RUAS_JAUH: Final = 10**6
"""A section that no rack has."""
SEKALI: Final = 5
"""Chunks in one request: it is answered within a second or two."""


@router.post("/rak/bagi")
def bagi(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Divide the racks of a room evenly."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        unit = KodeUnit(teks(form, "unit") or RUANG_REKAM_MEDIS)
        refusal = rak.bagi(connection, unit, bilangan(form, "jumlah"), bilangan(form, "kapasitas"))
    return _selesai(request, sesi, Jawab(refusal))


@router.post("/rak/{kode}/ruang")
def ruang(request: Request, form: Isian, sesi: Pengelola, kode: str) -> Response:
    """A rack stands in another room."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        refusal = rak.pindah_ruang(connection, kode, KodeUnit(teks(form, "unit")))
    return _selesai(request, sesi, Jawab(refusal, f"/rak/atur?kabar=tersimpan#rak-{kode}"))


@router.post("/rak/{kode}/ruas")
def tambah_ruas(request: Request, form: Isian, sesi: Pengelola, kode: str) -> Response:
    """One more section."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        refusal = rak.tambah(connection, kode, teks(form, "dari"), bilangan(form, "kapasitas"))
    return _selesai(request, sesi, Jawab(refusal, f"/rak/atur?kabar=tersimpan#rak-{kode}"))


@router.post("/rak/{kode}/ruas/{nomor}")
def ubah_ruas(request: Request, form: Isian, sesi: Pengelola, kode: str, nomor: str) -> Response:
    """Another first number or capacity; or away with it."""
    sah(sesi, form)
    place = int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < len(str(RUAS_JAUH)) else RUAS_JAUH
    with writing(konteks(request).engine).begin() as connection:
        if teks(form, "hapus"):
            refusal = rak.hapus(connection, kode, place)
        else:
            refusal = rak.ubah(connection, kode, place, teks(form, "dari"), bilangan(form, "kapasitas"))
    return _selesai(request, sesi, Jawab(refusal, f"/rak/atur?kabar=tersimpan#rak-{kode}"))


def _selesai(request: Request, sesi: Sesi, jawab: Jawab) -> Response:
    return _atur(request, sesi, jawab.refusal) if jawab.refusal else pindah(jawab.ke)


def _atur(request: Request, sesi: Sesi, refusal: Refusal | None, *, terus: bool = False) -> Response:
    with konteks(request).engine.connect() as connection:
        racks = facility.racks(connection)
        sections = rak.semua(connection)
        jajaran = arsip.jajaran(connection)
        progress = arsip.kemajuan(connection)
        units = facility.units(connection)
    return halaman(
        request,
        "rak_atur",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        racks=racks,
        ruas={satu.kode: sorted((r for r in sections if r.rak == satu.kode), key=lambda r: r.nomor) for satu in racks},
        jajaran=jajaran,
        kelompok="-".join(map(str, jajaran.bentuk.kelompok)),
        kemajuan=progress,
        terus=terus,
        units=units,
        sistem=SISTEM,
        arti=ARTI_SISTEM,
    )
