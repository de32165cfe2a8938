"""Loket: the registration desk on one screen. Find the patient or take in a new one, choose the unit, press Enter."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import arsip, facility, penyimpanan, people
from engine.facility import baru
from engine.kiup.tanya import pahami
from engine.numbers import JenisKode, Kode, baca_kode
from engine.penomoran import kebutuhan
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import lembar_pasien, pasien, visits
from engine.workflows.kunjungan import berlangsung
from schemas.commands.pasien import TANPA_NAMA, Identitas
from schemas.names import AsalPasien, JenisKunjungan, Peran, Sebutan
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages import pendaftaran
from web.pages.daftar_kunjungan import Daftar, daftar_hari_ini
from web.pages.isian_pasien import BIDANG, Terbaca, baca, peringatan
from web.pages.kata_pasien import KATA
from web.pages.penomoran import hari_ini
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

UNTUK: Final = {
    JenisKunjungan.RAWAT_JALAN: ("rawat_jalan", "penunjang"),
    JenisKunjungan.GAWAT_DARURAT: ("gawat_darurat",),
}
"""Which kinds of unit take which kind of visit."""
AMAN: Final = frozenset({"disimpan", "kembali", "dirakit", "lengkap", "tidak_lengkap"})
"""States in which the record room has the folder in hand."""
HILANG: Final = frozenset({"hilang", "ditemukan"})


@router.get("/loket")
def loket(request: Request, sesi: Kerja) -> Response:
    """The empty desk."""
    _boleh(sesi)
    return _halaman(request, sesi)


@router.post("/loket/cari")
def cari(request: Request, form: Isian, sesi: Kerja) -> Response:
    """What a search found; sent in the body, so that no address holds a name. One sure answer goes straight on."""
    _boleh(sesi)
    sah(sesi, form)
    q = teks(form, "q")
    if not q:
        return _halaman(request, sesi)
    with konteks(request).engine.connect() as connection:
        found = _cari(connection, q)
    if len(found.isi) == 1 and "hx-request" not in request.headers:
        return pindah(f"/loket/pasien/{found.isi[0].orang.id}")
    return _halaman(request, sesi, q=q, hasil=found)


@router.get("/loket/pasien/{pasien_id}")
def terpilih(request: Request, sesi: Kerja, pasien_id: str) -> Response:
    """A patient chosen: folders, today's visits, and the visit to register."""
    _boleh(sesi)
    return _terpilih(request, sesi, pasien_id)


@router.get("/loket/baru")
def pasien_baru(request: Request, sesi: Kerja) -> Response:
    """A patient nobody found: identity and visit in one form."""
    _boleh(sesi)
    return _halaman(request, sesi, mode="baru")


@router.post("/loket/baru")
def pasien_baru_bernama(request: Request, form: Isian, sesi: Kerja) -> Response:
    """The same, beginning with the name that was looked for."""
    _boleh(sesi)
    sah(sesi, form)
    nama = teks(form, "q")
    isian = {} if any(sign.isdigit() for sign in nama) else {"nama": nama.upper()}
    return _halaman(request, sesi, mode="baru", isian=isian)


@router.get("/loket/darurat")
def darurat(request: Request, sesi: Kerja) -> Response:
    """Care first: a visit for somebody nobody knows yet."""
    _boleh(sesi, igd=True)
    return _halaman(request, sesi, mode="darurat")


@router.get("/loket/selesai/{kunjungan_id}")
def selesai(request: Request, sesi: Kerja, kunjungan_id: str) -> Response:
    """What was registered, large; the box waits for the next."""
    _boleh(sesi, igd=True)
    with konteks(request).engine.connect() as connection:
        baris = visits.satu(connection, kunjungan_id)
        if baris is None:
            raise Ditolak(Refusal("kunjungan_tidak_dikenal", "subjek"))
        who = lembar_pasien.rinci(connection, baris.kunjungan.pasien)
    odd = {} if isinstance(who, Refusal) or not who.dikenal else peringatan(who.identitas, hari_ini(request))
    return _halaman(request, sesi, mode="selesai", baris=baris, awas=odd)


@router.post("/loket")
def daftarkan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Register the visit, and before it whoever and whatever is new. A no keeps all that was typed."""
    sah(sesi, form)
    mode = teks(form, "mode")
    if mode == "baru" and not teks(form, "yakin") and (twins := _kembar(request, form)):
        return _halaman(request, sesi, mode="baru", isian=pendaftaran.isian(form), kembar=twins, kode=409)
    typed = pendaftaran.isian(form)
    if not teks(form, "pasien") and (wrong := _terbaca(request, _semula(mode) | typed).salah):
        return _halaman(request, sesi, mode=mode, isian=typed, keliru=wrong, kode=422)
    hasil = pendaftaran.daftarkan(request, sesi, form, ucapan(request).zona, dikenal=mode != "darurat")
    if hasil.kunjungan is not None:
        return pindah(f"/loket/selesai/{hasil.kunjungan}")
    if hasil.pasien is not None and mode != "darurat":
        return _terpilih(request, sesi, hasil.pasien, isian=hasil.isian, refusal=hasil.penolakan)
    return _halaman(request, sesi, mode=mode, isian=hasil.isian, refusal=hasil.penolakan)


def _cari(connection: Connection, q: str) -> pasien.Hasil:
    read = baca_kode(q)
    text = read.isi if isinstance(read, Kode) and read.jenis is JenisKode.BERKAS else q
    return pasien.cari(connection, pahami(text[:120]))


def _semula(mode: str) -> dict[str, str]:
    """Somebody nobody knows has a name all the same."""
    return {"nama": TANPA_NAMA} if mode == "darurat" else {}


def _terbaca(request: Request, typed: Mapping[str, str]) -> Terbaca:
    """The identity as the patients' own form reads it: the same sentences at both."""
    say = ucapan(request)
    return baca({name: typed.get(name, "") for name in BIDANG}, say.kini.astimezone(say.zona))


