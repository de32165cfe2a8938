"""Coding: a visit's diagnoses as codes, in one table and never in an event; the list of those that wait."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from engine import envelope
from engine import tables as t
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.refusals import Refusal
from engine.views import kode as lihat
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.commands.kunjungan import KodeDiagnosis
from schemas.message import Pelaku
from schemas.names import CaraKeluar, Peran
from tests.buku import riwayat
from tests.kit import DOKTER, GIGI, LOKET, PERMED, UMUM, Arsip, orang
from tests.kit_web import Web
from tests.klinik import Klinik, klinik_baru, kode
from tests.test_pages import Orang, notice

DOKTER_GIGI = orang(Peran.DOKTER, unit=(GIGI,))


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """The facility, with nobody in it."""
    return klinik_baru(arsip)


@pytest.fixture
def kertas(tmp_path: Path) -> str:
    """Where the pages' tests keep their database."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


async def selesai(klinik: Klinik, **isi: Any) -> Kunjungan:
    visit = await klinik.terdaftar()
    ended = await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.PULANG, **isi)
    assert isinstance(ended, Accepted), ended
    return klinik.kini(visit.id)


def codes(*given: str | tuple[str, bool]) -> tuple[KodeDiagnosis, ...]:
    told = (one if isinstance(one, tuple) else (one, None) for one in given)
    return tuple(KodeDiagnosis(kode=kode_, kasus_baru=baru_) for kode_, baru_ in told)


async def kodekan(klinik: Klinik, visit: str, *given: str | tuple[str, bool], pelaku: Pelaku = PERMED) -> Answer:
    return await klinik.minta(ask.Kodekan, pelaku, subjek=visit, kode=codes(*given))


def tabel(klinik: Klinik, visit: str) -> list[tuple[str, bool | None]]:
    with klinik.arsip.engine.connect() as connection:
        return [(one.kode, one.kasus_baru) for one in lihat.milik(connection, visit).isi]


async def test_the_codes_are_in_their_table_and_the_event_tells_only_how_many(klinik: Klinik) -> None:
    visit = await selesai(klinik)
    assert isinstance(await kodekan(klinik, visit.id, ("j069", True), "I10"), Accepted)
    assert tabel(klinik, visit.id) == [("J06.9", True), ("I10", None)]
    line = riwayat(klinik.arsip.engine, visit.id)[-1]  # type: ignore[arg-type] # a visit's id
    assert line.isi().keys() == {"jumlah_kode", "kasus_baru"}
    assert b"J06" not in line.data()
    kini = klinik.kini(visit.id)
    assert (kini.jumlah_kode, kini.kasus_baru, kini.keadaan) == (2, True, visit.keadaan)


async def test_coding_again_replaces_and_who_wrote_when_stays_in_the_ledger(klinik: Klinik) -> None:
    visit = await selesai(klinik, dokter=DOKTER.id)
    await kodekan(klinik, visit.id, ("A09", False), "E11.9", "I10")
    klinik.arsip.jam.maju(hours=3)
    assert isinstance(await kodekan(klinik, visit.id, ("A91", True), pelaku=DOKTER), Accepted)
    assert tabel(klinik, visit.id) == [("A91", True)]
    told = [one for one in riwayat(klinik.arsip.engine, visit.id) if one.jenis == ask_dikode]  # type: ignore[arg-type]
    assert [(one.pelaku, one.isi()["jumlah_kode"]) for one in told] == [(PERMED.id, 3), (DOKTER.id, 1)]
    twice = await asyncio.gather(kodekan(klinik, visit.id, "B01"), kodekan(klinik, visit.id, "B02", "B03"))
    assert all(isinstance(one, Accepted) for one in twice)  # in one batch the last is what stays
    assert tabel(klinik, visit.id) == [("B02", None), ("B03", None)]


ask_dikode = "kunjungan.dikode.v1"


async def test_who_may_not_code_and_what_is_none_is_refused_by_name(klinik: Klinik) -> None:
    visit = await selesai(klinik, dokter=DOKTER.id)
    assert kode(await kodekan(klinik, visit.id, "A09", pelaku=LOKET)) == "peran_tidak_boleh"
    assert kode(await kodekan(klinik, visit.id, "A09", pelaku=DOKTER_GIGI)) == "dokter_yang_merawat"
    assert kode(await kodekan(klinik, visit.id, "A09", "I10", "a09")) == "kode_tidak_berulang"
    gone = await klinik.terdaftar()
    await klinik.minta(ask.Batalkan, subjek=gone.id, alasan_batal="pasien_pergi")
    assert kode(await kodekan(klinik, gone.id, "A09")) == "keadaan_tidak_sesuai"
    tanpa = await selesai(klinik)  # no doctor told yet: one who serves the unit
    assert kode(await kodekan(klinik, tanpa.id, "A09", pelaku=DOKTER_GIGI)) == "dokter_yang_merawat"
    assert isinstance(await kodekan(klinik, tanpa.id, "A09", pelaku=orang(Peran.DOKTER, unit=(UMUM,))), Accepted)


