"""A scan: a code or typed digits, with where the hands are. The engine decides which move it is.

A place or a badge moves nothing: it is answered as the context of the next scan.
"""

from dataclasses import replace
from functools import partial
from typing import Annotated, Final, Literal
from uuid import UUID

import orjson
from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import envelope, facility, people
from engine.execute import Accepted, FrontDoor
from engine.numbers import JenisKode, Kode, baca_kode, kunci
from engine.people import Cakupan
from engine.refusals import Refusal
from engine.views import records, requests
from engine.views.records import Ringkas, salah_kotak
from schemas.commands.berkas import Pindai
from schemas.message import Command, Pelaku
from schemas.names import Cara
from web.api.bodies import Berkas, Ditunggu, PindaianGerak, PindaianLokasi, PindaianPetugas
from web.api.commands import BadanJson, pintu
from web.auth import PERLU_MASUK, penulis
from web.context import Konteks, konteks
from web.problems import Ditolak, isian_refusal

router: Final = APIRouter(tags=["pindai"])

Pindaian = Annotated[PindaianGerak | PindaianLokasi | PindaianPetugas, Field(discriminator="jenis")]
Konteksnya = PindaianLokasi | PindaianPetugas


class Permintaan(BaseModel):
    """Satu pindaian. Isi `kode` (baris dari pemindai) atau `teks` (yang diketik: nomor, angka akhir, atau kode)."""

    model_config = ConfigDict(extra="forbid", strict=True)
    command_id: str
    kode: str | None = Field(default=None, max_length=64)
    teks: str | None = Field(default=None, max_length=64)
    di: str = Field(description="Unit tempat pemindai")
    tujuan: str | None = Field(default=None, description="Unit tujuan tumpukan ini")
    pemegang: str | None = Field(default=None, description="Id petugas yang bertanggung jawab")
    kartu: str | None = Field(default=None, description="Kode kartu petugas itu, sebagai ganti pemegang")
    terjadi_pada: str | None = None
    jam_perangkat: str | None = None
    versi: int | None = None
    cara_kembali: Literal["diantar", "dijemput"] | None = None
    lihat_saja: bool = False


@router.post("/pindai", response_model=Pindaian, response_model_exclude_defaults=False, dependencies=PERLU_MASUK)
async def pindai(request: Request, body: BadanJson) -> Response:
    """Pindai kode berkas, lokasi, atau kartu petugas. Kode lokasi dan kartu dijawab sebagai konteks, tanpa gerak."""
    parts = konteks(request)
    door, meant = await to_thread.run_sync(_dibaca, request, body)
    if isinstance(meant, Refusal):
        raise Ditolak(meant)
    if isinstance(meant, PindaianLokasi | PindaianPetugas):
        return _jawab(meant)
    answer = await door.execute(meant)
    if isinstance(answer, Refusal):
        raise Ditolak(answer)
    return await to_thread.run_sync(_gerak, parts, answer)


def _dibaca(request: Request, body: bytes) -> tuple[FrontDoor, Command | Konteksnya | Refusal]:
    """Who scans, at which door, what. Sync: one journey to a thread for all of it."""
    pengakses = penulis(request, Cakupan.PINDAI)
    return pintu(request), _maksud(konteks(request), body, pengakses.pelaku)


def _gerak(parts: Konteks, answer: Accepted) -> Response:
    with parts.engine.connect() as connection:
        berkas = records.ringkas(connection, answer.subjek)
        waiting = requests.ditunggu(connection, answer.subjek, parts.now())
    if isinstance(berkas, Refusal):
        raise Ditolak(berkas)
    ditunggu = Ditunggu.model_validate(waiting) if waiting else None
    told = PindaianGerak.model_validate(
        answer._asdict() | {"berkas": Berkas.model_validate(berkas), "ditunggu": ditunggu}
    )
    return _jawab(told)


def _jawab(isi: PindaianGerak | Konteksnya) -> Response:
    return Response(isi.model_dump_json(), media_type="application/json")


