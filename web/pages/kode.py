"""Kode: the ended visits that wait for their codes, oldest first, and the entry of one; whole by keyboard."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.facility import baru
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import kode, names, visits
from engine.workflows.kunjungan import KUNJUNGAN, PENGKODE
from schemas.commands.kunjungan import KODE_TERBANYAK, Kodekan
from schemas.names import JenisKunjungan
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages.perintah import jalankan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

BARIS: Final = 5
"""Lines of the form that are there before anything was typed; always two more than there are codes."""
KASUS: Final[Mapping[str, bool]] = {"ya": True, "tidak": False}


@router.get("/kode")
def antre(request: Request, sesi: Kerja, unit: str = "", jenis: str = "") -> Response:
    """Who waits for codes."""
    _boleh(sesi)
    wanted = JenisKunjungan(jenis) if jenis in set(JenisKunjungan) else None
    with konteks(request).engine.connect() as connection:
        found = kode.antre(connection, sesi.petugas.pelaku, unit=unit, jenis=wanted)
        units = facility.units(connection)
        names_of = names.unit(connection)
    return halaman(
        request,
        "kode_antre",
        sesi=sesi,
        antre=found,
        banyak=kode.TERHITUNG,
        semua=sesi.petugas.adalah(*PENGKODE),
        mengode=not KUNJUNGAN.roles(Kodekan).isdisjoint(sesi.petugas.peran),
        units=[one for one in units if one.jenis != "rekam_medis"],
        unit=names_of,
        dipilih=unit,
        jenis=jenis,
        K=kata,
    )


@router.get("/kode/{kunjungan_id}")
def satu(request: Request, sesi: Kerja, kunjungan_id: str) -> Response:
    """The codes of one visit."""
    _boleh(sesi)
    return _halaman(request, sesi, kunjungan_id)


@router.post("/kode/{kunjungan_id}")
def kodekan(request: Request, form: Isian, sesi: Kerja, kunjungan_id: str) -> Response:
    """Write them down, and go on with the next that waits; a no keeps all that was typed."""
    _boleh(sesi)
    sah(sesi, form)
    typed = _terketik(form)
    given = [(place, one) for place, one in enumerate(typed) if one[0]]
    data = {"kode": [_satu(*one) for _, one in given]}
    answer = jalankan(request, sesi, form, Kodekan.jenis, subjek=kunjungan_id, data=data)
    if isinstance(answer, Refusal):
        place = _salah(answer, given)
        return _halaman(request, sesi, kunjungan_id, typed=typed, refusal=_sebut(answer, place), salah=place)
    if teks(form, "lanjut") != "ya":
        return pindah(f"/kunjungan/{kunjungan_id}?kabar=tercatat")
    with konteks(request).engine.connect() as connection:
        following = kode.berikut(connection, sesi.petugas.pelaku)
    return pindah(f"/kode/{following}?kabar=tercatat" if following else "/kode?kabar=tercatat")


def _terketik(form: FormData) -> list[tuple[str, str]]:
    """What each line of the form says: a code, and whether the case is new."""
    lines = range(1, KODE_TERBANYAK + 2)  # one more than fits is refused by name, not dropped
    return [(teks(form, f"kode.{ke}"), teks(form, f"kasus.{ke}")) for ke in lines]


def _satu(tulisan: str, kasus: str) -> dict[str, object]:
    told: dict[str, object] = {"kode": tulisan}
    return told | ({"kasus_baru": KASUS[kasus]} if kasus in KASUS else {})


def _salah(refusal: Refusal, given: list[tuple[int, tuple[str, str]]]) -> int:
    """Which line is meant: the first, where none is named."""
    parts = (refusal.field or "").split(".")
    number = next((int(part) for part in parts if part.isdecimal()), 0)
    return given[number][0] + 1 if number < len(given) else 1


def _sebut(refusal: Refusal, baris: int) -> Refusal:
    """The line of the form by the name it has there."""
    if "." not in (refusal.field or ""):
        return refusal
    return Refusal(refusal.kode, refusal.field, dict(refusal.nilai) | {"field": f"kode {baris}"})


def _halaman(  # noqa: PLR0913 - what an entry that was refused shows again
    request: Request,
    sesi: Sesi,
    kunjungan_id: str,
    *,
    typed: list[tuple[str, str]] | None = None,
    refusal: Refusal | None = None,
    salah: int = 1,
) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        baris = visits.satu(connection, kunjungan_id)
        if baris is None:
            raise Ditolak(Refusal("kunjungan_tidak_dikenal", "subjek"))
        visit = baris.kunjungan
        if not kode.boleh_lihat(visit, sesi.petugas.pelaku):
            raise Ditolak(Refusal("dokter_yang_merawat"))
        now = kode.milik(connection, kunjungan_id)
        offered = kode.tersering(connection)
        unit = names.unit(connection)
        people = names.petugas(connection, [visit.dokter, now.pelaku])
    kept = [(one.kode, {True: "ya", False: "tidak", None: ""}[one.kasus_baru]) for one in now.isi]
    lines = kept if typed is None else typed
    used = max((place for place, one in enumerate(lines, 1) if one[0]), default=0)
    shown = min(max(BARIS, used + 2), KODE_TERBANYAK)
    bisa = Kodekan.jenis in visits.bisa(visit) and not KUNJUNGAN.roles(Kodekan).isdisjoint(sesi.petugas.peran)
    return halaman(
        request,
        "kode",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        baris=baris,
        k=visit,
        unit=unit,
        nama=people,
        terkode=now,
        isian=[*lines, *[("", "")] * shown][: max(shown, used)],
        salah=salah if refusal else 0,
        usul=offered,
        bisa=bisa,
        command_id=baru(),
        K=kata,
    )


def _boleh(sesi: Sesi) -> None:
    if sesi.petugas.peran.isdisjoint(kode.BOLEH):
        words: dict[str, str | int] = {"perintah": "melihat kode diagnosis", "peran": ", ".join(sorted(kode.BOLEH))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
