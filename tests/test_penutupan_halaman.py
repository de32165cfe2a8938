"""The pages of closings: what is unsigned, one sheet with its editions, the signature; and who is told of it."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.database import writing
from engine.pengingat import kalimat, kotak, susun
from engine.pengingat.jabatan import angkat as jadikan
from engine.pengingat.sumber import KEPALA_UNIT
from engine.people import Petugas
from engine.policy import kebijakan
from schemas.names import Peran
from tests.kit import RANAP
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.sensus_kit import HARI, Sensus, penutupan_baru

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
LEMBAR = f"/sensus/penutupan/{RANAP}/{HARI.isoformat()}"


@pytest.fixture
def sensus(web: Web) -> Sensus:
    return penutupan_baru(klinik_baru(web.arsip))


@pytest.fixture
def karu(web: Web) -> Petugas:
    """The head of the ward."""
    made = web.orang("karu", Peran.PETUGAS_UNIT, unit=RANAP)
    with writing(web.konteks.engine).begin() as connection:
        jadikan(connection, KEPALA_UNIT, RANAP, made.id)
    return made


async def test_the_head_reads_the_sheet_and_signs_it_and_everybody_sees_who_signed_which_edition(
    web: Web, sensus: Sensus, karu: Petugas
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    own, csrf = web.masuk(karu)
    other, _ = web.masuk(web.orang("bidan", Peran.PETUGAS_UNIT, unit=RANAP))
    assert 'name="edisi"' not in (await web.klien.get(LEMBAR, headers=other)).text, "signing is the head's"
    page = await web.klien.get(LEMBAR, headers=own)
    assert page.status_code == 200
    assert f"/sensus/inap/rincian?macam=sisa&amp;mulai={HARI}" in page.text.replace("&amp;", "&amp;")
    assert lies.id not in page.text
    form = {"csrf": csrf, "command_id": "0190c7a0-0000-7000-8000-00000000f001", "edisi": "1"}
    for _ in range(2):  # a form that is sent twice signs once
        answer = await web.klien.post(LEMBAR, data=form, headers=own)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{LEMBAR}?kabar=tercatat")
    seen = await web.klien.get(LEMBAR, headers=other)
    assert "Nama karu" in seen.text
    assert "Ditandatangani" in (await web.klien.get("/sensus/penutupan", headers=other)).text


async def test_a_late_event_shows_cell_by_cell_what_changed_and_which_event_did_it_and_the_old_edition_stays(
    web: Web, sensus: Sensus, karu: Petugas
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    await sensus.tanda_tangan(pelaku=karu.pelaku)
    answer = await sensus.pulang(lies, sensus.arsip.jam.saat - timedelta(hours=12))
    await sensus.tutup()
    own, csrf = web.masuk(karu)
    page = (await web.klien.get(LEMBAR, headers=own)).text
    assert "Berbeda dari edisi 1" in page
    assert f'href="/kunjungan/{lies.id}"' in page, "the cause leads to the visit's history"
    assert f"baris</small> {answer.seq}" in page or f"baris {answer.seq}" in page  # type: ignore[union-attr]
    old = (await web.klien.get(f"{LEMBAR}?edisi=1", headers=own)).text
    assert "Ini edisi lama" in old
    assert 'name="edisi"' not in old
    form = {"csrf": csrf, "command_id": "0190c7a0-0000-7000-8000-00000000f002", "edisi": "1"}
    refused = await web.klien.post(LEMBAR, data=form, headers=own)
    assert refused.status_code == 409
    assert "sudah diganti edisi 2" in refused.text
    assert 'name="edisi" value="2"' in refused.text, "what is in force may be signed from there"


async def test_an_admission_told_a_day_late_is_shown_with_the_hour_the_patient_came(
    web: Web, sensus: Sensus, karu: Petugas
) -> None:
    sensus.esok()
    await sensus.tutup()
    came = sensus.arsip.jam.saat - timedelta(hours=12)
    await sensus.klinik.dirawat("M1-A", datang_pada=came)
    await sensus.tutup()
    own, _ = web.masuk(karu)
    page = (await web.klien.get(LEMBAR, headers=own)).text
    cause = re.sub(r"<[^>]+>", "", page[page.index("Peristiwa yang menyebabkannya") :])
    assert f"{came.astimezone(ZoneInfo('Asia/Jakarta')):%H.%M}, dicatat" in cause


async def test_what_is_not_closed_says_so_and_nonsense_in_the_address_is_no_page(
    web: Web, sensus: Sensus, karu: Petugas
) -> None:
    sensus.esok()
    own, _ = web.masuk(karu)
    page = await web.klien.get(LEMBAR, headers=own)
    assert "Belum ditutup" in page.text
    for wrong in ("/sensus/penutupan/RANAP/kemarin", "/sensus/penutupan/XX9/2026-03-02"):
        assert (await web.klien.get(wrong, headers=own)).status_code == 404
    assert (await web.klien.get("/sensus/penutupan?sampai=9999-99-99&unit=%00", headers=own)).status_code == 200


async def test_heads_are_reminded_in_the_morning_and_the_record_office_at_the_hour_of_policy_while_it_is_so(
    web: Web, sensus: Sensus, karu: Petugas
) -> None:
    jam = sensus.arsip.jam
    chief = web.orang("kepalarm", Peran.KEPALA)
    await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    jam.maju(hours=7, minutes=1)
    assert not tulis(web, "mendesak", chief), "the hour has not come"
    assert tulis(web, "harian", karu) == ["1 sensus harian menunggu tanda tangan Anda."]
    jam.maju(hours=1)
    assert tulis(web, "mendesak", chief)[0].startswith("Mendesak: 2 sensus harian belum ditutup atau belum")
    assert not tulis(web, "mendesak", chief), "said once"
    with web.konteks.engine.connect() as connection:
        (said,) = [one for one in kotak.isi_kotak(connection, chief.id) if one.mendesak]
        assert susun.isi_kini(connection, chief.id, said.isi, said.aturan, kini(web)), "still so when it is sent"
    await sensus.tanda_tangan(pelaku=karu.pelaku)
    with web.konteks.engine.connect() as connection:
        (left,) = susun.isi_kini(connection, chief.id, said.isi, said.aturan, kini(web)).values()
    assert left.jumlah == 1, "looked at again before it is sent: the ward has signed, the clinic has not"


def kini(web: Web) -> susun.Keadaan:
    return susun.Keadaan(web.arsip.jam.saat, ZoneInfo("Asia/Jakarta"), kebijakan().pengingat)


def tulis(web: Web, aturan: str, petugas: Petugas) -> list[str]:
    """What this person is told now that they were not told before."""
    now = kini(web)
    with writing(web.konteks.engine).begin() as connection:
        before = {one.id for one in kotak.isi_kotak(connection, petugas.id)}
        if aturan == "harian":
            susun.tulis_harian(connection, petugas.id, now, now.pada.astimezone(now.zona).date())
        elif petugas.id in susun.calon_mendesak(connection, now):
            susun.tulis_mendesak(connection, petugas.id, now)
        new = [one for one in kotak.isi_kotak(connection, petugas.id) if one.id not in before]
    return [kalimat.kalimat(one.aturan, one.isi) for one in new]