def _maksud(parts: Konteks, body: bytes, pelaku: Pelaku) -> Command | Konteksnya | Refusal:
    """What was scanned: a command about a record, a context, or a no. One connection for all look-ups."""
    try:
        asked = Permintaan.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError:
        return Refusal("json_rusak")
    except ValidationError as error:
        return isian_refusal(error.errors())
    with parts.engine.connect() as connection:
        read = _yang_dipindai(connection, asked)
        if not isinstance(read, Ringkas):
            return read
        pemegang = _pemegang(connection, asked)
        if isinstance(pemegang, Refusal):
            return pemegang
        data = {
            "tujuan": asked.tujuan,
            "pemegang": pemegang,
            "cara_kembali": asked.cara_kembali,
            "lihat_saja": asked.lihat_saja,
        }
        message = {
            "command_id": asked.command_id,
            "jenis": Pindai.jenis,
            "subjek": read.id,
            "terjadi_pada": asked.terjadi_pada,
            "jam_perangkat": asked.jam_perangkat,
            "versi": asked.versi,
            "di": asked.di,
            "cara": Cara.KETIK.value if asked.kode is None else Cara.PINDAI.value,
            "data": data,
        }
        command = envelope.parse(message, pelaku, partial(records.id_berkas, connection))
    return _datar(command) if isinstance(command, Refusal) else command


def _yang_dipindai(connection: Connection, asked: Permintaan) -> Ringkas | Konteksnya | Refusal:
    if (asked.kode is None) == (asked.teks is None):
        return Refusal("isian_tidak_sah", "kode", {"field": "kode", "sebab": "isi kode atau teks, salah satu"})
    if asked.kode is not None:
        kode = baca_kode(asked.kode)
        return kode if isinstance(kode, Refusal) else _kode(connection, kode, "kode")
    typed = asked.teks or ""
    kode = baca_kode(typed)
    if isinstance(kode, Kode):
        return _kode(connection, kode, "teks")
    if not typed.isprintable():
        return replace(kode, field="teks")
    found = records.ringkas(connection, typed)
    if not isinstance(found, Refusal):
        return found
    looks_like_code = typed.strip()[:1].upper() in set(JenisKode) and found.kode == "berkas_tidak_dikenal"
    return replace(kode if looks_like_code else found, field="teks")


def _kode(connection: Connection, kode: Kode, field: str) -> Ringkas | Konteksnya | Refusal:
    if kode.jenis is JenisKode.BERKAS:
        found = records.ringkas(connection, kode.isi, akhiran=False)
        return replace(found, field=field) if isinstance(found, Refusal) else found
    if kode.jenis is JenisKode.KARTU:
        return salah_kotak(field, kode.jenis, JenisKode.BERKAS)
    if kode.jenis is JenisKode.LOKASI:
        unit = next((unit for unit in facility.units(connection) if kunci(unit.kode) == kode.isi), None)
        if unit is None:
            return Refusal("unit_tidak_dikenal", field, {"unit": kode.isi})
        return PindaianLokasi(unit=unit.kode, nama=unit.nama)
    petugas = people.dengan_kartu(connection, kode.isi)
    if petugas is None:
        return Refusal("petugas_tidak_dikenal", field)
    return PindaianPetugas(petugas=petugas.id, nama=petugas.nama)


def _pemegang(connection: Connection, asked: Permintaan) -> str | Refusal | None:
    """The holder, by id or by badge; another kind of code in that box is called by its name."""
    field, given = ("kartu", asked.kartu) if asked.kartu is not None else ("pemegang", asked.pemegang)
    if given is None or (field == "pemegang" and _is_uuid(given)):
        return given
    kode = baca_kode(given)
    if isinstance(kode, Refusal):
        return replace(kode, field=field)
    if kode.jenis is not JenisKode.PETUGAS:
        return salah_kotak(field, kode.jenis, JenisKode.PETUGAS)
    petugas = people.dengan_kartu(connection, kode.isi)
    return petugas.id if petugas else Refusal("petugas_tidak_dikenal", field)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _datar(refusal: Refusal) -> Refusal:
    """A scan has no `data`: its fields stand on their own."""
    field = (refusal.field or "").removeprefix("data.") or None
    nilai = {
        key: value.removeprefix("data.") if isinstance(value, str) and key == "field" else value
        for key, value in refusal.nilai.items()
    }
    return Refusal(refusal.kode, field, nilai)
