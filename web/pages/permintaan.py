"""Permintaan: the pull list, live; pulling by scan, one by one or a whole list at once; asking for a folder by hand."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from engine import envelope, facility
from engine.execute import Accepted
from engine.numbers import JenisKode, Kode, baca_kode
from engine.people import Petugas, Sesi
from engine.refusals import Refusal
from engine.views import records, requests, timeline
from engine.views.records import Ringkas, salah_kotak
from engine.views.requests import DI_RUANG, DaftarTarik, Diminta, Tahap
from engine.workflows.permintaan import PERMINTAAN, TERBUKA
from schemas.commands import berkas as ask_berkas
from schemas.commands import permintaan as ask
from schemas.message import Command
from schemas.names import SEMUA_UNIT, AsalPermintaan, Cara, KeadaanPermintaan, Peran
from web.auth import Pengamat
from web.context import Konteks, konteks
from web.i18n import BAHASA, N_
from web.pages import kata_permintaan as kata
from web.pages.pendaftaran import saat, turunan
from web.pages.perintah import TUNGGU, minta
from web.pages.siaran import Potret, Siaran, bingkai, tertunda
from web.pages.tampil import Isian, Kabar, Kerja, Ucapan, bahasa, halaman, pindah, potongan, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
TERPUTUS: Final = N_("Terputus sejak {jam}. Yang terlihat adalah keadaan saat itu; menyambung lagi …")


class Jawaban(NamedTuple):
    """What came of one folder of a list."""

    nomor: str
    unit: str
    kalimat: str
    ok: bool


@router.get("/permintaan")
def permintaan(request: Request, sesi: Kerja, unit: str = "") -> Response:
    """The pull list as it is now; the stream keeps it so."""
    return _halaman(request, sesi, unit=unit)


@router.get("/permintaan/aliran")
async def aliran(request: Request, pengakses: Pengamat) -> StreamingResponse:
    """Whole lists as Server-Sent Events: one snapshot for all who look, as with the board."""
    parts = konteks(request)
    if parts.feed is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    state = request.app.state
    if getattr(state, "siaran_permintaan", None) is None or state.siaran_permintaan.feed is not parts.feed:
        state.siaran_permintaan = Siaran(parts, parts.feed, _potret)
    frames = bingkai(request, pengakses, state.siaran_permintaan, bahasa(request))
    return StreamingResponse(frames, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _potret(parts: Konteks, nomor: int) -> Potret:
    with parts.engine.connect() as connection:
        daftar = requests.daftar(connection, parts.now())
    fasyankes = parts.fasyankes()
    zona = fasyankes.zona if fasyankes else None
    html = {lang: potongan("permintaan", Ucapan(lang, zona, daftar.pada), **_isi(daftar, "")) for lang in BAHASA}
    return Potret(nomor, daftar.seq, html)


def _isi(daftar: DaftarTarik, unit: str) -> dict[str, object]:
    return {"daftar": daftar, "hanya": unit, "K": kata, "Tahap": Tahap}


@router.post("/permintaan")
def buat(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Ask for a folder by hand. A refusal keeps what was typed."""
    sah(sesi, form)
    nomor, dasar = teks(form, "nomor"), teks(form, "command_id")
    with konteks(request).engine.connect() as connection:
        found = _berkas(connection, nomor)
    if isinstance(found, Refusal):
        return _halaman(request, sesi, refusal=found, ketikan=form)
    data: dict[str, object] = {"berkas": found.id, "unit": teks(form, "unit")}
    if need := teks(form, "dibutuhkan_pada"):
        data["dibutuhkan_pada"] = saat(need, ucapan(request).zona)
    answer = minta(request, sesi, ask.Buat.jenis, command_id=dasar, subjek=turunan(dasar, "permintaan"), data=data)
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, refusal=answer, ketikan=form)
    return pindah(f"/permintaan/{answer.subjek}?kabar=diminta")


