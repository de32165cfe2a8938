"""Penutupan sensus: which days are closed and signed, one day's editions and what differs, and the signature."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.facility import Unit
from engine.pengingat import jabatan
from engine.pengingat.sumber import KEPALA_UNIT
from engine.people import Sesi
from engine.refusals import Refusal
from engine.sensus import giliran, penutupan
from engine.sensus.penutupan import Edisi, Lembar
from engine.sensus.peristiwa import peristiwa
from engine.views import names, timeline
from engine.workflows.sensus import PENANDA, id_sensus
from schemas.commands import sensus as ask
from schemas.names import JenisKunjungan, KodeUnit, Peran
from web.context import konteks
from web.pages import kata_penutupan as kata
from web.pages import penutupan_isi as isi
from web.pages.kata_kunjungan import BOLEH_NAMA
from web.pages.perintah import bulat, minta
from web.pages.sensus_halaman import TAB
from web.pages.sensus_kurun import TAHUN
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
SEPEKAN: Final = 7
"""Days on one page."""
REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA})


@router.get("/sensus/penutupan")
def daftar(request: Request, sesi: Kerja, sampai: str = "", unit: str = "") -> Response:
    """A week of days by units; above them what should be signed by now and is not."""
    parts = konteks(request)
    kini = parts.now()
    with parts.engine.connect() as connection:
        last = _terakhir(connection, request)
        until = min(_tanggal(sampai) or last, last)
        units = {one.unit.kode: one.unit.nama for one in facility.all_units(connection)}
        found = penutupan.daftar(connection, kini, until - timedelta(days=SEPEKAN - 1), until, unit or None)
        late = penutupan.belum_ditandatangani(connection, kini)
        heads = _kepala(connection)
        people = names.petugas(connection, [one.penanda for one in found])
    mine = {kode for kode, who in heads.items() if sesi.petugas.id in who}
    office = not sesi.petugas.peran.isdisjoint(REKAM_MEDIS)
    return halaman(
        request,
        "sensus_penutupan",
        sesi=sesi,
        TAB=TAB,
        K=kata,
        kini_pada=kini,
        hari_ini=[until - timedelta(days=n) for n in range(SEPEKAN)],
        units=[kode for kode in units if any(one.unit == kode for one in found)],
        nama=units,
        lembar={(one.unit, one.hari): one for one in found},
        lewat=_per_unit(one for one in late if office or one.unit in mine),
        milikku=mine,
        tanpa_kepala=sorted({one.unit for one in found} - {kode for kode, who in heads.items() if who}),
        petugas=people,
        sampai=until,
        terbaru=last,
        sebelum=until - timedelta(days=SEPEKAN),
        sesudah=min(until + timedelta(days=SEPEKAN), last) if until < last else None,
        hanya=unit,
    )


@router.get("/sensus/penutupan/{unit}/{hari}")
def satu(request: Request, sesi: Kerja, unit: str, hari: str, edisi: int = 0) -> Response:
    """One unit's day: the edition in force, or another one that was."""
    return _satu(request, sesi, unit, hari, edisi)


@router.post("/sensus/penutupan/{unit}/{hari}")
def tandatangani(request: Request, form: Isian, sesi: Kerja, unit: str, hari: str) -> Response:
    """Sign. A refusal stays on the page, which shows the newest edition."""
    sah(sesi, form)
    milik = konteks(request).fasyankes()
    if milik is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    answer = minta(
        request,
        sesi,
        ask.Tandatangani.jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=id_sensus(milik.kode, unit, hari),
        data={"edisi": bulat(form, "edisi")},
        di=KodeUnit(unit),
    )
    if isinstance(answer, Refusal):
        return _satu(request, sesi, unit, hari, 0, refusal=answer)
    return pindah(f"/sensus/penutupan/{unit}/{hari}?kabar=tercatat")


def _satu(  # noqa: PLR0913, PLR0917 - a day of a unit, an edition, and a no
    request: Request, sesi: Sesi, unit: str, hari: str, edisi: int, refusal: Refusal | None = None
) -> Response:
    parts, say, day = konteks(request), ucapan(request), _tanggal(hari)
    with parts.engine.connect() as connection:
        known: dict[str, Unit] = {one.unit.kode: one.unit for one in facility.all_units(connection)}
        if day is None or unit not in known:
            raise Ditolak(Refusal("sensus_tidak_dikenal", "subjek"))
        editions = penutupan.edisi_semua(connection, unit, day)
        lembar = _lembar(connection, request, unit, day, editions)
        shown = next((one for one in editions if one.edisi == edisi), editions[-1] if editions else None)
        people = names.petugas(connection, _orang(editions))
        causes = timeline.menurut_baris(connection, shown.penyebab) if shown else ()
        lines = peristiwa(connection, shown.penyebab) if shown else {}
        visits = penutupan.subjek(connection, shown.penyebab) if shown else {}
        heads = _kepala(connection).get(unit, [])
        head_names = sorted(names.petugas(connection, heads).values())
    may = sesi.petugas.id in heads and not sesi.petugas.peran.isdisjoint(PENANDA)
    return halaman(
        request,
        "sensus_penutupan_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        TAB=TAB,
        K=kata,
        unit_ini=known[unit],
        hari_ini=day,
        lembar=lembar,
        edisi=shown,
        semua=editions,
        tabel=isi.lembaran(shown.sel, unit, day, say, people, inap=_inap(known[unit].jenis)) if shown else [],
        beda=isi.beda(shown.beda, say, people) if shown else [],
        sebab=causes,
        berlaku={seq: one.berlaku for seq, one in lines.items()},
        kunjungan=visits,
        petugas=people,
        kepala=head_names,
        boleh_kunjungan=not sesi.petugas.peran.isdisjoint(BOLEH_NAMA),
        boleh=may and lembar is not None and lembar.belum and bool(editions),
        command_id=facility.baru(),
    )


def _per_unit(late: Iterable[Lembar]) -> dict[str, list[Lembar]]:
    found: dict[str, list[Lembar]] = {}
    for one in late:
        found.setdefault(one.unit, []).append(one)
    return dict(sorted(found.items()))


def _inap(jenis: str) -> bool:
    return jenis == JenisKunjungan.RAWAT_INAP


def _lembar(connection: Connection, request: Request, unit: str, hari: date, editions: list[Edisi]) -> Lembar | None:
    if editions:
        return penutupan.satu(connection, editions[0].sensus)
    found = penutupan.daftar(connection, konteks(request).now(), hari, hari, unit)
    return found[0] if found else None


def _orang(editions: list[Edisi]) -> set[str | None]:
    lines = {one.baris for edition in editions for one in edition.sel}
    lines |= {one.baris for edition in editions for one in edition.beda}
    return {edition.penanda for edition in editions} | {one for one in lines if not kata.kelas(one)}


def _kepala(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in jabatan.semua(connection):
        if one.jabatan == KEPALA_UNIT:
            found.setdefault(one.unit, []).append(one.petugas)
    return found


def _terakhir(connection: Connection, request: Request) -> date:
    kini = giliran.kalender(connection)
    if kini is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    return kini.terakhir(konteks(request).now())


def _tanggal(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in TAHUN else None
