"""Adopting a policy of deadlines: previewed before, told by an event for each, never by itself, resumable, replayed."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from sqlalchemy import select

from engine import berlaku
from engine import tables as t
from engine.berlaku import Aturan, Penerapan
from engine.database import writing
from engine.execute import Accepted, FrontDoor
from engine.lines import event_of
from engine.policy import kebijakan, pakai
from engine.views import kebijakan as lihat
from engine.views import putar_ulang, rencana_tempo
from engine.views.putar_ulang import Hasil
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.message import Command
from schemas.names import BerkasId, CaraKembali, JenisTenggat
from tests import buku
from tests.kit import GIGI, KEPALA, PKM, RANAP, UMUM, Arsip
from workers.deadlines import Deadlines
from workers.penjadwalan import Penjadwalan

WIB = ZoneInfo("Asia/Jakarta")
SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
MILIK = {"sumber": "keputusan direktur", "yakin": "TINGGI", "arti": "Uji."}


def aturan(folder: Path, **isi: dict[str, Any]) -> Aturan:
    """A facility's own policy."""
    folder.mkdir(exist_ok=True)
    (folder / "tenggat.yaml").write_text(yaml.safe_dump(isi), encoding="utf-8")
    return berlaku.dari(kebijakan(folder))


@pytest.fixture
def kebijakan_semula() -> Iterator[None]:
    """Whatever policy a test puts in force, ours is in force again afterwards."""
    yield
    pakai(None)


def sepekan(folder: Path) -> Aturan:
    return aturan(folder, kelengkapan={"batas": "P7D"} | MILIK)


def terapkan(arsip: Arsip, baru: Aturan) -> Penerapan:
    with writing(arsip.engine).begin() as connection:
        return berlaku.terapkan(connection, baru, KEPALA.id, arsip.jam.saat, 0)


async def kejar(arsip: Arsip) -> Penerapan:
    done = await Penjadwalan(arsip.engine, now=arsip.jam).kejar(arsip.door)
    assert done is not None
    return done


async def ya(arsip: Arsip, kind: type[Command], subjek: str, **isi: Any) -> None:
    answer = await arsip.minta(kind, subjek, **isi)
    assert isinstance(answer, Accepted), answer


async def di_unit(arsip: Arsip, unit: str) -> BerkasId:
    berkas = await arsip.daftar()
    await ya(arsip, ask.Ambil, berkas, tujuan=unit)
    await ya(arsip, ask.TerimaDiUnit, berkas, unit=unit)
    return berkas


async def kurang(arsip: Arsip) -> tuple[BerkasId, str]:
    """A folder found incomplete, and its gap."""
    berkas = await di_unit(arsip, UMUM)
    await ya(arsip, ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIJEMPUT)
    await ya(arsip, ask.Rakit, berkas)
    (gap,) = await arsip.kurang(berkas)
    await ya(arsip, ask.NyatakanTidakLengkap, berkas)
    return berkas, gap


def tempo(arsip: Arsip) -> dict[tuple[str, str], datetime]:
    return {key: due for key, (due, _) in buku.tenggat_kini(arsip.engine).items()}


def diberitakan(arsip: Arsip, jenis: str) -> list[Any]:
    return [event_of(SimpleNamespace(**row)) for row in buku.baris(arsip.engine) if row["jenis"] == jenis]


async def test_a_policy_is_previewed_then_adopted_by_an_event_for_each_deadline_that_changes(
    arsip: Arsip, tmp_path: Path
) -> None:
    began = arsip.jam.saat
    berkas, gap = await kurang(arsip)
    await di_unit(arsip, GIGI)
    arsip.jam.maju(hours=20)
    late, _ = await kurang(arsip)
    baru = aturan(
        tmp_path, kelengkapan={"batas": "PT15H"} | MILIK, pengembalian={"rawat_jalan": {"batas": "PT30H"} | MILIK}
    )
    before = tempo(arsip)
    with arsip.engine.connect() as connection:
        found = lihat.pratinjau(connection, baru, WIB, arsip.jam.saat)
    assert (found.diperiksa, found.berubah, found.menjadi_lewat, found.tidak_lagi_lewat) == (5, 5, 2, 0)
    assert {one.subjek for one in found.daftar} == {berkas, gap}
    assert found.per_jenis == {(JenisTenggat.KELENGKAPAN, "lewat"): 1, (JenisTenggat.KEKURANGAN, "lewat"): 1}
    assert tempo(arsip) == before
    terapkan(arsip, baru)
    done = await kejar(arsip)
    assert (done.diubah, done.diperiksa, done.selesai) == (5, 5, arsip.jam.saat)
    after = tempo(arsip)
    assert after[berkas, "kelengkapan"] == after[gap, "kekurangan"] == began + timedelta(hours=15)
    assert after[late, "kelengkapan"] == arsip.jam.saat + timedelta(hours=15)
    told = diberitakan(arsip, "berkas.dijadwalkan_ulang.v1")
    assert {one.kebijakan for one in told} == {baru.sidik}
    assert {one.sebab for one in told} == {"kebijakan"}
    buku.satu_cerita(arsip.engine)
    arsip.jam.maju(seconds=5)
    timer = Deadlines(arsip.engine, now=arsip.jam)
    await timer.lewatkan(arsip.door)
    assert timer.ditandai == 2
    # due before anybody knew of the new limit: told as soon as it could be, so not marked as told late
    assert all(one.susulan is None for one in diberitakan(arsip, "berkas.lewat_tenggat.v1"))


