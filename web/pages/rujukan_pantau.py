"""Pantau rujukan: who waits for an answer now, and how long answers took, facility by facility. No patient in it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.views import sekutu, waktu_tanggap
from engine.views.waktu_tanggap import Lingkup, Pasangan, Tanggap
from web.context import konteks
from web.durasi import durasi
from web.i18n import N_
from web.pages import kata_rujukan_tempat as kata
from web.pages.pasien import boleh
from web.pages.sensus_dokumen import Dokumen, Sel, Tabel
from web.pages.sensus_halaman import berkas
from web.pages.tampil import Kerja, Ucapan, halaman, ucapan
from web.rentang import rentang

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx", "csv"], Path()]
HARI_BAWAAN: Final = 30
LEBAR: Final = 640
KIRI: Final = 190
TINGGI_BARIS: Final = 34
TERBANYAK: Final = 12
"""Bars of one picture."""


class Batang(NamedTuple):
    """One bar: half of the answers came within the first length, nine tenths within the second."""

    sebutan: str
    y: int
    p50: int
    p90: int
    kata: str


class Gambar(NamedTuple):
    """The picture of the pairs, in its own units."""

    tinggi: int
    batang: tuple[Batang, ...]
    garis: tuple[tuple[int, str], ...]


class Isi(NamedTuple):
    """What page, document and interface show."""

    mulai: date
    sampai: date
    lingkup: Lingkup
    menunggu: list[Tanggap]
    baris: list[Pasangan]
    semua: Pasangan
    nama: Mapping[str, str]


@router.get("/rujukan/pantau")
def pantau(request: Request, sesi: Kerja, mulai: str = "", sampai: str = "") -> Response:
    """The page."""
    boleh(sesi, kata.MEMANTAU, "memantau rujukan")
    say = ucapan(request)
    isi = baca_isi(request, mulai, sampai)
    return halaman(
        request,
        "rujukan_pantau",
        sesi=sesi,
        isi=isi,
        gambar={name: _gambar(rows, isi.nama, say) for name, rows in _per_macam(isi).items()},
        lama=lambda one: kata.lama(one, say),
        durasi=lambda batas: durasi(str(batas.batas), say.bahasa),
        LINGKUP=Lingkup,
        jawab=kebijakan().rujukan.jawab,
        pada=say.kini,
    )


@router.get("/rujukan/pantau.{bentuk}")
def dokumen(request: Request, sesi: Kerja, bentuk: Bentuk, mulai: str = "", sampai: str = "") -> Response:
    """The same as a file."""
    boleh(sesi, kata.MEMANTAU, "memantau rujukan")
    say = ucapan(request)
    return berkas(request, _dokumen(baca_isi(request, mulai, sampai), say), bentuk)


def baca_isi(request: Request, mulai: str, sampai: str) -> Isi:
    """What there is to show of these days; the last thirty where none were asked for."""
    parts = konteks(request)
    zona, first, last = rentang(parts, mulai, sampai)
    if not mulai:
        first = last - timedelta(days=HARI_BAWAAN - 1)
    with parts.engine.connect() as connection:
        return _isi(connection, ZoneInfo(ZONA_INDONESIA[zona]), first, last, parts.now())


def _isi(connection: Connection, zona: ZoneInfo, first: date, last: date, pada: datetime) -> Isi:
    begins = datetime.combine(first, time(), zona)
    ends = datetime.combine(last + timedelta(days=1), time(), zona)
    rows = waktu_tanggap.baca(connection, begins, ends)
    here = facility.read(connection)
    names = {one.kode: one.nama for one in sekutu.semua(connection)}
    return Isi(
        first,
        last,
        waktu_tanggap.lingkup(connection),
        waktu_tanggap.menunggu(connection),
        waktu_tanggap.pasangan(rows, pada),
        waktu_tanggap.semua(rows, pada),
        names | ({here.kode: here.nama} if here else {}),
    )


def _per_macam(isi: Isi) -> dict[str, list[Pasangan]]:
    answered = [one for one in isi.baris if one.p90 is not None]
    urgent, planned = ([one for one in answered if one.darurat is wanted][:TERBANYAK] for wanted in (True, False))
    return {kata.DARURAT: urgent, kata.TERENCANA: planned}


def _gambar(rows: list[Pasangan], nama: Mapping[str, str], say: Ucapan) -> Gambar | None:
    """Bars by pair; None where nothing was answered."""
    longest = max((one.p90 or timedelta(0) for one in rows), default=timedelta(0))
    if not rows:
        return None
    longest = max(longest, timedelta(minutes=1))
    steps = [timedelta(minutes=n) for n in (1, 5, 10, 30, 60, 240, 720, 1440, 2880, 10080)]
    step = next((one for one in steps if longest / one <= 8), longest / 8)  # noqa: PLR2004 - lines that can be read

    def x(lama: timedelta) -> int:
        return round((LEBAR - KIRI - 170) * (lama / longest))

    bars = tuple(
        Batang(
            f"{_pendek(one.perujuk, nama)} → {_pendek(one.tujuan, nama)}",
            20 + at * TINGGI_BARIS,
            x(one.median or timedelta(0)),
            x(one.p90 or timedelta(0)),
            f"{kata.lama(one.median, say)} · {kata.lama(one.p90, say)}",
        )
        for at, one in enumerate(rows)
    )
    lines = tuple((KIRI + x(at * step), kata.lama(at * step, say)) for at in range(int(longest / step) + 1))
    return Gambar(30 + len(bars) * TINGGI_BARIS + 20, bars, lines)


def _pendek(kode: str, nama: Mapping[str, str]) -> str:
    return kode if kode in nama else f"{kode}?"


def _dokumen(isi: Isi, say: Ucapan) -> Dokumen:
    columns = (N_("Perujuk"), N_("Tujuan"), N_("Macam"), *KOLOM)
    pairs = tuple(_baris(one, isi.nama, say) for one in [*isi.baris, isi.semua])
    waits = tuple(
        (
            Sel(say.waktu(one.dikirim)),
            Sel(_nama(one.perujuk, isi.nama)),
            Sel(_nama(one.tujuan, isi.nama)),
            Sel(say(kata.DARURAT if one.darurat else kata.TERENCANA)),
            Sel(say.waktu(one.batas)),
            Sel(say(kata.LEWAT) if one.lewat(say.kini) else ""),
        )
        for one in isi.menunggu
    )
    return Dokumen(
        f"pantau-rujukan-{isi.mulai:%Y%m%d}-{isi.sampai:%Y%m%d}",
        say(N_("Pantau rujukan")),
        (f"{say.hari(isi.mulai, 'd MMM yyyy')} – {say.hari(isi.sampai, 'd MMM yyyy')}",),  # noqa: RUF001 - a dash
        (
            Tabel(
                "pasangan",
                say(N_("Waktu tanggap")),
                tuple(say(one) for one in columns),
                pairs,
                jumlah=frozenset({len(pairs) - 1}),
            ),
            Tabel("menunggu", say(N_("Menunggu jawaban")), tuple(say(one) for one in MENUNGGU), waits),
        ),
        (),
        say.kini,
    )


KOLOM: Final = (
    N_("Rujukan"),
    N_("Dijawab"),
    N_("Masih menunggu"),
    N_("Dalam batas"),
    N_("Lewat batas"),
    N_("Bagian dalam batas"),
    N_("Separuh dalam (p50)"),
    N_("Sembilan persepuluh dalam (p90)"),
)
MENUNGGU: Final = (
    N_("Dikirim"),
    N_("Perujuk"),
    N_("Tujuan"),
    N_("Macam"),
    N_("Jawab sebelum"),
    N_("Keadaan"),
)


def _baris(one: Pasangan, nama: Mapping[str, str], say: Ucapan) -> tuple[Sel, ...]:
    share = say(kata.TAK_TERHITUNG) if one.bagian is None else f"{100 * one.bagian:.0f}%"
    whole = not one.perujuk
    counts: Iterable[int] = (one.jumlah, one.dijawab, one.menunggu, one.dalam_batas, one.lewat)
    return (
        Sel(say(N_("Semua")) if whole else _nama(one.perujuk, nama)),
        Sel("" if whole else _nama(one.tujuan, nama)),
        Sel("" if whole else say(kata.DARURAT if one.darurat else kata.TERENCANA)),
        *(Sel(str(n), n) for n in counts),
        Sel(share),
        Sel(kata.lama(one.median, say)),
        Sel(kata.lama(one.p90, say)),
    )


def _nama(kode: str, nama: Mapping[str, str]) -> str:
    return f"{nama[kode]} ({kode})" if kode in nama else kode
