"""Federasi: how the exchange with other facilities stands, what waits, what was parked, and what to do about it."""

from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine.database import writing
from engine.federasi import galat, hub, keadaan
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from schemas.names import Peran
from schemas.names.federasi import KeadaanJalur
from web.context import konteks
from web.pages import kata_federasi as kata
from web.pages.tampil import Isian, Kerja, halaman, pindah, sah, teks
from web.problems import Ditolak

router: Final = APIRouter()
HIDUP_DETIK: Final = 90
"""A line that was seen so lately is there: its worker tells it every half minute."""


def _boleh(sesi: Sesi) -> None:
    if not (sesi.petugas.adalah(Peran.ADMIN) or sesi.petugas.adalah(Peran.KEPALA)):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "melihat federasi", "peran": "kepala, admin"}))


@router.get("/federasi")
def federasi(request: Request, sesi: Kerja) -> Response:
    """Hubs, lanes, what is parked, alarms. Where no hub was joined: how one is."""
    _boleh(sesi)
    parts = konteks(request)
    now = parts.now()
    with parts.engine.connect() as connection:
        lanes = [one for one in keadaan.jalur(connection) if one.epoch]
        hubs = hub.keadaan(connection)
        return halaman(
            request,
            "federasi",
            sesi=sesi,
            K=kata,
            hub=[(one, _hidup(one, now.timestamp())) for one in hubs],
            keluar=[one for one in lanes if one.arah.value == "keluar"],
            masuk=[one for one in lanes if one.arah.value == "masuk"],
            jalan=KeadaanJalur.JALAN,
            ujung=keadaan.ujung(connection),
            jumlah=keadaan.jumlah(connection),
            parkir=keadaan.parkir(connection),
            galat=galat.terbuka(connection, 100),
            kunci_habis=keadaan.kunci_hampir_habis(connection, now + kebijakan().federasi.ganti_kunci_sebelum.batas),
            lama_sejak=now - kebijakan().federasi.lama_tanpa_tanda.batas,
        )


def _hidup(one: hub.KeadaanHub, now: float) -> bool:
    return one.tersambung is not None and now - one.tersambung.timestamp() < HIDUP_DETIK


@router.post("/federasi/ulangi")
def ulangi(request: Request, sesi: Kerja, form: Isian) -> Response:
    """Try what is parked once more: one, or all."""
    from engine.penerima import terap  # noqa: PLC0415 - all receivers, for this one button

    _boleh(sesi)
    sah(sesi, form)
    urut = teks(form, "urut")
    with writing(konteks(request).engine).begin() as connection:
        terap.ulangi(connection, urut=int(urut) if urut.isascii() and urut.isdigit() else None)
    return pindah("/federasi?kabar=dicoba_lagi")


@router.post("/federasi/selesai")
def selesai(request: Request, sesi: Kerja, form: Isian) -> Response:
    """Somebody looked at an alarm, or lets a parked message be."""
    from engine.penerima import terap  # noqa: PLC0415 - as above

    _boleh(sesi)
    sah(sesi, form)
    parts, urut = konteks(request), teks(form, "urut")
    with writing(parts.engine).begin() as connection:
        if urut.isascii() and urut.isdigit():
            terap.abaikan(connection, int(urut), parts.now)
        else:
            _selesai(connection, teks(form, "sidik"), request)
    return pindah("/federasi?kabar=tersimpan")


def _selesai(connection: Connection, sidik: str, request: Request) -> None:
    galat.selesai(connection, sidik, konteks(request).now())
