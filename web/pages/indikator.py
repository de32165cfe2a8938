"""Indikator pelayanan rawat inap: the numbers a hospital is judged by, the Barber-Johnson graph, wards side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.policy import kebijakan
from engine.projections.laporan import Kurun
from engine.projections.views import Posisi, posisi
from engine.refusals import Refusal
from engine.sensus.hari import hari_terakhir
from engine.sensus.indikator_baca import Pembaca
from engine.views import names
from schemas.names import KelasRawat
from web import kurun
from web.context import konteks
from web.i18n import N_
from web.pages import indikator_lembar, indikator_tren
from web.pages.barber_johnson_svg import svg
from web.pages.indikator_bentuk import Laporan, Saring
from web.pages.indikator_isi import Penyusun
from web.pages.kata_indikator import LETAK, sebut_rentang
from web.pages.kata_kunjungan import KELAS
from web.pages.laporan import TRIWULAN, sebut
from web.pages.sensus_halaman import TAB
from web.pages.tampil import Kerja, Ucapan, halaman, ucapan
from web.problems import Ditolak

router = APIRouter()
TERLAMBAT_DETIK = 10.0
JENIS_RUANG = "rawat_inap"


@dataclass(frozen=True, slots=True)
class Diminta:
    """What an address asks for, and the document of it."""

    pilihan: kurun.Pilihan
    saring: Saring
    lap: Laporan
    posisi: Posisi
    unit: Mapping[str, str]

    def tempat(self, say: Ucapan) -> str:
        """The part of the hospital, in words; nothing: all of it."""
        parts = []
        if self.saring.unit is not None:
            parts.append(self.unit.get(self.saring.unit, self.saring.unit))
        if self.saring.kelas is not None:
            parts.append(say(KELAS[KelasRawat(self.saring.kelas)]))
        return ", ".join(parts)


@router.get("/indikator")
def indikator(request: Request, sesi: Kerja) -> Response:
    """The indicators of a period: this month unless another was picked."""
    parts, say = konteks(request), ucapan(request)
    asked = request.query_params
    with parts.engine.connect() as connection:
        made = diminta(connection, asked, pilihan(request), say)
        wards = [one.unit for one in facility.all_units(connection) if one.unit.jenis == JENIS_RUANG]
    lap, found, today = made.lap, made.pilihan, kurun.hari_ini(parts)
    return halaman(
        request,
        "indikator",
        sesi=sesi,
        TAB=TAB,
        lap=lap,
        pilihan=found,
        saring=made.saring,
        tempat=made.tempat(say),
        judul_kurun=sebut(found, say),
        grafik=svg(lap.gambar, say(indikator_lembar.JUDUL_GRAFIK)) if lap.titik else "",
        titik=indikator_lembar.titik_tertulis(lap, say),
        keterangan_grafik=indikator_lembar.keterangan_grafik(lap, say),
        tren=[(one, indikator_tren.gambar(one, say)) for one in lap.tren],
        aturan=kebijakan().indikator,
        rentang=lambda one: sebut_rentang(one, say),
        LETAK=LETAK,
        ruang=wards,
        kelas=KELAS,
        triwulan=TRIWULAN,
        bulan=[(f"{month:02d}", say.hari(date(2026, month, 1), "MMMM")) for month in range(1, 13)],
        tahun=range(today.year, today.year - 8, -1),
        sebelum=_alamat(kurun.sebelah(found, maju=False), made.saring),
        sesudah=_alamat(kurun.sebelah(found, maju=True), made.saring),
        ini=_alamat(found.kurun, made.saring),
        posisi=made.posisi,
        terlambat=made.posisi.lama(parts.now()).total_seconds() > TERLAMBAT_DETIK,
    )


@router.get("/indikator.xlsx")
def buku(request: Request, sesi: Kerja) -> Response:
    """The same as a workbook."""
    del sesi
    lap, ket, say = _lembaran(request)
    return Response(
        indikator_lembar.xlsx(lap, ket, say),
        media_type=indikator_lembar.XLSX,
        headers={"Content-Disposition": f'attachment; filename="{_nama(lap)}.xlsx"'},
    )


@router.get("/indikator.pdf")
def kertas(request: Request, sesi: Kerja) -> Response:
    """The same on paper."""
    del sesi
    lap, ket, say = _lembaran(request)
    return Response(
        indikator_lembar.pdf(lap, ket, say),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{_nama(lap)}.pdf"'},
    )


def pilihan(request: Request) -> kurun.Pilihan:
    """The period of an address; what makes no sense is this month."""
    return kurun.pilihan(konteks(request), request.query_params)


def diminta(connection: Connection, asked: Mapping[str, str], found: kurun.Pilihan, say: Ucapan) -> Diminta:
    """The document of a period and a place. Raises Ditolak for a ward or class that is none."""
    unit_names = names.unit(connection)
    saring = _saring(asked, unit_names)
    rules = kebijakan().sensus
    last = hari_terakhir(say.kini, say.zona.key, rules.batas)
    pembaca = Pembaca(connection, say.zona.key, rules, kebijakan().indikator, last)

    def nama_unit(kode: str) -> str:
        return unit_names.get(kode, kode)

    def sebut_kurun(one: Kurun) -> str:
        return sebut(found if one == found.kurun else kurun.Pilihan(one, one.mulai.year, ""), say)

    lap = Penyusun(pembaca, found.kurun, saring, nama_unit, sebut_kurun, say).susun()
    return Diminta(found, saring, lap, posisi(connection, "sensus"), unit_names)


def _saring(asked: Mapping[str, str], units: Mapping[str, str]) -> Saring:
    unit, kelas = asked.get("unit") or None, asked.get("kelas") or None
    if unit is not None and unit not in units:
        raise Ditolak(Refusal("unit_tidak_dikenal", "unit", {"unit": unit[:40]}))
    if kelas is not None and kelas not in set(KelasRawat):
        kelas = None
    return Saring(unit, kelas)


def _lembaran(request: Request) -> tuple[Laporan, indikator_lembar.Keterangan, Ucapan]:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        made = diminta(connection, request.query_params, pilihan(request), say)
    milik = parts.fasyankes()
    where, lap = sebut(made.pilihan, say), made.lap
    if lap.sampai is not None and lap.sampai < lap.kurun.sampai:
        counted = say(N_("terhitung sampai {hari}")).format(hari=say.hari(lap.sampai, "d MMM yyyy"))
        where += f" ({counted})"
    ket = indikator_lembar.Keterangan(milik.nama if milik else "", where, made.tempat(say), parts.now())
    return made.lap, ket, say


def _nama(lap: Laporan) -> str:
    return f"indikator-{lap.kurun.mulai}-{lap.kurun.sampai}"


def _alamat(where: Kurun, saring: Saring) -> str:
    place = {"unit": saring.unit, "kelas": saring.kelas}
    return urlencode(kurun.alamat(where) | {name: value for name, value in place.items() if value})
