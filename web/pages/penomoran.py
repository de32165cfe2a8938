"""Penomoran: which scheme gives the numbers, what the next one is, how many are left, and which scheme comes when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import arsip
from engine.database import writing
from engine.penomoran import PERTAMA, Rencana, Skema
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import nomor
from schemas.names import Peran
from web.context import konteks
from web.i18n import N_
from web.pages.perintah import ANGKA
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

SKEMA: Final = {
    Skema.UNIT: N_("Unit"),
    Skema.SERIAL: N_("Serial"),
    Skema.SERIAL_UNIT: N_("Serial unit"),
    Skema.KELUARGA: N_("Keluarga"),
}
ARTI: Final = {
    Skema.UNIT: N_("Satu nomor pada kedatangan pertama, dipakai seterusnya."),
    Skema.SERIAL: N_("Nomor dan berkas baru pada setiap kunjungan."),
    Skema.SERIAL_UNIT: N_("Nomor baru pada setiap kunjungan; berkas lama digabung ke nomor baru."),
    Skema.KELUARGA: N_("Satu nomor untuk serumah, ditambah angka untuk tiap anggota."),
}


def sesi_pengelola(sesi: Kerja) -> Sesi:
    """Who arranges numbers and racks."""
    if not sesi.petugas.adalah(Peran.ADMIN, Peran.PEREKAM_MEDIS):
        nilai: dict[str, str | int] = {"perintah": "mengatur penomoran dan rak", "peran": "admin, perekam medis"}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=nilai))
    return sesi


Pengelola = Annotated[Sesi, Depends(sesi_pengelola)]


@dataclass(frozen=True, slots=True)
class Ketikan:
    """What was typed for a new plan, so that a refusal loses nothing."""

    berlaku: str
    skema: str = "unit"
    kelompok: str = "2-2-2"
    anggota: str = "2"
    mulai: str = ""


@router.get("/penomoran")
def penomoran(request: Request, sesi: Pengelola) -> Response:
    """The schemes, and the form for another."""
    return _halaman(request, sesi)


@router.post("/penomoran")
def rencanakan(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Plan a scheme."""
    sah(sesi, form)
    typed = Ketikan(*(teks(form, name) for name in ("berlaku", "skema", "kelompok", "anggota", "mulai")))
    answer = _rencana(typed)
    if not isinstance(answer, Refusal):
        parts = konteks(request)
        with writing(parts.engine).begin() as connection:
            now = parts.now()
            refusal = arsip.rencanakan(connection, answer, hari_ini(request), sesi.petugas.id, now)
        if refusal is None:
            return pindah("/penomoran?kabar=tersimpan")
        answer = refusal
    return _halaman(request, sesi, answer, typed)


@router.post("/penomoran/hapus")
def hapus(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Take back a plan that gave no number."""
    sah(sesi, form)
    berlaku = _tanggal(teks(form, "berlaku"))
    if isinstance(berlaku, Refusal):
        return _halaman(request, sesi, berlaku)
    with writing(konteks(request).engine).begin() as connection:
        refusal = arsip.hapus_rencana(connection, berlaku)
    return _halaman(request, sesi, refusal) if refusal else pindah("/penomoran?kabar=tersimpan")


def hari_ini(request: Request) -> date:
    """Today on the facility's clock."""
    parts = konteks(request)
    milik = parts.fasyankes()
    now: datetime = parts.now()
    return now.astimezone(ZoneInfo(ZONA_INDONESIA[milik.zona if milik else parts.settings.zona])).date()


def bilangan(form: FormData, nama: str) -> int:
    """A whole number a form names; -1 for anything else, which every range refuses."""
    value = teks(form, nama)
    return int(value) if value.isascii() and value.isdigit() and len(value) <= ANGKA else -1


def _tanggal(text: str) -> date | Refusal:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Refusal("tanggal_tidak_sah", "berlaku")


def _rencana(typed: Ketikan) -> Rencana | Refusal:
    berlaku = _tanggal(typed.berlaku)
    if isinstance(berlaku, Refusal):
        return berlaku
    if typed.skema not in set(Skema):
        return Refusal("skema_tidak_dikenal", "skema")
    anggota = typed.anggota if typed.skema == Skema.KELUARGA else "0"
    if not (anggota.isascii() and anggota.isdigit() and len(anggota) == 1):
        return Refusal("anggota_tidak_sah", "anggota")
    bentuk = arsip.bentuk_dari(typed.kelompok, int(anggota))
    if isinstance(bentuk, Refusal):
        return bentuk
    digits = typed.mulai.replace("-", "").replace(" ", "")
    if typed.mulai and not (digits.isascii() and digits.isdigit() and len(digits) <= ANGKA):
        return Refusal("mulai_tidak_sah", "mulai", {"terakhir": 10**bentuk.lebar - 1})
    return Rencana(berlaku, Skema(typed.skema), bentuk, int(digits) if digits else None)


def _halaman(request: Request, sesi: Sesi, refusal: Refusal | None = None, typed: Ketikan | None = None) -> Response:
    hari = hari_ini(request)
    with konteks(request).engine.connect() as connection:
        known = arsip.baca(connection)
        berlaku = known.pada(hari)
        following = nomor.berikut(connection, known, berlaku)
        waiting = nomor.menunggu_gabung(connection) if berlaku.skema is Skema.SERIAL_UNIT else []
    return halaman(
        request,
        "penomoran",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        rencana=known.rencana,
        berlaku=berlaku,
        berikut=following,
        sedikit=following.sisa <= kebijakan().penomoran.sisa.nomor,
        hari_ini=hari,
        pertama=PERTAMA,
        skema=SKEMA,
        arti=ARTI,
        ketikan=typed or Ketikan(hari.isoformat(), berlaku.skema.value),
        menunggu=waiting,
    )
