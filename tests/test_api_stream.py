"""The live stream over a real connection: ids are positions in the ledger, and nothing is missed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from engine import people
from engine.database import writing
from engine.people import Cakupan
from schemas.names import Peran
from tests.kit import GIGI, PKM
from tests.kit_web import Aliran, Web, disajikan
from tests.siaran import pekerjaan
from web.api import stream
from web.feed import Feed


@asynccontextmanager
async def berumpan(web: Web) -> AsyncIterator[Feed]:
    """The application with its feed running, without a broadcast."""
    feed = Feed(web.konteks.engine, PKM.kode, lambda: None)
    web.konteks.feed = feed
    async with pekerjaan(feed.run()):
        yield feed
        feed.close()


@asynccontextmanager
async def dibuka(klien: httpx.AsyncClient, **headers: str) -> AsyncIterator[Aliran]:
    """An open stream."""
    async with klien.stream("GET", "/api/v1/aliran", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Aliran(response)


async def test_an_open_reader_gets_each_fact_as_a_cloudevent_with_its_position(web: Web) -> None:
    async with berumpan(web) as feed, disajikan(web) as klien, dibuka(klien) as aliran:
        assert await aliran.berikut() == ("siaran", None, {"tertunda": True, "seq": 0})
        made = await web.perintah("daftarkan", nomor="00-12-34")
        feed.wake(made.json()["seq"])
        name, number, event = await aliran.berikut()
        assert (name, number) == ("message", 1)
        assert event["specversion"] == "1.0"
        assert event["type"] == "berkas.didaftarkan.v1"
        assert event["subject"] == made.json()["subjek"]
        assert "1234" not in str({key: value for key, value in event.items() if key not in {"id", "subject", "pelaku"}})


async def test_a_reader_that_was_cut_off_catches_up_from_its_last_position(web: Web) -> None:
    await web.perintah("daftarkan", nomor="1")
    await web.perintah("ambil", "1", tujuan=GIGI)
    await web.perintah("terima_di_unit", "1", unit=GIGI)
    async with berumpan(web), disajikan(web) as klien:
        async with dibuka(klien, **{"Last-Event-ID": "1"}) as aliran:
            seen = [await aliran.berikut() for _ in range(3)]
        assert [number for name, number, _ in seen if name == "message"] == [2, 3]
        async with klien.stream("GET", "/api/v1/aliran", params={"setelah": 0}) as response:
            again = Aliran(response)
            seen = [await again.berikut() for _ in range(4)]
        assert [number for name, number, _ in seen if name == "message"] == [1, 2, 3]


async def test_a_position_that_is_none_is_refused(web: Web) -> None:
    async with berumpan(web):
        for position in ("-1", "x", "1.5", "9" * 40, "²"):
            answer = await web.klien.get("/api/v1/aliran", headers={b"Last-Event-ID": position.encode()})
            assert (answer.status_code, answer.json()["field"]) == (422, "Last-Event-ID")


async def test_the_stream_ends_when_the_feed_closes(web: Web) -> None:
    async with berumpan(web) as feed, disajikan(web) as klien, dibuka(klien) as aliran:
        await aliran.berikut()
        feed.close()
        with pytest.raises(StopAsyncIteration):
            await aliran.berikut()


async def test_a_reader_whose_token_is_revoked_is_let_go(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PERIKSA", 0.0)
    rahasia = web.perangkat(Peran.KEPALA, cakupan=[Cakupan.BACA])
    async with berumpan(web) as feed, disajikan(web) as klien, dibuka(klien, **web.sebagai(rahasia)) as aliran:
        await aliran.berikut()
        token = people.kenali(web.konteks.engine, rahasia, now=web.arsip.jam())
        assert token is not None
        with writing(web.konteks.engine).begin() as connection:
            people.cabut(connection, token.id)
        made = await web.perintah("daftarkan", nomor="1")
        feed.wake(made.json()["seq"])
        await aliran.habis()


async def test_a_board_left_open_ends_with_its_session(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PERIKSA", 0.0)
    headers, _ = web.masuk(web.orang("siti", Peran.PEREKAM_MEDIS))
    async with berumpan(web) as feed, disajikan(web) as klien, dibuka(klien, **headers) as aliran:
        await aliran.berikut()
        web.arsip.jam.maju(minutes=30)
        await web.perintah("daftarkan", nomor="1")
        feed.wake(1)
        assert (await aliran.berikut())[1] == 1
        web.arsip.jam.maju(hours=12)
        await web.perintah("daftarkan", nomor="2")
        feed.wake(2)
        await aliran.habis()


async def test_before_the_facility_is_set_up_there_is_no_stream(web: Web) -> None:
    answer = await web.klien.get("/api/v1/aliran")
    assert (answer.status_code, answer.json()["kode"]) == (503, "belum_disiapkan")
