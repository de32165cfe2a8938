"""A page's form as a command: the same envelope, the same front door as every other way in."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request

from engine import envelope, facility
from engine.execute import Accepted, Answer
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import records
from schemas.names import BerkasId, Cara, KodeUnit
from web.context import konteks
from web.pages.tampil import teks

ANGKA: Final = 18
"""Digits a number of a form may have: more is no position and no version, and costs time to read."""
TUNGGU: Final = 20.0
"""Seconds a form waits for its durable answer before it is told to try again (with the same id)."""


def bulat(form: FormData, nama: str) -> int | str:
    """The whole number a form names; anything else as it was typed, for the envelope to refuse."""
    value = teks(form, nama)
    return int(value) if value.isascii() and value.isdigit() and len(value) <= ANGKA else value


def jalankan(  # noqa: PLR0913 - who asks what of which record
    request: Request, sesi: Sesi, form: FormData, jenis: str, *, subjek: str | None, data: Mapping[str, object]
) -> Accepted | Refusal:
    """Ask the front door. The form carries its command's id, so that sending it twice moves nothing twice."""
    versi = bulat(form, "versi")
    return minta(
        request,
        sesi,
        jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=subjek,
        data=data,
        versi=None if versi == "" else versi,
    )


def minta(  # noqa: PLR0913 - who asks what of which record
    request: Request,
    sesi: Sesi,
    jenis: str,
    *,
    command_id: str,
    subjek: str | None,
    data: Mapping[str, object],
    versi: int | str | None = None,
    di: KodeUnit | None = None,
    cara: Cara = Cara.LAYAR,
) -> Accepted | Refusal:
    """Ask the front door in this person's name, and wait for the durable answer. `di`: where the hands were."""
    body: dict[str, object] = {"command_id": command_id, "jenis": jenis, "data": dict(data)}
    if subjek is not None:
        body["subjek"] = subjek
    if versi is not None:
        body["versi"] = versi
    if di is not None:
        body["di"] = di
    return minta_semua(request, sesi, [body], cara)[0]


def minta_semua(
    request: Request, sesi: Sesi, badan: Sequence[Mapping[str, object]], cara: Cara = Cara.LAYAR
) -> list[Accepted | Refusal]:
    """Ask several things at once, in this order: they share commits, and each gets its own durable answer."""
    parts = konteks(request)
    door = parts.door
    if door is None:
        return [Refusal("belum_disiapkan")] * len(badan)

    def lookup(sebutan: str) -> BerkasId | Refusal:
        with parts.engine.connect() as connection:
            return records.id_berkas(connection, sebutan)

    asked = [envelope.parse(body, sesi.petugas.pelaku, lookup, cara) for body in badan]
    waiting = [one if isinstance(one, Refusal) else door.submit(one) for one in asked]
    return [one if isinstance(one, Refusal) else _jawaban(one) for one in waiting]


def _jawaban(waiting: "Future[Answer]") -> Accepted | Refusal:
    try:
        return waiting.result(TUNGGU)
    except TimeoutError:
        return Refusal("belum_tercatat")
