"""First run: name, zone, units and racks of an empty facility; then everything starts.

The form begins with the eleven units of SOP 055/SOP/Pusk-RJ, to be changed.
"""

import re
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, sample
from engine.database import writing
from engine.facility import JENIS_UNIT, Fasyankes, Rak, Unit
from engine.people import Sesi
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit, Peran
from schemas.names.federasi import JenisFasyankes
from web.context import konteks
from web.i18n import N_
from web.pages.kata_surveilans import JENIS as JENIS_FASYANKES
from web.pages.tampil import Isian, Siap, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak

router = APIRouter()

BARIS_LEBIH: Final = 4
"""Empty rows for units the list does not have."""
RAK_TERBANYAK: Final = 200
_KODE_FASYANKES: Final = re.compile(r"[A-Z0-9]{2,32}")
_KODE_INDUK: Final = re.compile(r"[A-Z0-9]{2,16}")
_KODE_UNIT: Final = re.compile(r"[A-Z0-9]{2,16}")
_NAMA_TERPANJANG: Final = 120


@router.get("/siapkan")
def siapkan(request: Request, sesi: Siap) -> Response:
    """The first page of an empty facility."""
    if konteks(request).fasyankes() is not None:
        return pindah("/")
    if not sesi.petugas.adalah(Peran.ADMIN):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "menyiapkan fasilitas", "peran": "admin"}))
    kosong = [Unit(KodeUnit(""), "", "rawat_jalan")] * BARIS_LEBIH
    return _form(
        request, sesi, Fasyankes("", "", konteks(request).settings.zona), [*sample.UNITS, *kosong], rak="10", galat=()
    )


@router.post("/siapkan")
async def simpan(request: Request, form: Isian, sesi: Siap) -> Response:
    """Create the facility, then start its parts."""
    sah(sesi, form)
    parts = konteks(request)
    if parts.fasyankes() is not None:
        return pindah("/")
    if not sesi.petugas.adalah(Peran.ADMIN):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "menyiapkan fasilitas", "peran": "admin"}))
    jenis, induk = teks(form, "jenis"), teks(form, "induk").upper()
    fasyankes = Fasyankes(
        teks(form, "kode").upper(),
        teks(form, "nama"),
        teks(form, "zona"),
        JenisFasyankes(jenis) if jenis in set(JenisFasyankes) else JenisFasyankes.PUSKESMAS,
        induk or None,
    )
    units = _units(form)
    if galat := [*_salah(fasyankes, units), *_salah_rak(teks(form, "rak"))]:
        return _form(request, sesi, fasyankes, units, rak=teks(form, "rak"), galat=tuple(galat))
    rak = tuple(Rak(f"{nomor:03d}", f"Rak {nomor}") for nomor in range(1, int(teks(form, "rak")) + 1))
    with writing(parts.engine).begin() as connection:
        facility.create(connection, fasyankes, tuple(unit for unit in units if unit.kode), rak)
    await parts.mulai()
    return pindah("/?kabar=tersimpan")


def _units(form: FormData) -> list[Unit]:
    rows = zip(form.getlist("unit_kode"), form.getlist("unit_nama"), form.getlist("unit_jenis"), strict=False)
    return [Unit(KodeUnit(str(kode).strip().upper()), str(nama).strip(), str(jenis)) for kode, nama, jenis in rows]


def _salah(fasyankes: Fasyankes, units: list[Unit]) -> list[str]:
    """What is wrong with the form, in sentences."""
    wrong = []
    if not _KODE_FASYANKES.fullmatch(fasyankes.kode):
        wrong.append(N_("Kode fasilitas: 2 sampai 32 huruf besar dan angka."))
    if not 0 < len(fasyankes.nama) <= _NAMA_TERPANJANG or not fasyankes.nama.isprintable():
        wrong.append(N_("Nama fasilitas: 1 sampai 120 karakter."))
    if fasyankes.induk is not None and not _KODE_INDUK.fullmatch(fasyankes.induk):
        wrong.append(N_("Kode dinas di atasnya: 2 sampai 16 huruf besar dan angka, atau kosong."))
    if fasyankes.zona not in ZONA_INDONESIA:
        wrong.append(N_("Pilih zona waktu: WIB, WITA, atau WIT."))
    filled = [unit for unit in units if unit.kode or unit.nama]
    if any(not _KODE_UNIT.fullmatch(unit.kode) or not unit.nama or unit.jenis not in JENIS_UNIT for unit in filled):
        wrong.append(N_("Setiap unit perlu kode (2 sampai 16 huruf besar dan angka), nama, dan jenis."))
    if len({unit.kode for unit in filled}) < len(filled):
        wrong.append(N_("Ada kode unit yang dipakai dua kali."))
    if not any(unit.kode and unit.kode != RUANG_REKAM_MEDIS for unit in filled):
        wrong.append(N_("Isi sedikitnya satu unit pelayanan."))
    return wrong


def _salah_rak(teks_rak: str) -> list[str]:
    good = teks_rak.isascii() and teks_rak.isdigit() and 0 < int(teks_rak[:6]) <= RAK_TERBANYAK
    return [] if good else [N_("Jumlah rak: 1 sampai 200.")]


def _form(  # noqa: PLR0913 - what was filled in
    request: Request, sesi: Sesi, fasyankes: Fasyankes, units: list[Unit], *, rak: str, galat: tuple[str, ...]
) -> Response:
    say = ucapan(request)
    return halaman(
        request,
        "siapkan",
        kode=422 if galat else 200,
        sesi=sesi,
        isian=fasyankes,
        unit=units,
        rak=rak,
        zona=ZONA_INDONESIA,
        jenis_fasyankes=JENIS_FASYANKES,
        galat=[say(sentence) for sentence in galat],
    )
