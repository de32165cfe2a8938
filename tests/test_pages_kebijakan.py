"""The page of the policy of deadlines, and the two clocks on a record's page and through the API."""

import re
from pathlib import Path

import pytest
import yaml

from schemas.commands import berkas as ask
from schemas.names import Peran
from tests.kit import DOKTER, UMUM, Arsip
from tests.kit_web import Web
from tests.test_kebijakan import MILIK, kurang, tempo
from workers.penjadwalan import Penjadwalan

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


async def test_a_head_sees_the_numbers_previews_other_files_and_adopts_exactly_what_was_previewed(
    web: Web, tmp_path: Path
) -> None:
    arsip: Arsip = web.arsip
    berkas, _ = await kurang(arsip)
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    web.konteks.settings = web.konteks.settings.model_copy(update={"kebijakan_dir": folder})
    ketua = web.orang("ketua", Peran.KEPALA)
    head, csrf = web.masuk(ketua)
    page = (await web.klien.get("/kebijakan", headers=head)).text
    assert "Kepmenkes 129" in page
    assert "belum diterapkan" not in page.lower()
    assert "Lihat akibatnya" not in page
    arsip.jam.maju(days=2)
    head, csrf = web.masuk(ketua)  # the session of two days ago has ended
    (folder / "tenggat.yaml").write_text(yaml.safe_dump({"kelengkapan": {"batas": "P1D"} | MILIK}), encoding="utf-8")
    before = tempo(arsip)
    page = (await web.klien.get("/kebijakan", headers=head)).text
    assert "14 hari, semua hari dihitung" in page
    assert "1 hari, semua hari dihitung" in page
    assert "24 jam<" in page
    assert re.search(r"\bPT?\d", page) is None, "limits are said in words"
    english = (await web.klien.get("/kebijakan", headers=head | {"Cookie": head["Cookie"] + "; bahasa=en"})).text
    assert "14 days, every day counts" in english
    assert "48 hours, from discharge" in english
    assert "Lihat akibatnya" in page
    page = (await web.klien.get("/kebijakan?akibat=true&hari=30", headers=head)).text
    assert "2 menjadi lewat, 0 tidak lagi lewat" in page
    assert f"/berkas/{berkas}" in page
    (sidik,) = re.findall(r'name="sidik" value="([0-9a-f]{64})"', page)
    assert tempo(arsip) == before
    (folder / "tenggat.yaml").write_text(yaml.safe_dump({"kelengkapan": {"batas": "P2D"} | MILIK}), encoding="utf-8")
    refused = await web.klien.post("/kebijakan/terapkan", headers=head, data={"csrf": csrf, "sidik": sidik})
    assert refused.status_code == 409
    assert tempo(arsip) == before
    page = (await web.klien.get("/kebijakan?akibat=true", headers=head)).text
    (sidik,) = re.findall(r'name="sidik" value="([0-9a-f]{64})"', page)
    done = await web.klien.post("/kebijakan/terapkan", headers=head, data={"csrf": csrf, "sidik": sidik})
    assert done.status_code == 303
    assert "Penjadwalan ulang berjalan" in (await web.klien.get("/kebijakan", headers=head)).text
    arsip.jam.maju(minutes=1)
    await Penjadwalan(arsip.engine, now=arsip.jam).kejar(arsip.door)
    assert tempo(arsip) != before
    page = (await web.klien.get("/kebijakan", headers=head)).text
    assert "Penjadwalan ulang berjalan" not in page
    assert "Nama ketua" in page


async def test_files_that_cannot_be_used_are_named_and_what_was_adopted_stays(web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    (folder / "tenggat.yaml").write_text("kelengkapan: {batas: besok}", encoding="utf-8")
    web.konteks.settings = web.konteks.settings.model_copy(update={"kebijakan_dir": folder})
    head, _ = web.masuk(web.orang("ketua", Peran.KEPALA))
    page = (await web.klien.get("/kebijakan", headers=head)).text
    assert "tidak dapat dipakai" in page
    assert "tenggat.kelengkapan" in page
    clerk, _ = web.masuk(web.orang("juru", Peran.PEREKAM_MEDIS))
    assert (await web.klien.get("/kebijakan", headers=clerk)).status_code == 403


async def test_both_clocks_stand_on_the_records_page_and_are_read_through_the_api(web: Web) -> None:
    arsip: Arsip = web.arsip
    berkas, _ = await kurang(arsip)
    arsip.jam.maju(hours=5)
    await arsip.minta(ask.KembalikanKeUnit, berkas, tujuan=UMUM)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    arsip.jam.maju(hours=2)
    (jam,) = (await web.baca(f"berkas/{berkas}/dua-jam"))["isi"]
    assert (jam["hukum_detik"], jam["adil_detik"]) == (7 * 3600, 2 * 3600)
    assert [ruas["sebab"] for ruas in jam["ruas"]] == ["di_rekam_medis", "di_unitnya"]
    head, _ = web.masuk(web.orang("ketua", Peran.KEPALA))
    page = (await web.klien.get(f"/berkas/{berkas}", headers=head)).text
    assert "Dua jam melengkapi" in page
    assert "Unit tempatnya bertugas ialah yang tercatat sekarang" in page, "what is not known is said to be so"
    assert "7 j 00 mnt" in page
    page = (await web.klien.get(f"/tugas?orang={DOKTER.id}", headers=head)).text
    assert "Jam adil 2 j 00 mnt" in page
