"""Cetak: every paper as a print page, as PDF, and as ZPL where a label printer takes it. Ids in addresses, never names.

Papers bear patients' names: only those who work with patients and their folders may have them printed.
"""

from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine.people import Petugas, Sesi
from engine.refusals import Refusal
from engine.views import names
from schemas.names import BerkasId, KodeUnit
from web.context import konteks
from web.kertas import Cetakan, daftar, formulir, isian, pdf, slip, svg, zpl
from web.kertas.dokumen import Kop
from web.pages.kata_kunjungan import BOLEH_NAMA
from web.pages.tampil import Kerja, halaman
from web.problems import Ditolak

router = APIRouter()

BERZPL: Final = frozenset({"tracer", "label"})
HARI_PUTARAN: Final = 7
"""Days of one buku ekspedisi, at most."""


def boleh_cetak(petugas: Petugas) -> bool:
    """May this person have papers with names printed?"""
    return not petugas.peran.isdisjoint(BOLEH_NAMA)


def sesi_cetak(sesi: Kerja) -> Sesi:
    """A session of somebody who may."""
    pastikan(sesi.petugas)
    return sesi


def pastikan(petugas: Petugas) -> None:
    """Raise Ditolak for somebody who may not."""
    if not boleh_cetak(petugas):
        peran = ", ".join(sorted(BOLEH_NAMA))
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "mencetak kertas bernama", "peran": peran}))


@router.get("/cetak/ekspedisi", dependencies=[Depends(sesi_cetak)])
@router.get("/cetak/ekspedisi.pdf", dependencies=[Depends(sesi_cetak)])
def ekspedisi(request: Request, sesi: Kerja, unit: str = "", dari: str = "", sampai: str = "") -> Response:
    """Buku ekspedisi of a round; without times: of today until now."""
    kepala = _kop(request)
    start, last = _kurun(kepala, konteks(request).now(), dari, sampai)
    with konteks(request).engine.connect() as connection:
        made = isian.ekspedisi(connection, kepala, start, last, KodeUnit(unit) or None)
        units = names.unit(connection)
    if isinstance(made, Refusal):
        raise Ditolak(made)
    local = {"dari": start.astimezone(kepala.zona), "sampai": last.astimezone(kepala.zona)}
    times = {nama: saat.strftime("%Y-%m-%dT%H:%M") for nama, saat in local.items()}
    return _jawab(request, sesi, daftar.ekspedisi(made), putaran={"unit": unit, **times}, units=units)


@router.get("/cetak/tarik", dependencies=[Depends(sesi_cetak)])
@router.get("/cetak/tarik.pdf", dependencies=[Depends(sesi_cetak)])
def tarik(request: Request, sesi: Kerja, unit: str = "") -> Response:
    """The pull list of one unit, or of all, as it is now."""
    with konteks(request).engine.connect() as connection:
        made = isian.tarik(connection, _kop(request), konteks(request).now(), KodeUnit(unit) or None)
    return _jawab(request, sesi, daftar.tarik(made))


@router.get("/cetak/{jenis}/{sebutan}", dependencies=[Depends(sesi_cetak)])
def satu(request: Request, sesi: Kerja, jenis: str, sebutan: str, ukuran: str = "slip") -> Response:
    """One paper of one record or patient; `.pdf` or `.zpl` behind the id gives the file."""
    subjek = id_sah(sebutan.removesuffix(".pdf").removesuffix(".zpl"))
    if subjek is None:
        raise Ditolak(Refusal("pasien_tidak_dikenal" if jenis == "kib" else "berkas_tidak_dikenal", "subjek"))
    with konteks(request).engine.connect() as connection:
        made = _satu(connection, _kop(request), jenis, subjek, konteks(request).now(), ukuran)
    if isinstance(made, Refusal):
        raise Ditolak(made)
    return _jawab(request, sesi, made)


