"""Stasiun cetak: the page that stays open beside the label printer and prints each tracer by itself.

It learns of new lines from the live stream, asks for its queue, prints, and says what came out. It is a machine's page
as the board is: it goes on while the screen is locked, shows numbers and destinations and no name; the slips with
names are given only while they wait to be printed.
"""

from dataclasses import dataclass
from typing import Annotated, Final

import orjson
import structlog
from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, printing
from engine.database import writing
from engine.printing import Stasiun, Tahap, Tugas
from engine.refusals import Refusal
from engine.views import names, paper
from schemas.names import RUANG_REKAM_MEDIS
from web.auth import CSRF_HEADER, Pengakses, Pengamat, periksa_csrf
from web.context import konteks
from web.i18n import N_
from web.kertas import isian, slip, svg
from web.pages.cetak import id_sah, pastikan, sesi_cetak
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, potongan, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
log = structlog.get_logger()

SEKALI: Final = 10
"""Slips handed to the printer at once: one jam spoils no more than these."""
KATA: Final = {
    "siap": N_("Siap mencetak. Menunggu berkas berikutnya."),
    "mencetak": N_("Mencetak {n} tracer …"),
    "tanya": N_("{n} tracer dikirim ke printer. Apakah semuanya keluar?"),
    "terputus": N_("Tidak terhubung ke Jejak sejak {jam}. Tracer yang belum tercetak menunggu di sini."),
}


@dataclass(frozen=True, slots=True)
class Antrean:
    """The lists a station shows. `cerita`: number and destination of each job, by its line."""

    menunggu: tuple[Tugas, ...]
    lain: tuple[Tugas, ...]
    jumlah: int
    cerita: dict[int, tuple[str, str]]


@router.get("/cetak", dependencies=[Depends(sesi_cetak)])
def stasiun(request: Request, sesi: Kerja, stasiun: str = "") -> Response:
    """Choose a station, or the station itself."""
    return _halaman(request, sesi, stasiun)


