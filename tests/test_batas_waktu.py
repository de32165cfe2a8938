"""How far back and ahead a visit or a request may be dated: a late entry after an outage yes, a mistyped year no."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.execute import Accepted
from engine.facility import baru
from engine.policy import kebijakan
from engine.refusals import Refusal
from schemas.commands import berkas as ask_berkas
from schemas.commands import permintaan as minta
from schemas.names import BerkasId
from tests.kit import GIGI, LOKET, PAGI, PERMED, Arsip
from tests.klinik import Klinik, klinik_baru, kode
from tests.loket import Meja

LAMPAU = datetime(1900, 1, 1, tzinfo=UTC)
SEDIKIT = timedelta(seconds=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: no database decides this."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def test_a_visit_in_1900_is_refused_and_told_what_to_do(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    for answer, sebab in (
        (await klinik.daftar(pasien, terjadi_pada=LAMPAU), "susulan_terlalu_lama"),
        (await klinik.daftar(pasien, datang_pada=LAMPAU), "datang_terlalu_lama"),
    ):
        assert isinstance(answer, Refusal)
        assert answer.kode == sebab
        assert "Periksa" in answer.kalimat
        assert "Check" in answer.sentence
    visit = await klinik.terdaftar(pasien)
    assert kode(await klinik.rawat(visit, terjadi_pada=PAGI, datang_pada=LAMPAU)) == "datang_terlalu_lama"
    assert kode(await klinik.rawat(visit, terjadi_pada=LAMPAU)) == "susulan_terlalu_lama"


async def test_what_was_written_on_paper_during_an_outage_is_entered_late_up_to_the_limit(klinik: Klinik) -> None:
    rules = kebijakan().kunjungan
    limit, before = rules.susulan.batas, rules.datang_sebelum.batas
    late = await klinik.terdaftar(terjadi_pada=PAGI - limit, datang_pada=PAGI - limit - before)
    assert late.tanggal == (PAGI - limit).date().isoformat()
    assert late.masuk == PAGI - limit - before
    assert kode(await klinik.daftar(terjadi_pada=PAGI - limit - SEDIKIT)) == "susulan_terlalu_lama"
    assert kode(await klinik.daftar(datang_pada=PAGI - before - SEDIKIT)) == "datang_terlalu_lama"


async def test_a_folder_asked_for_by_hand_was_not_needed_in_1900_nor_in_2100(klinik: Klinik) -> None:
    berkas = await klinik.arsip.daftar()
    rules = kebijakan().penyediaan
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"dibutuhkan_pada": LAMPAU}, "dibutuhkan_terlalu_lampau"),
        ({"dibutuhkan_pada": PAGI - rules.lampau.batas - SEDIKIT}, "dibutuhkan_terlalu_lampau"),
        ({"dibutuhkan_pada": datetime(2100, 1, 1, tzinfo=UTC)}, "dibutuhkan_terlalu_jauh"),
        ({"terjadi_pada": LAMPAU}, "susulan_terlalu_lama"),
    )
    for isi, sebab in wrong:
        answer = await klinik.minta(minta.Buat, PERMED, berkas=berkas, unit=GIGI, **isi)
        assert kode(answer) == sebab, isi
    good = await klinik.minta(minta.Buat, PERMED, berkas=berkas, unit=GIGI, dibutuhkan_pada=PAGI - rules.lampau.batas)
    assert isinstance(good, Accepted), good


async def test_a_request_that_follows_from_a_long_visit_is_as_old_as_the_visit(klinik: Klinik) -> None:
    """A folder made in the third week of a stay is still carried to the ward: no limit of hands binds what follows."""
    arsip, meja = klinik.arsip, Meja(klinik.arsip)
    dirawat = await klinik.dirawat()
    await meja.ikut()
    arsip.jam.saat += timedelta(days=20)
    berkas = BerkasId(baru())
    answer = await arsip.minta(ask_berkas.Daftarkan, berkas, LOKET, pasien=dirawat.pasien)
    assert isinstance(answer, Accepted), answer
    await meja.ikut()
    assert dirawat.id in {one.kunjungan for one in meja.untuk(berkas)}
