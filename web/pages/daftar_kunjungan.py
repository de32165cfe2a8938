"""Kunjungan: a day's visits by unit, kept fresh on the screen; and the fragment other pages put beside theirs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from fastapi import APIRouter
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine import facility
from engine.people import Petugas, Sesi
from engine.refusals import Refusal
from engine.views import board, names, visits
from engine.views.visits import HALAMAN
from engine.workflows.kunjungan import berlangsung
from schemas.names import SEMUA_UNIT, JenisKunjungan
from web.auth import Pengamat
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages.tampil import Kerja, Ucapan, halaman, potongan, ucapan
from web.problems import Ditolak

router = APIRouter()

SEDIKIT: Final = 40
"""Visits a list beside another thing shows."""


@dataclass(frozen=True, slots=True)
class Daftar:
    """What is listed: a day ("" is today), a unit, a kind; short beside another thing, whole on its own page."""

    tanggal: str = ""
    unit: str = ""
    jenis: str = ""
    lengkap: bool = False

    @property
    def saringan(self) -> dict[str, str]:
        """As an address says it."""
        asked = {"tanggal": self.tanggal, "unit": self.unit, "jenis": self.jenis, "lengkap": "1" * self.lengkap}
        return {name: value for name, value in asked.items() if value}


@router.get("/kunjungan")
def kunjungan(request: Request, sesi: Kerja, tanggal: str = "", unit: str = "", jenis: str = "") -> Response:
    """A day's visits."""
    _boleh_nama(sesi.petugas)
    say = ucapan(request)
    asked = Daftar(_hari(tanggal), unit, jenis if jenis in set(JenisKunjungan) else "", lengkap=True)
    with konteks(request).engine.connect() as connection:
        asked = _milik_unit(sesi.petugas, asked)
        units = facility.units(connection)
        listed = daftar_hari_ini(connection, sesi, say, asked)
    return halaman(
        request,
        "kunjungan_hari_ini",
        sesi=sesi,
        daftar=listed,
        asked=asked,
        units=[one for one in units if one.jenis != "rekam_medis"],
        tanggal=asked.tanggal or hari_ini(say),
        boleh_darurat=not sesi.petugas.peran.isdisjoint(kata.LOKET | kata.UNIT)
        and any(one.jenis == "gawat_darurat" for one in units),
        K=kata,
    )


@router.get("/kunjungan/daftar")
def potongan_daftar(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    pengakses: Pengamat,
    tanggal: str = "",
    unit: str = "",
    jenis: str = "",
    lengkap: str = "",
    seq: int = -1,
) -> Response:
    """The list again, if the ledger grew since; asked by the page itself, so it keeps no session awake."""
    if pengakses.sesi is not None and pengakses.sesi.terkunci:  # unlike a board, this list bears names
        return Response(status_code=204)
    _boleh_nama(pengakses.petugas)
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        if board.seq_terakhir(connection) == seq:
            return Response(status_code=204)
        asked = Daftar(_hari(tanggal), unit, jenis if jenis in set(JenisKunjungan) else "", bool(lengkap))
        listed = _daftar(connection, say, _milik_unit(pengakses.petugas, asked))
    return HTMLResponse(listed)


def daftar_hari_ini(connection: Connection, sesi: Sesi, say: Ucapan, asked: Daftar) -> Markup:
    """The list as a fragment, for this reader."""
    return _daftar(connection, say, _milik_unit(sesi.petugas, asked))


def hari_ini(say: Ucapan) -> str:
    """The day on the facility's clock."""
    return say.kini.astimezone(say.zona).date().isoformat()


def _daftar(connection: Connection, say: Ucapan, asked: Daftar) -> Markup:
    tanggal = asked.tanggal or hari_ini(say)
    seq = board.seq_terakhir(connection)
    jenis = JenisKunjungan(asked.jenis) if asked.jenis else None
    batas = HALAMAN if asked.lengkap else SEDIKIT
    listed = visits.harian(connection, tanggal, unit=asked.unit or None, jenis=jenis, batas=batas + 1)
    lebih = len(listed) > batas
    if asked.unit and not lebih:  # a unit calls its queue: who waits first, by number
        listed.sort(key=lambda row: (not berlangsung(row.kunjungan), row.kunjungan.antrean or 0))
    counts = visits.hitungan(connection, tanggal)
    isi: dict[str, Any] = {
        "baris": listed[:batas],
        "lebih": lebih,
        "jumlah": sum(sum(one.values()) for one in counts.values()),
        "hitungan": counts,
        "unit": names.unit(connection),
        "asked": asked,
        "alamat_segar": asked.saringan | {"seq": seq},
        "K": kata,
    }
    return Markup(potongan("kunjungan_baris", say, **isi))  # noqa: S704 - rendered by an autoescaping template


def _milik_unit(petugas: Petugas, asked: Daftar) -> Daftar:
    """Staff of one unit see that unit's first; who serves in several chooses."""
    if asked.unit or not petugas.peran.isdisjoint(kata.LOKET) or SEMUA_UNIT in petugas.unit or len(petugas.unit) != 1:
        return asked
    return replace(asked, unit=next(iter(petugas.unit)))


def _hari(iso: str) -> str:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return ""


def _boleh_nama(petugas: Petugas) -> None:
    if petugas.peran.isdisjoint(kata.BOLEH_NAMA):
        words: dict[str, str | int] = {"perintah": "melihat kunjungan", "peran": ", ".join(sorted(kata.BOLEH_NAMA))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))


boleh_nama = _boleh_nama
