"""Tugas: what a person must complete, the oldest first, and one tap to say that it is done."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import people
from engine.facility import baru
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import dua_jam, kekurangan, names
from engine.views.kekurangan import TugasBerkas
from engine.workflows.kekurangan import Kekurangan
from schemas.commands.kekurangan import NyatakanDilengkapi
from schemas.names import KeadaanKekurangan
from web.context import konteks
from web.pages import kata_kekurangan as kata
from web.pages.pasien import MENGENAL
from web.pages.pendaftaran import turunan
from web.pages.periksa import sebutan_butir
from web.pages.perintah import minta_semua
from web.pages.tampil import Isian, Kabar, Kerja, Ucapan, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Jumlah:
    """What stands on top of the list."""

    berkas: int
    lewat: int


@router.get("/tugas")
def tugas(request: Request, sesi: Kerja, orang: str = "") -> Response:
    """One's own list; record staff and the head may look at anybody's."""
    return _halaman(request, sesi, orang)


@router.post("/tugas")
def nyatakan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Say that one gap, or all of a folder that were shown, are completed. Each is answered by itself."""
    sah(sesi, form)
    aksi, _, satu = teks(form, "aksi").partition(":")
    shown = [str(value) for value in form.getlist("kekurangan")][: kekurangan.HALAMAN]
    wanted = [satu] if aksi == "satu" else shown if aksi == "semua" else []
    if not wanted:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "aksi", {"jenis": aksi[:40] or "-"}))
    dasar, jenis = teks(form, "command_id"), NyatakanDilengkapi.jenis
    wishes = [{"command_id": turunan(dasar, f"{jenis}/{id_}"), "jenis": jenis, "subjek": id_} for id_ in wanted]
    answers = zip(wanted, minta_semua(request, sesi, wishes), strict=True)
    refused = [(id_, answer) for id_, answer in answers if isinstance(answer, Refusal)]
    if refused:
        return _halaman(request, sesi, "", refused=refused)
    return pindah("/tugas?kabar=dilengkapi")


def _halaman(request: Request, sesi: Sesi, orang: str, *, refused: Sequence[tuple[str, Refusal]] = ()) -> Response:
    parts, say = konteks(request), ucapan(request)
    sendiri = orang in {"", sesi.petugas.id}
    mengawasi = not sesi.petugas.peran.isdisjoint(kata.MENGAWASI)
    if not sendiri and not mengawasi:
        words: dict[str, str | int] = {
            "perintah": "melihat tugas orang lain",
            "peran": ", ".join(sorted(kata.MENGAWASI)),
        }
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
    with parts.engine.connect() as connection:
        who = sesi.petugas if sendiri else people.dengan_id(connection, orang)
        if who is None:
            raise Ditolak(Refusal("petugas_tidak_dikenal", "orang"))
        mine = kekurangan.tugas(connection, who.id)
        clocks = dua_jam.milik_petugas(connection, who.id, [one.berkas.id for one in mine], parts.now())
        everybody = kekurangan.beban(connection, parts.now()) if sendiri and mengawasi else None
        unit = names.unit(connection)
        told = [_jawaban(say, kekurangan.satu(connection, id_), refusal) for id_, refusal in refused]
    return halaman(
        request,
        "tugas",
        sesi=sesi,
        kode=status(refused[0][1]) if refused else 200,
        kabar=Kabar("lihat", " ".join(dict.fromkeys(told))) if told else None,
        isi=mine,
        terpotong=shown if (shown := sum(len(one.isi) for one in mine)) >= kekurangan.HALAMAN else 0,
        jumlah=_jumlah(mine, parts.now()),
        siapa=who.nama,
        orang=who.id,
        sendiri=sendiri,
        melengkapi=not sesi.petugas.peran.isdisjoint(kata.MELENGKAPI),
        mengenal=not sesi.petugas.peran.isdisjoint(MENGENAL),
        dua_jam=clocks,
        orang_banyak=everybody,
        unit=unit,
        sebut=sebutan_butir(say),
        rentang=rentang(say),
        baru_id=baru,
        K=kata,
    )


def _jawaban(say: Ucapan, one: Kekurangan | None, refusal: Refusal) -> str:
    """Why one was not taken: somebody settled it meanwhile, or the refusal itself."""
    if one is None or one.keadaan is KeadaanKekurangan.TERBUKA:
        return say.penolakan(refusal)
    state = say(kata.KEADAAN[one.keadaan].kata).lower()
    return say("{butir}: sementara itu sudah {keadaan}.").format(butir=sebutan_butir(say)(one.butir), keadaan=state)


def _jumlah(isi: Sequence[TugasBerkas], now: datetime) -> Jumlah:
    late: Counter[bool] = Counter(
        one.jatuh_tempo <= now
        for one in isi
        if one.jatuh_tempo is not None  # of each folder the first that is due
    )
    return Jumlah(late.total(), late[True])


def rentang(say: Ucapan) -> Callable[[datetime], str]:
    """How long until a moment, or since it, in words: whole days, hours on the last day."""

    def dalam_kata(batas: datetime) -> str:
        jam = (batas - say.kini).total_seconds() / 3600
        lewat, besar = jam <= 0, abs(jam)
        if besar < 24:  # noqa: PLR2004 - hours of a day
            return (say("lewat {n} jam") if lewat else say("sisa {n} jam")).format(n=int(besar))
        return (say("lewat {n} hari") if lewat else say("sisa {n} hari")).format(n=int(besar // 24))

    return dalam_kata