@SQLITE
async def test_what_is_said_to_be_completed_becomes_nobodys_delay_by_another_policy(
    arsip: Arsip, tmp_path: Path
) -> None:
    _, gap = await kurang(arsip)
    await ya(arsip, ask_kurang.NyatakanDilengkapi, gap)
    arsip.jam.maju(hours=20)
    with arsip.engine.connect() as connection:
        found = lihat.pratinjau(
            connection, aturan(tmp_path, kelengkapan={"batas": "PT15H"} | MILIK), WIB, arsip.jam.saat
        )
    assert (found.berubah, found.menjadi_lewat) == (2, 1)
    assert set(found.per_jenis) == {(JenisTenggat.KELENGKAPAN, "lewat")}


@SQLITE
async def test_what_was_told_late_runs_again_where_the_new_policy_gives_more_time_and_stays_told_where_not(
    arsip: Arsip, tmp_path: Path
) -> None:
    berkas = await di_unit(arsip, GIGI)
    inap = await di_unit(arsip, RANAP)
    arsip.jam.maju(hours=60)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    assert tempo(arsip) == {}
    limits = {"rawat_jalan": {"batas": "P3D"} | MILIK, "rawat_inap": {"batas": "PT50H"} | MILIK}
    baru = aturan(tmp_path, pengembalian=limits)
    with arsip.engine.connect() as connection:
        found = lihat.pratinjau(connection, baru, WIB, arsip.jam.saat)
    assert (found.berubah, found.menjadi_lewat, found.tidak_lagi_lewat) == (1, 0, 1)
    terapkan(arsip, baru)
    await kejar(arsip)
    assert set(tempo(arsip)) == {(berkas, "pengembalian")}
    arsip.jam.maju(hours=13)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    told = [one.subjek for one in diberitakan(arsip, "berkas.lewat_tenggat.v1")]
    assert sorted(told) == sorted([berkas, inap, berkas])
    buku.satu_cerita(arsip.engine)


@SQLITE
@pytest.mark.usefixtures("kebijakan_semula")
async def test_files_that_changed_change_nothing_at_the_start_until_they_are_adopted(
    arsip: Arsip, tmp_path: Path
) -> None:
    worker = Penjadwalan(arsip.engine, now=arsip.jam)
    worker.mulai()  # the first start: what the files say is in force
    berkas, _ = await kurang(arsip)
    before = tempo(arsip)
    semula = kebijakan()
    sepekan(tmp_path)
    assert pakai(tmp_path).tenggat.kelengkapan != semula.tenggat.kelengkapan
    worker.mulai()
    assert await worker.sehalaman(arsip.door) is False
    assert tempo(arsip) == before
    with FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as door:  # another process, with the new files
        lain = Arsip(arsip.engine, door, arsip.jam, 100)
        other, _ = await kurang(lain)
    assert tempo(arsip)[other, "kelengkapan"] == tempo(arsip)[berkas, "kelengkapan"]
    with arsip.engine.connect() as connection:
        assert berlaku.aturan(connection).tenggat.kelengkapan == semula.tenggat.kelengkapan