@router.post("/permintaan/pindai")
def pindai(request: Request, form: Isian, sesi: Kerja) -> Response:
    """A folder's code was scanned in front of its place: pull it for the first who waits for it."""
    sah(sesi, form)
    kode = teks(form, "kode")
    with konteks(request).engine.connect() as connection:
        found = _berkas(connection, kode)
        waiting = () if isinstance(found, Refusal) else requests.penunggu(connection, found.id, konteks(request).now())
    if isinstance(found, Refusal):
        return _halaman(request, sesi, refusal=found)
    say = ucapan(request)
    if waiting and waiting[0].permintaan.asal is AsalPermintaan.PENGGABUNGAN:
        kalimat = say("{nomor} diminta untuk digabung ke {baru}. Bawa ke meja, lalu gabungkan di halaman berkasnya.")
        return _halaman(
            request,
            sesi,
            kabar=Kabar("lihat", kalimat.format(nomor=found.nomor, baru=waiting[0].gabung_ke or "–")),  # noqa: RUF001 - the dash of an empty place, as on every page
        )
    if not waiting:
        kalimat = say("{nomor} tidak ada yang menunggu. Kembalikan ke tempatnya.").format(nomor=found.nomor)
        return _halaman(request, sesi, kabar=Kabar("lihat", kalimat))
    scanned = isinstance(baca_kode(kode), Kode)
    got = _ambil(request, sesi, waiting[0], teks(form, "command_id"), Cara.PINDAI if scanned else Cara.KETIK)
    return _halaman(request, sesi, jawaban=(got,))


@router.post("/permintaan/kerja")
def kerja(request: Request, form: Isian, sesi: Kerja) -> Response:
    """A button of the live list. `aksi`: what is asked, of which request or, for all at once, which unit."""
    sah(sesi, form)
    aksi, _, isi = teks(form, "aksi").partition(":")
    if aksi == "semua":
        return _halaman(request, sesi, jawaban=_semua(request, sesi, isi, teks(form, "command_id")))
    jenis = {"kerjakan": ask.Kerjakan.jenis, "lepaskan": ask.Lepaskan.jenis}.get(aksi)
    if jenis is None:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "aksi", {"jenis": aksi[:40]}))
    answer = minta(
        request, sesi, jenis, command_id=turunan(teks(form, "command_id"), f"{aksi}/{isi}"), subjek=isi, data={}
    )
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, refusal=answer)
    return pindah("/permintaan?kabar=tercatat")


@router.get("/permintaan/{permintaan_id}")
def satu(request: Request, sesi: Kerja, permintaan_id: str) -> Response:
    """One request: where its folder is, who is before it, its history, what may be done."""
    return _satu(request, sesi, permintaan_id)


@router.post("/permintaan/{permintaan_id}")
def selesaikan(request: Request, form: Isian, sesi: Kerja, permintaan_id: str) -> Response:
    """Call it off, or say that it cannot be fulfilled: each with its cause."""
    sah(sesi, form)
    jenis = teks(form, "jenis")
    if jenis not in {ask.Batalkan.jenis, ask.TidakPenuhi.jenis, ask.Kerjakan.jenis, ask.Lepaskan.jenis}:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": jenis[:40]}))
    data = {"sebab": sebab} if (sebab := teks(form, "sebab")) else {}
    answer = minta(request, sesi, jenis, command_id=teks(form, "command_id"), subjek=permintaan_id, data=data)
    if isinstance(answer, Refusal):
        return _satu(request, sesi, permintaan_id, refusal=answer)
    return pindah(f"/permintaan/{permintaan_id}?kabar=tercatat")


def _semua(request: Request, sesi: Sesi, isi: str, dasar: str) -> tuple[Jawaban, ...]:
    """All a unit waits for that could be pulled when the list was shown: `UNIT:moment`. Each is answered by itself."""
    unit, _, shown = isi.partition(":")
    try:
        seen = datetime.fromisoformat(shown)
    except ValueError:
        raise Ditolak(
            Refusal("isian_tidak_sah", "aksi", {"field": "aksi", "sebab": "bukan daftar dari sini"})
        ) from None
    with konteks(request).engine.connect() as connection:
        daftar = requests.daftar(connection, konteks(request).now())
    listed = [
        one
        for one in daftar.untuk(unit, Tahap.TARIK)
        if seen.tzinfo and one.permintaan.sejak and one.permintaan.sejak <= seen
    ]
    return tuple(_ambil(request, sesi, one, turunan(dasar, one.permintaan.id), Cara.LAYAR) for one in listed)