def _satu(  # noqa: PLR0913, PLR0917 - a paper, whose it is, and how it is wanted
    connection: Connection, kepala: Kop, jenis: str, subjek: str, now: datetime, ukuran: str
) -> Cetakan | Refusal:
    if jenis in {"tracer", "bon"}:
        keluar = isian.keluar_kini(connection, BerkasId(subjek))
        if isinstance(keluar, Refusal):
            return keluar
        if jenis == "bon":
            return formulir.bon(isian.bon(connection, kepala, keluar))
        return slip.tracer(isian.tracer(connection, kepala, [keluar])[0], slip.ukuran_tracer(ukuran))
    if jenis == "label":
        labels = isian.label(connection, kepala, [subjek], now)
        return slip.label(labels[0]) if labels else Refusal("berkas_tidak_dikenal", "subjek")
    if jenis == "sampul":
        cover = isian.sampul(connection, kepala, subjek, now)
        return cover if isinstance(cover, Refusal) else formulir.sampul(cover)
    if jenis == "kib":
        card = isian.kib(connection, kepala, subjek, now)
        return card if isinstance(card, Refusal) else slip.kib(card)
    return Refusal("kertas_tidak_dikenal", "jenis")


def id_sah(teks: str) -> str | None:
    """An identifier in its one spelling; None for anything else. A number never stands in an address."""
    try:
        return str(UUID(teks))
    except ValueError:
        return None


def berkas_pdf(cetakan: Cetakan, nama: str) -> Response:
    """The PDF itself. Its file name says what it is, never whose."""
    headers = {"Content-Disposition": f'inline; filename="{nama}.pdf"'}
    return Response(pdf(cetakan), media_type="application/pdf", headers=headers)


def berkas_zpl(cetakan: Cetakan, nama: str) -> Response:
    """The commands of a label printer."""
    headers = {"Content-Disposition": f'attachment; filename="{nama}.zpl"'}
    return Response(zpl(cetakan).encode(), media_type="application/x-zpl", headers=headers)


def _jawab(
    request: Request,
    sesi: Sesi,
    cetakan: Cetakan,
    *,
    putaran: dict[str, str] | None = None,
    units: dict[str, str] | None = None,
) -> Response:
    """The page, or the file its ending asks for. `putaran`: what the address may leave out and the file must not."""
    path = request.url.path
    nama = path.split("/")[2].partition(".")[0]
    if path.endswith(".pdf"):
        return berkas_pdf(cetakan, nama)
    if path.endswith(".zpl"):
        if nama not in BERZPL:
            raise Ditolak(Refusal("kertas_tidak_dikenal", "jenis"))
        return berkas_zpl(cetakan, nama)
    # the file is asked for with its times: it holds what the page shows, however much later
    query = f"?{urlencode(putaran)}" if putaran else f"?{request.url.query}" if request.url.query else ""
    return halaman(
        request,
        "cetak_lembar",
        sesi=sesi,
        judul=cetakan.judul,
        lembar=[(satu.kertas, svg(satu)) for satu in cetakan.lembar],
        pdf=f"{path}.pdf{query}",
        zpl=f"{path}.zpl{query}" if nama in BERZPL else None,
        putaran=putaran,
        units=units,
    )


def _kop(request: Request) -> Kop:
    fasyankes = konteks(request).fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    return isian.kop(fasyankes)


def _kurun(kepala: Kop, now: datetime, dari: str, sampai: str) -> tuple[datetime, datetime]:
    """The round's first and last minute, as written on the facility's clock."""
    today = now.astimezone(kepala.zona).replace(hour=0, minute=0, second=0, microsecond=0)
    start = _saat(kepala, "dari", dari) if dari else today.astimezone(UTC)
    last = _saat(kepala, "sampai", sampai) if sampai else now.replace(second=0, microsecond=0)
    if not start <= last <= start + timedelta(days=HARI_PUTARAN):
        raise Ditolak(Refusal("kurun_tidak_sah", "sampai", {"field": "sampai", "hari": HARI_PUTARAN}))
    return start, last


def _saat(kepala: Kop, field: str, teks: str) -> datetime:
    try:
        read = datetime.fromisoformat(teks)
        return (read if read.tzinfo else read.replace(tzinfo=kepala.zona)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Ditolak(Refusal("kurun_tidak_sah", field, {"field": field, "hari": HARI_PUTARAN})) from None