@SQLITE
async def test_after_a_crash_it_goes_on_where_it_was_and_asks_nothing_twice(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rencana_tempo, "HALAMAN", 2)
    for _ in range(5):
        await kurang(arsip)
    terapkan(arsip, sepekan(tmp_path))
    worker = Penjadwalan(arsip.engine, now=arsip.jam)
    await worker.sehalaman(arsip.door, tunggu=False)
    part = worker.terakhir()
    assert part is not None
    assert (part.diperiksa, part.diubah, part.selesai) == (2, 2, None)
    with writing(arsip.engine).begin() as connection:  # it was killed before it could say how far it had got
        berlaku.maju(connection, part._replace(kursor="", diperiksa=0, diubah=0))
    done = await kejar(arsip)
    assert done.diperiksa == 10
    assert len(diberitakan(arsip, "berkas.dijadwalkan_ulang.v1")) == 5
    assert len(diberitakan(arsip, "kekurangan.dijadwalkan_ulang.v1")) == 5
    assert set(tempo(arsip).values()) == {arsip.jam.saat + timedelta(days=7)}
    again = await kejar(arsip)
    assert again == done


@SQLITE
async def test_the_second_pass_finds_what_another_process_began_by_the_former_policy(
    arsip: Arsip, tmp_path: Path
) -> None:
    await di_unit(arsip, UMUM)  # the door has read the policy in force
    worker = Penjadwalan(arsip.engine, now=arsip.jam)
    baru = sepekan(tmp_path)
    terapkan(arsip, baru)
    while (last := worker.terakhir()) is None or not last.putaran:
        await worker.sehalaman(arsip.door)
    berkas, gap = await kurang(arsip)  # a door that does not know of it yet: still fourteen days
    assert tempo(arsip)[berkas, "kelengkapan"] == arsip.jam.saat + timedelta(days=14)
    assert await worker.sehalaman(arsip.door) is False
    arsip.jam.maju(seconds=30)
    while await worker.sehalaman(arsip.door):
        pass
    due = arsip.jam.saat - timedelta(seconds=30) + timedelta(days=7)
    assert (tempo(arsip)[berkas, "kelengkapan"], tempo(arsip)[gap, "kekurangan"]) == (due, due)


def hitung_sendiri(arsip: Arsip, jam: int, sampai: datetime) -> dict[str, tuple[int, int]]:
    """An independent recount: for each unit how many receipts there were, and how many came home too late."""
    c = t.jejak.c
    with arsip.engine.connect() as connection:
        rows = connection.execute(select(c.subjek, c.jenis, c.dicatat_pada, c.data).order_by(c.subjek, c.versi)).all()
    found: dict[str, tuple[int, int]] = {}
    for place, row in enumerate(rows):
        if row.jenis != "berkas.diterima.v1":
            continue
        unit = next(kode for kode in (UMUM, GIGI, RANAP) if f'"unit":"{kode}"' in row.data)
        home = [
            other.dicatat_pada
            for other in rows[place + 1 :]
            if other.subjek == row.subjek and other.jenis in {"berkas.kembali.v1", "berkas.diterima.v1"}
        ]
        limit = row.dicatat_pada + timedelta(hours=jam)
        much, late = found.get(unit, (0, 0))
        found[unit] = (much + 1, late + (limit <= (home[0] if home else sampai)))
    return found


@SQLITE
async def test_a_replay_counts_what_an_independent_recount_counts(arsip: Arsip, tmp_path: Path) -> None:
    acak = random.Random(5)  # noqa: S311 - a plan that can be made again
    limits = {kind: {"batas": "PT9H"} | MILIK for kind in ("rawat_jalan", "rawat_inap")}
    baru = aturan(tmp_path, pengembalian=limits)
    dari = arsip.jam.saat
    for _ in range(25):
        berkas = await di_unit(arsip, acak.choice((UMUM, GIGI, RANAP)))
        arsip.jam.maju(hours=acak.choice((1, 8, 9, 10, 25, 49)))
        if acak.random() < 0.7:
            await ya(arsip, ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
    sampai = arsip.jam.maju(hours=2)
    with arsip.engine.connect() as connection:
        lama = berlaku.aturan(connection)
        found = putar_ulang.putar(connection, lama, baru, dari=dari, sampai=sampai, zona=WIB)
    own = {9: hitung_sendiri(arsip, 9, sampai), 24: hitung_sendiri(arsip, 24, sampai), 48: {}}
    own[48] = hitung_sendiri(arsip, 48, sampai)
    assert found == sorted(
        (
            Hasil(JenisTenggat.PENGEMBALIAN, unit, much, own[48 if unit == RANAP else 24][unit][1], late)
            for unit, (much, late) in own[9].items()
        ),
        key=lambda one: one.unit,
    )
    assert sum(one.lewat_baru for one in found) > sum(one.lewat_lama for one in found) > 0
