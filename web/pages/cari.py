"""Cari: records by any part of a number, by state, unit, holder; answered while typing."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people
from engine.numbers import JenisKode, Kode, baca_kode
from engine.refusals import Refusal
from engine.views import names, rak, search
from engine.views.search import Halaman, Saringan
from schemas.names import Keadaan, KodeUnit, PetugasId
from web.context import konteks
from web.pages.tampil import Kerja, halaman
from web.problems import Ditolak

router = APIRouter()


@router.get("/cari")
def cari(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    sesi: Kerja,
    *,
    nomor: str = "",
    keadaan: str = "",
    unit: str = "",
    pemegang: str = "",
    kursor: str | None = None,
) -> Response:
    """The form and a page of answers; htmx asks for the same page and takes only the answers."""
    read = baca_kode(nomor)
    part = read.isi if isinstance(read, Kode) and read.jenis in {JenisKode.BERKAS, JenisKode.KARTU} else nomor.strip()
    state = Keadaan(keadaan) if keadaan in set(Keadaan) else None
    saringan = Saringan(part or None, state, KodeUnit(unit) or None, PetugasId(pemegang) or None)
    with konteks(request).engine.connect() as connection:
        page = search.cari(connection, saringan, kursor=kursor) if saringan != Saringan() else Halaman((), None)
        if isinstance(page, Refusal):
            raise Ditolak(page)
        letak = rak.letak_banyak(connection, [row.id for row in page.isi])
        names_of = names.petugas(connection, (row.pemegang for row in page.isi))
        staff = {orang.id: orang.nama for orang in people.orang(connection) if orang.kartu}
        units = facility.units(connection)
        unit_names = names.unit(connection)
    asked = {"nomor": nomor, "keadaan": keadaan, "unit": unit, "pemegang": pemegang}
    more = urlencode({key: value for key, value in asked.items() if value} | {"kursor": page.kursor or ""})
    return halaman(
        request,
        "cari",
        sesi=sesi,
        asked=asked,
        hasil=page.isi,
        lanjut=f"/cari?{more}" if page.kursor else None,
        mencari=saringan != Saringan(),
        orang=names_of,
        staff=staff,
        units=units,
        unit=unit_names,
        letak=letak,
    )
