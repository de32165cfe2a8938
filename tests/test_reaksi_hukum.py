"""Laws over random days at a real door, with a worker that comes when it likes."""

import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, select

from engine import rows
from engine import tables as t
from engine.alur import ALUR
from engine.facility import baru
from engine.lines import event_of
from engine.workflows.permintaan import SELESAI, TERBUKA, Permintaan
from schemas.commands import berkas as ask
from schemas.commands import permintaan as minta
from schemas.message import Command, Event
from schemas.names import BerkasId, CaraKembali, Keadaan, KeadaanPermintaan, SebabBatal
from tests import buku
from tests.kit import GIGI, KIA, MESIN, SERBA_BISA, UMUM, Arsip
from tests.loket import Meja, semua

S = KeadaanPermintaan
UNIT = (GIGI, KIA, UMUM)
LANGKAH = 70


async def sehari(meja: Meja, acak: random.Random) -> list[BerkasId]:
    """A day of folders, wishes and a worker; what is refused is refused."""
    folders = [await meja.arsip.daftar() for _ in range(3)]
    asked: list[str] = []
    for _ in range(LANGKAH):
        meja.arsip.jam.maju(seconds=acak.randint(5, 300))
        berkas, unit = acak.choice(folders), acak.choice(UNIT)
        what = acak.randrange(12)
        wish: tuple[type[Command], str, dict[str, object]] | None = None
        if what <= 2:
            need = meja.arsip.jam() + timedelta(minutes=acak.randint(0, 90))
            asked.append(baru())
            wish = (minta.Buat, asked[-1], {"berkas": berkas, "unit": unit, "dibutuhkan_pada": need})
        elif what <= 4:
            wish = (ask.Ambil, berkas, {"tujuan": unit})
        elif what <= 6:
            wish = (ask.TerimaDiUnit, berkas, {"unit": unit})
        elif what == 7:
            wish = (ask.TerimaKembali, berkas, {"cara_kembali": CaraKembali.DIJEMPUT})
        elif what == 8:
            wish = (ask.Alihkan, berkas, {"tujuan": unit})
        elif what == 9:
            wish = (acak.choice((ask.BatalAmbil, ask.Urungkan)), berkas, {})
        elif what == 10 and asked:
            wish = (minta.Batalkan, acak.choice(asked), {"sebab": SebabBatal.GANDA})
        else:
            await meja.ikut()
        if wish is not None:
            kind, subjek, isi = wish
            await meja.arsip.door.execute(kind(command_id=baru(), subjek=subjek, pelaku=SERBA_BISA, **isi))
    await meja.ikut()
    return folders


def jejak(engine: Engine) -> list[Event]:
    """Every fact, in order."""
    return [event_of(SimpleNamespace(**row)) for row in buku.baris(engine)]


@pytest.mark.parametrize("benih", range(2))
async def test_no_request_is_lost_none_is_served_out_of_turn_and_no_time_is_made_up(arsip: Arsip, benih: int) -> None:
    meja, acak = Meja(arsip), random.Random(benih)  # noqa: S311 - a story, not a secret
    folders = await sehari(meja, acak)
    with arsip.engine.connect() as connection:
        ids = list(connection.execute(select(t.permintaan.c.id)).scalars())
        where = rows.records(connection, "berkas", folders)
    told = jejak(arsip.engine)
    requests = semua(arsip.engine, ids)
    assert len(ids) == sum(event.jenis == "permintaan.dibuat.v1" for event in told)
    for request in requests:
        assert request.keadaan in (*TERBUKA, *SELESAI)
        own = [event for event in told if event.subjek == request.id]
        assert dilipat(request.id, own) == request, "a request is the sum of its events"
        if request.diterima is not None:
            arrivals = {
                min(event.terjadi_pada, event.dicatat_pada)
                for event in told
                if event.jenis == "berkas.diterima.v1" and event.subjek == request.berkas
            }
            assert request.diterima in arrivals | {request.terdaftar}, "received when it was scanned in, or lay there"
            assert request.terdaftar is not None
            assert request.diterima >= request.terdaftar
    for berkas in folders:
        sent = [one for one in requests if one.berkas == berkas and one.keadaan is S.DIKIRIM]
        assert len(sent) <= 1, "one journey serves one request"
        for one in sent:
            assert where[berkas].keadaan in {Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN}
            assert where[berkas].tujuan == one.unit
        _berurutan([one for one in requests if one.berkas == berkas], told)


def dilipat(id_: str, events: list[Event]) -> Permintaan:
    """A request's facts, folded."""
    record = Permintaan(id_)
    for event in events:
        record = ALUR["permintaan"].workflow.apply(record, event)
    return record


def _berurutan(requests: list[Permintaan], told: list[Event]) -> None:
    """Whoever was sent the folder needed it before all who waited in that unit when it left."""
    by_id = {one.id: one for one in requests}
    waiting: dict[str, Permintaan] = {}
    for event in told:
        one = by_id.get(event.subjek)
        if one is None:
            continue
        if event.ke == S.MENUNGGU:
            waiting[one.id] = one
        elif event.dari == S.MENUNGGU:
            waiting.pop(one.id, None)
        if event.jenis == "permintaan.dikirim.v1" and event.pelaku == MESIN.id:
            left = event.terjadi_pada
            before = [
                other
                for other in waiting.values()
                if other.unit == one.unit and other.terdaftar is not None and other.terdaftar < left
            ]
            assert all(_giliran(one) <= _giliran(other) or (one.terdaftar or left) >= left for other in before)


def _giliran(one: Permintaan) -> tuple[object, object, str]:
    return one.dibutuhkan_pada, one.terdaftar, one.id


async def test_a_wish_of_a_machine_is_never_a_persons(arsip: Arsip) -> None:
    meja = Meja(arsip)
    await sehari(meja, random.Random(7))  # noqa: S311 - a story, not a secret
    machine = {"permintaan.dikirim.v1", "permintaan.terpenuhi.v1", "permintaan.pengiriman_dibatalkan.v1"}
    assert {event.pelaku for event in jejak(arsip.engine) if event.jenis in machine} <= {MESIN.id}