@pytest.mark.parametrize(
    ("tulisan", "kode_"),
    [("A09", "A09"), (" j06.9 ", "J06.9"), ("i10", "I10"), ("Z380", "Z38.0"), ("M54.56", "M54.56")],
)
def test_a_code_is_written_as_it_is_printed(tulisan: str, kode_: str) -> None:
    assert KodeDiagnosis(kode=tulisan).kode == kode_


@pytest.mark.parametrize(
    "tulisan", ["", "A9", "09A", "A09.", "J06.9b", "J06.912", "\u00c509", "A\u06609", "J06,9", "A09.1-"]
)
def test_what_is_no_code_is_refused_without_being_repeated(tulisan: str) -> None:
    with pytest.raises(ValidationError) as refused:
        KodeDiagnosis(kode=tulisan)
    assert not tulisan or tulisan not in str(refused.value)


def test_the_refusal_of_a_code_names_its_field() -> None:
    body = {
        "command_id": baru(),
        "jenis": "kunjungan.kodekan",
        "subjek": baru(),
        "data": {"kode": [{"kode": "A09"}, {"kode": "flu", "kasus_baru": True}]},
    }
    answer = envelope.parse(body, PERMED, lambda _: Refusal("nomor_tidak_ada"))
    assert isinstance(answer, Refusal)
    assert answer.field == "data.kode.1.kode"
    assert "misalnya J06.9" in answer.kalimat
    assert "flu" not in answer.kalimat


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────


class TestHalaman:
    """On SQLite: what the pages ask of a database is asked above of both."""

    @pytest.fixture
    def url(self, kertas: str) -> str:
        return kertas

    async def test_the_oldest_waits_first_and_saving_goes_on_to_the_next(self, web: Web, klinik: Klinik) -> None:
        first = await selesai(klinik)
        klinik.arsip.jam.maju(minutes=5)
        second = await selesai(klinik)
        permed = Orang(web, "permed_kode", Peran.PEREKAM_MEDIS)
        listed = (await permed.buka("/kode")).text
        assert listed.index(first.id) < listed.index(second.id)
        where = f"/kode/{first.id}"
        refused = await permed.kirim(where, **{"kode.1": "j069", "kasus.1": "ya", "kode.3": "flu", "lanjut": "ya"})
        assert refused.status_code == 422
        assert "misalnya J06.9" in notice(refused)
        assert 'value="j069"' in refused.text
        assert 'name="kode.3" value="flu"' in refused.text
        assert 'aria-label="Kode 3" aria-invalid="true"' in refused.text
        answer = await permed.kirim(where, **{"kode.1": "j069", "kasus.1": "ya", "kode.3": "i10", "lanjut": "ya"})
        assert answer.headers["location"] == f"/kode/{second.id}?kabar=tercatat"
        assert tabel(klinik, first.id) == [("J06.9", True), ("I10", None)]
        assert '<option value="J06.9">' in (await permed.buka(f"/kode/{second.id}")).text
        last = await permed.kirim(f"/kode/{second.id}", **{"kode.1": "A09", "lanjut": "ya"})
        assert last.headers["location"] == "/kode?kabar=tercatat"
        assert first.id not in (await permed.buka("/kode")).text

    async def test_a_diagnosis_is_read_only_by_those_who_may(self, web: Web, klinik: Klinik) -> None:
        visit = await selesai(klinik, dokter=DOKTER.id)
        await kodekan(klinik, visit.id, "B20")
        loket, perawat = Orang(web, "loket_x", Peran.PETUGAS_PENDAFTARAN), Orang(web, "perawat_x", Peran.PETUGAS_UNIT)
        gigi, permed = Orang(web, "gigi_x", Peran.DOKTER, unit=GIGI), Orang(web, "permed_x", Peran.PEREKAM_MEDIS)
        for siapa in (loket, perawat, gigi):
            page = await siapa.buka(f"/kunjungan/{visit.id}")
            assert page.status_code == 200
            assert "B20" not in page.text
            assert (await siapa.buka(f"/kode/{visit.id}")).status_code == 403
            api = await web.klien.get(f"/api/v1/kunjungan/{visit.id}/kode", headers=siapa.headers)
            assert api.status_code == 403
        assert "B20" in (await permed.buka(f"/kunjungan/{visit.id}")).text
        api = await web.klien.get(f"/api/v1/kunjungan/{visit.id}/kode", headers=permed.headers)
        assert api.json()["isi"] == [{"kode": "B20", "kasus_baru": None}]
        assert (await web.klien.get("/api/v1/kode/menunggu", headers=permed.headers)).json()["jumlah"] == 0


async def test_no_code_is_anywhere_but_in_its_table(klinik: Klinik) -> None:
    visit = await selesai(klinik)
    await kodekan(klinik, visit.id, "B20")
    await kodekan(klinik, visit.id, "Q99.8", pelaku=LOKET)  # refused, and kept as a refusal
    with klinik.arsip.engine.connect() as connection:
        for table in t.metadata.sorted_tables:
            if table is t.kunjungan_kode:
                continue
            for row in connection.execute(select(table)).all():
                assert "B20" not in str(tuple(row)), table.name
                assert "Q99" not in str(tuple(row)), table.name
