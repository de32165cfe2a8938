"""Label: codes to print, for places, folders and badges, with what people read beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people
from engine.numbers import JenisKode, tulis_kode
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import paper, records
from schemas.names import Peran
from web.context import konteks
from web.kertas import Cetakan, isian, slip
from web.pages import gambar
from web.pages.cetak import berkas_pdf, berkas_zpl, boleh_cetak
from web.pages.tampil import Isian, Kerja, halaman, sah, teks
from web.problems import Ditolak

router = APIRouter()

TERBANYAK: Final = 200
"""Labels on one sheet of paper work."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label: what people read, the code, its pictures."""

    judul: str
    kode: str
    qr: Markup
    code128: Markup


def cetak(judul: str, jenis: JenisKode, isi: str) -> Label:
    """The label of a thing."""
    return gambar_label(judul, tulis_kode(jenis, isi))


def gambar_label(judul: str, kode: str) -> Label:
    """The same, its code written already."""
    return Label(judul, kode, gambar.qr(kode, 3), gambar.code128(kode, 44, 1))


@router.get("/label")
def label(request: Request, sesi: Kerja, jenis: str = "lokasi") -> Response:
    """Labels of all places, or (for the admin) of all badges."""
    with konteks(request).engine.connect() as connection:
        if jenis == "petugas" and sesi.petugas.adalah(Peran.ADMIN):
            staff = [orang for orang in people.orang(connection) if orang.kartu]
            labels = [cetak(orang.nama, JenisKode.PETUGAS, orang.kartu or "") for orang in staff]
        else:
            labels = [cetak(unit.nama, JenisKode.LOKASI, unit.kode) for unit in facility.units(connection)]
    return _halaman(request, sesi, labels)


@router.post("/label")
def label_berkas(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Labels of the records whose numbers were given, one a line. POST: a record number never stands in an address."""
    sah(sesi, form)
    sebagai = teks(form, "sebagai")
    asked = [line.strip() for line in re.split(r"[\n,;]+", teks(form, "nomor")) if line.strip()][:TERBANYAK]
    labels: list[Label] = []
    missing: list[str] = []
    ids: list[str] = []
    with konteks(request).engine.connect() as connection:
        for nomor in asked:
            found = records.ringkas(connection, nomor, akhiran=False)
            one = [] if isinstance(found, Refusal) else [found]
            every = one or records.senomor(connection, nomor)  # a number that lives in several places: a label for each
            missing += [] if every else [nomor]
            ids += [record.id for record in every]
        codes = paper.kode(connection, ids)
        numbers = paper.nomor(connection, ids)
    for satu in ids:
        kode, rumah = codes[satu]
        labels.append(gambar_label(f"{numbers[satu]} · {rumah}" if rumah else numbers[satu], kode))
    if ids and sebagai in {"pdf", "zpl"}:
        return _berkas(request, sesi, ids, sebagai)
    return _halaman(request, sesi, labels, tuple(missing))


def _berkas(request: Request, sesi: Sesi, ids: Sequence[str], sebagai: str) -> Response:
    """The same labels for a sheet of 24 (PDF) or for a roll (ZPL); with names for those who may see them."""
    parts = konteks(request)
    fasyankes = parts.fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    bernama = boleh_cetak(sesi.petugas)
    with parts.engine.connect() as connection:
        made = isian.label(connection, isian.kop(fasyankes), ids, parts.now(), bernama=bernama)
    if sebagai == "pdf":
        return berkas_pdf(slip.lembar_label(tuple(made)), "label")
    roll = Cetakan("Label berkas", parts.now(), tuple(sheet for satu in made for sheet in slip.label(satu).lembar))
    return berkas_zpl(roll, "label")


def _halaman(request: Request, sesi: Sesi, labels: list[Label], missing: tuple[str, ...] = ()) -> Response:
    admin = sesi.petugas.adalah(Peran.ADMIN)
    return halaman(
        request,
        "label",
        sesi=sesi,
        label=labels,
        tak_ada=missing,
        admin=admin,
        terbanyak=TERBANYAK,
        boleh_cetak=boleh_cetak(sesi.petugas),
    )