@router.post("/cetak/stasiun", dependencies=[Depends(sesi_cetak)])
def buka(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Open a station by its name; the same name is the same station, also on another PC."""
    sah(sesi, form)
    parts = konteks(request)
    with writing(parts.engine).begin() as connection:
        made = printing.buka(connection, teks(form, "nama"), parts.now(), teks(form, "unit") or None)
    if isinstance(made, Refusal):
        return _halaman(request, sesi, "", refusal=made)
    return pindah(f"/cetak?stasiun={made.kode}")


@router.post("/cetak/stasiun/hapus", dependencies=[Depends(sesi_cetak)])
def hapus(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Take a station away; its printer is gone."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        printing.hapus(connection, _kode(form))
    return pindah("/cetak?kabar=tersimpan")


def mesin_cetak(request: Request, pengakses: Pengamat) -> Pengakses:
    """The station's own script: its session may be locked, its form must be its own, its person must be allowed."""
    if pengakses.sesi is None:
        raise Ditolak(Refusal("belum_masuk"))
    periksa_csrf(pengakses.sesi, request.headers.get(CSRF_HEADER))
    pastikan(pengakses.petugas)
    return pengakses


Mesin = Annotated[Pengakses, Depends(mesin_cetak)]


@router.post("/cetak/antrean")
def antrean(request: Request, form: Isian, _mesin: Mesin) -> Response:
    """The queue as it is now: what waits, and the page's list of it."""
    parts, kode = konteks(request), _kode(form)
    with parts.engine.connect() as connection:
        grown = printing.ada_baru(connection, kode)
    if grown:
        with writing(parts.engine).begin() as connection:
            printing.perbarui(connection, kode, parts.now())
    return _jawab(request, kode)


@router.post("/cetak/slip")
def slips(request: Request, form: Isian, _mesin: Mesin) -> Response:
    """The slips of jobs that wait, drawn for the printer; of no other job, whatever is asked."""
    parts, kode = konteks(request), _kode(form)
    fasyankes = parts.fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    asked = _seqs(form)
    with parts.engine.connect() as connection:
        waiting = [tugas.seq for tugas in printing.menunggu(connection, kode) if tugas.seq in asked][:SEKALI]
        out = paper.keluar_pada(connection, waiting)
        made = isian.tracer(connection, isian.kop(fasyankes), [out[seq] for seq in waiting if seq in out])
    ukuran = slip.ukuran_tracer(teks(form, "ukuran"))
    sheets = [sheet for satu in made for sheet in slip.tracer(satu, ukuran).lembar]
    drawn = [Markup('<div class="halaman kertas-{}">{}</div>').format(sheet.kertas, svg(sheet)) for sheet in sheets]
    body = {"seq": waiting, "html": "".join(drawn)}
    return Response(orjson.dumps(body), media_type="application/json")


@router.post("/cetak/tandai")
def tandai(request: Request, form: Isian, mesin: Mesin) -> Response:
    """What became of jobs: printed, failed, or wanted once more. A locked screen cannot ask for a slip again."""
    parts, kode = konteks(request), _kode(form)
    tahap = Tahap(teks(form, "tahap")) if teks(form, "tahap") in {Tahap.DICETAK, Tahap.GAGAL, Tahap.MENUNGGU} else None
    if tahap is None:
        raise Ditolak(Refusal("isian_tidak_sah", "tahap", {"field": "tahap", "sebab": "dicetak, gagal, atau menunggu"}))
    if tahap is Tahap.MENUNGGU and mesin.sesi is not None and mesin.sesi.terkunci:
        raise Ditolak(Refusal("sesi_terkunci"))
    with writing(parts.engine).begin() as connection:
        jumlah = printing.tandai(connection, kode, sorted(_seqs(form)), tahap, parts.now())
    if tahap is not Tahap.DICETAK:
        log.info("cetak_ditandai", tahap=tahap.value, jumlah=jumlah)
    return _jawab(request, kode)


def _jawab(request: Request, kode: str) -> Response:
    antrean = _antrean(request, kode)
    if antrean is None:
        raise Ditolak(Refusal("stasiun_tidak_dikenal", "stasiun"))
    menunggu = [tugas.seq for tugas in antrean.menunggu[:SEKALI]]
    html = potongan("antrean_cetak", ucapan(request), antrean=antrean)
    return Response(orjson.dumps({"menunggu": menunggu, "html": html}), media_type="application/json")


def _antrean(request: Request, kode: str) -> Antrean | None:
    """The lists a station shows: number and destination of each job."""
    with konteks(request).engine.connect() as connection:
        if printing.stasiun(connection, kode) is None:
            return None
        menunggu, lain = printing.menunggu(connection, kode), printing.lainnya(connection, kode)
        jumlah = printing.jumlah_menunggu(connection, kode)
        jobs = [*menunggu, *lain]
        out = paper.keluar_pada(connection, (tugas.seq for tugas in jobs))
        nomor = paper.nomor(connection, (tugas.berkas for tugas in jobs))
        unit = names.unit(connection)
    told = {
        tugas.seq: (nomor.get(tugas.berkas, "-"), unit.get(out[tugas.seq].tujuan or "", isian.LUAR))
        for tugas in jobs
        if tugas.seq in out
    }
    return Antrean(tuple(menunggu), tuple(lain), jumlah, told)


def _halaman(request: Request, sesi: Kerja, kode: str, *, refusal: Refusal | None = None) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        every = printing.semua(connection)
        units = [one for one in facility.units(connection) if one.kode != RUANG_REKAM_MEDIS]
    dipilih: Stasiun | None = next((satu for satu in every if satu.kode == kode), None)
    return halaman(
        request,
        "cetak",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        kata_js={name: say(text) for name, text in KATA.items()},
        semua=every,
        units=units,
        nama_unit={one.kode: one.nama for one in units},
        stasiun=dipilih,
        ukuran=tuple(slip.UKURAN_TRACER),
        antrean=_antrean(request, kode) if dipilih else None,
    )


def _kode(form: FormData) -> str:
    """The station's id; one that is nobody's where it is none."""
    return id_sah(teks(form, "stasiun")) or ""


def _seqs(form: FormData) -> set[int]:
    """Line numbers, of whatever was sent."""
    given = [value for value in form.getlist("seq") if isinstance(value, str)]
    return {int(value) for value in given[:200] if value.isascii() and value.isdigit() and len(value) < 16}  # noqa: PLR2004 - fits the column
