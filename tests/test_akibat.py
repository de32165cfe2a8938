"""Reckoning what a policy would do takes long in a large facility: a page shows how far it is, then what came of it."""

import re
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from engine import berlaku
from engine.policy import kebijakan
from engine.views import kebijakan as lihat
from engine.views import putar_fakta, putar_ulang, rencana_tempo
from engine.views.kebijakan import Pratinjau
from engine.views.putar_ulang import Hasil
from schemas.names import Peran
from tests.kit import UMUM, Arsip
from tests.kit_web import Web
from tests.test_kebijakan import MILIK, WIB, di_unit, kurang, sepekan
from web import hitung_akibat
from web.hitung_akibat import Akibat, HitunganAkibat, Tanya, hitung, hitungan

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
Buah = tuple[Pratinjau, list[Hasil]]


def tertahan(pintu: threading.Event, buat: hitung_akibat.Buat, one: Akibat) -> Buah:
    """Half done until the door is opened."""
    one.maju(3, 8)
    pintu.wait(30)
    one.maju(4, 8)
    return buat(one)


async def test_a_reckoning_that_takes_long_shows_how_far_it_is_and_then_what_came_of_it(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kurang(web.arsip)
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    (folder / "tenggat.yaml").write_text(yaml.safe_dump({"kelengkapan": {"batas": "P1D"} | MILIK}), encoding="utf-8")
    web.konteks.settings = web.konteks.settings.model_copy(update={"kebijakan_dir": folder})
    head, _ = web.masuk(web.orang("ketua", Peran.KEPALA))
    with web.arsip.engine.connect() as connection:
        tanya = Tanya(berlaku.aturan(connection), berlaku.dari(kebijakan(folder)), 90)
    monkeypatch.setattr(hitung_akibat, "SEBENTAR_DETIK", 0.0)
    pintu = threading.Event()
    semua = hitungan(web.arsip.engine)
    now = web.arsip.jam.saat + timedelta(days=2)
    one = semua.minta(tanya, now, partial(tertahan, pintu, partial(hitung, web.arsip.engine, WIB)))
    assert semua.berjalan() is one
    page = (await web.klien.get("/kebijakan?akibat=true", headers=head)).text
    assert 'hx-get="/kebijakan/akibat"' in page
    assert "/kebijakan/terapkan" not in page, "nothing is adopted unseen"
    part = await web.klien.get("/kebijakan/akibat", headers=head | {"HX-Request": "true"})
    assert re.search(r'<progress max="8" value="3"', part.text)
    assert "3 dari 8 tenggat diperiksa" in part.text
    clerk, _ = web.masuk(web.orang("juru", Peran.PEREKAM_MEDIS))
    assert (await web.klien.get("/kebijakan/akibat", headers=clerk)).status_code == 204
    pintu.set()
    assert one.usai.wait(30)
    done = await web.klien.get("/kebijakan/akibat", headers=head | {"HX-Request": "true"})
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    page = (await web.klien.get("/kebijakan?akibat=true", headers=head)).text
    assert "2 menjadi lewat, 0 tidak lagi lewat" in page
    assert "/kebijakan/terapkan" in page


async def test_another_question_ends_the_reckoning_that_runs_and_an_old_answer_is_not_given(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hitung_akibat, "SEBENTAR_DETIK", 0.0)
    with arsip.engine.connect() as connection:
        tanya = Tanya(berlaku.aturan(connection), sepekan(tmp_path), 30)
    semua, pintu, none = HitunganAkibat(), threading.Event(), (Pratinjau(), list[Hasil]())
    buat = partial(tertahan, pintu, lambda _: none)
    first = semua.minta(tanya, arsip.jam.saat, buat)
    assert semua.minta(tanya, arsip.jam.saat, buat) is first
    other = semua.minta(Tanya(tanya.lama, tanya.baru, 31), arsip.jam.saat, buat)
    pintu.set()
    assert first.usai.wait(30)
    assert other.usai.wait(30)
    assert (first.gagal, first.hasil, other.gagal, other.hasil) == (True, None, False, none)
    other.selesai -= hitung_akibat.BASI_DETIK + 1
    assert semua.minta(other.tanya, arsip.jam.saat, lambda _: none) is not other


async def test_preview_and_replay_are_the_same_in_parts_and_tell_each_part(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dari = arsip.jam.saat
    for _ in range(4):
        await kurang(arsip)
        await di_unit(arsip, UMUM)
        arsip.jam.maju(hours=30)
    baru = sepekan(tmp_path)
    zona: ZoneInfo = WIB
    with arsip.engine.connect() as connection:
        lama, now = berlaku.aturan(connection), arsip.jam.saat
        whole = putar_ulang.putar(connection, lama, baru, dari=dari, sampai=now, zona=zona)
        seen = lihat.pratinjau(connection, baru, zona, now)
        monkeypatch.setattr(putar_fakta, "SEBAGIAN", 3)
        monkeypatch.setattr(putar_fakta, "LONGGAR", timedelta(0))
        monkeypatch.setattr(putar_ulang, "SEKALI", 2)
        monkeypatch.setattr(rencana_tempo, "HALAMAN", 3)
        told: list[tuple[int, int]] = []
        parts = putar_ulang.putar(
            connection, lama, baru, dari=dari, sampai=now, zona=zona, maju=lambda n, m: told.append((n, m))
        )
        assert parts == whole
        assert sum(one.banyak for one in whole) >= 12
        assert told == [(n, told[-1][1]) for n in range(told[-1][1] + 1)]
        assert len(told) > 5
        pages: list[tuple[int, int]] = []
        assert lihat.pratinjau(connection, baru, zona, now, lambda n, m: pages.append((n, m))) == seen
        assert pages[-1] == (12, 12)
        assert len(pages) >= 4