def _ambil(request: Request, sesi: Sesi, one: Diminta, command_id: str, cara: Cara) -> Jawaban:
    """Pull one folder for who waits for it."""
    parts, say = konteks(request), ucapan(request)
    message = {
        "command_id": command_id or facility.baru(),
        "jenis": ask_berkas.Ambil.jenis,
        "subjek": str(one.permintaan.berkas),
        "data": {"tujuan": one.permintaan.unit},
    }
    with parts.engine.connect() as connection:
        command = envelope.parse(message, sesi.petugas.pelaku, partial(records.id_berkas, connection), cara)
        unit = _nama_unit(connection, str(one.permintaan.unit))
    answer = command if isinstance(command, Refusal) else _tunggu(parts, command)
    if isinstance(answer, Refusal):
        return Jawaban(one.nomor, unit, say.penolakan(answer), ok=False)
    return Jawaban(one.nomor, unit, say("Diambil; antarkan ke {unit}.").format(unit=unit), ok=True)


def _tunggu(parts: Konteks, command: Command) -> Accepted | Refusal:
    if parts.door is None:
        return Refusal("belum_disiapkan")
    try:
        return parts.door.submit(command).result(TUNGGU)
    except TimeoutError:
        return Refusal("belum_tercatat")


def _nama_unit(connection: Connection, kode: str) -> str:
    return next((unit.nama for unit in facility.units(connection) if unit.kode == kode), kode)


def _berkas(connection: Connection, sebutan: str) -> Ringkas | Refusal:
    """The folder a code or a number names."""
    read = baca_kode(sebutan)
    if isinstance(read, Kode) and read.jenis is not JenisKode.BERKAS:
        return salah_kotak("kode", read.jenis, JenisKode.BERKAS)
    return records.ringkas(connection, read.isi if isinstance(read, Kode) else sebutan)


def _halaman(  # noqa: PLR0913 - a page, its notice, what was typed and what came of it
    request: Request,
    sesi: Sesi,
    *,
    unit: str = "",
    refusal: Refusal | None = None,
    kabar: Kabar | None = None,
    ketikan: FormData | None = None,
    jawaban: Sequence[Jawaban] = (),
) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        daftar = requests.daftar(connection, parts.now())
        units = [one for one in facility.units(connection) if boleh_minta(sesi.petugas, one.kode)]
    if unit not in daftar.unit:
        unit = ""
    return halaman(
        request,
        "permintaan",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else kabar,
        kata_js={"terputus": say(TERPUTUS)},
        tertunda=tertunda(parts),
        jawaban=jawaban,
        ketikan={name: teks(ketikan, name) for name in ("nomor", "unit", "dibutuhkan_pada")} if ketikan else {},
        units=units,
        penarik=not sesi.petugas.peran.isdisjoint(kata.PENARIK),
        perekam=sesi.petugas.adalah(Peran.PEREKAM_MEDIS),
        peminta=not sesi.petugas.peran.isdisjoint(kata.PEMINTA),
        command_id=facility.baru(),
        **_isi(daftar, unit),
    )


def boleh_minta(petugas: Petugas, unit: str) -> bool:
    """May this person ask for folders for this unit?"""
    if unit == "RM":
        return False
    if petugas.adalah(Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS, Peran.KEPALA):
        return True
    return bool(set(petugas.unit) & {unit, SEMUA_UNIT})


def _satu(request: Request, sesi: Sesi, permintaan_id: str, *, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        found = requests.satu(connection, permintaan_id)
        if found is None:
            raise Ditolak(Refusal("permintaan_tidak_dikenal", "subjek"))
        riwayat = timeline.riwayat(connection, found.permintaan.id)
        antrean = requests.milik_berkas(connection, str(found.permintaan.berkas))
        unit = {one.unit.kode: one.unit.nama for one in facility.all_units(connection)}
    bisa = {
        command.jenis
        for command in PERMINTAAN.possible(found.permintaan)
        if any(
            move.command is command
            and found.permintaan.keadaan in move.sources
            and not move.oleh.isdisjoint(sesi.petugas.peran)
            for move in PERMINTAAN.moves
        )
    }
    if not boleh_minta(sesi.petugas, str(found.permintaan.unit)):
        bisa.discard(ask.Batalkan.jenis)
    return halaman(
        request,
        "permintaan_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        p=found.permintaan,
        antrean=antrean,
        riwayat=riwayat,
        unit=unit,
        bisa=bisa,
        terbuka=found.permintaan.keadaan in TERBUKA,
        menunggu=found.permintaan.keadaan is KeadaanPermintaan.MENUNGGU,
        boleh_cari=found.keadaan in DI_RUANG and not sesi.petugas.peran.isdisjoint(kata.PENARIK),
        baru_id=facility.baru,
        K=kata,
    )