def _kembar(request: Request, form: FormData) -> tuple[pasien.Temuan, ...]:
    """Who is there already and may be the same person; an unsound identity is refused later, by name."""
    try:
        identitas = Identitas.model_validate(pendaftaran.identitas(form))
    except ValidationError:
        return ()
    sendiri = pendaftaran.turunan(teks(form, "command_id"), "pasien")
    with konteks(request).engine.connect() as connection:
        if visits.orang(connection, [sendiri]):
            return ()  # this very form, sent again
        return pasien.kembar(connection, identitas)


def _terpilih(
    request: Request,
    sesi: Sesi,
    pasien_id: str,
    *,
    isian: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    with konteks(request).engine.connect() as connection:
        now = pasien.tujuan(connection, [pasien_id])[pasien_id]
        orang = visits.orang(connection, [now]).get(now)
        if orang is None:
            raise Ditolak(Refusal("pasien_tidak_ada", "pasien"))
        rumpun = pasien.serumpun(connection, now)
        own = visits.folders(connection, rumpun)
        lalu = visits.milik(connection, rumpun)
        simpan = penyimpanan.pada(penyimpanan.baca(connection), hari_ini(request))
    folders = [folder for one in own.values() for folder in one]
    last = lalu[0] if lalu else None
    return _halaman(
        request,
        sesi,
        mode="pasien",
        orang=orang,
        folders=folders,
        tanpa_berkas=visits.tanpa_berkas(simpan, folders),
        lalu=lalu,
        terbuka=[visit for visit in lalu if berlangsung(visit)],
        isian=isian or ({"cara_bayar": last.cara_bayar} if last else {}),
        refusal=refusal,
    )


def _halaman(  # noqa: PLR0913 - a desk shows one of several things
    request: Request,
    sesi: Sesi,
    *,
    mode: str = "cari",
    isian: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    kode: int = 200,
    q: str = "",
    hasil: pasien.Hasil | None = None,
    kembar: tuple[pasien.Temuan, ...] = (),
    keliru: Mapping[str, str] | None = None,
    **isi: object,
) -> Response:
    parts, say = konteks(request), ucapan(request)
    tolak = say.penolakan(refusal) if refusal else " ".join(say(sentence) for sentence in (keliru or {}).values())
    with parts.engine.connect() as connection:
        units = facility.units(connection)
        skema = arsip.baca(connection).pada(hari_ini(request)).skema
        doctors = [one for one in people.orang(connection) if one.adalah(Peran.DOKTER)]
        today = daftar_hari_ini(connection, sesi, say, Daftar())
    typed = _terbaca(request, isian or {}).identitas if mode == "baru" else None
    kosong: dict[str, Any] = {
        "wrong": {},
        "alike": (),
        "bertanya": False,
        "orang": None,
        "folders": (),
        "tanpa_berkas": (),
        "lalu": (),
        "terbuka": (),
        "baris": None,
    }
    kosong["awas"] = peringatan(typed, hari_ini(request)) if typed else {}
    return halaman(
        request,
        "loket",
        sesi=sesi,
        kode=status(refusal) if refusal else kode,
        kabar=Kabar("tolak", tolak) if tolak else None,
        mode=mode,
        q=q,
        hasil=hasil,
        kembar=kembar,
        keliru=keliru or {},
        isian=defaultdict(str, isian or {}),
        salah=(refusal.field or "").removeprefix("data.").removeprefix("identitas.") if refusal else "",
        command_id=baru(),
        units={jenis: [unit for unit in units if unit.jenis in kinds] for jenis, kinds in UNTUK.items()},
        unit={unit.kode: unit.nama for unit in units},
        dokter=doctors,
        pembayar=kebijakan().kunjungan.pembayar,
        K=kata,
        di_loket=not sesi.petugas.peran.isdisjoint(kata.LOKET),
        ASAL=AsalPasien,
        SEBUTAN=list(Sebutan),
        HILANG=HILANG,
        AMAN=AMAN,
        hari_ini=today,
        tiap_kunjungan=kebutuhan(skema, punya_berkas=True),
        **KATA | kosong | isi,
    )


def _boleh(sesi: Sesi, *, igd: bool = False) -> None:
    wanted = kata.LOKET | kata.UNIT if igd else kata.LOKET
    if sesi.petugas.peran.isdisjoint(wanted):
        words: dict[str, str | int] = {"perintah": "mendaftarkan pasien", "peran": ", ".join(sorted(kata.LOKET))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
