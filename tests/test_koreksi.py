"""Corrections of electronic records: free for two days after the service, then only with somebody else's approval."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.refusals import Refusal
from schemas.commands import berkas as ask_berkas
from schemas.commands import koreksi as ask
from schemas.commands import kunjungan as visits
from schemas.message import Pelaku
from schemas.names import BerkasId, Peran
from tests.buku import baris, satu_cerita
from tests.kit import DOKTER, KEPALA, LOKET, PERMED, Arsip
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.test_pages import Orang


async def dilayani(arsip: Arsip, pembawa: str = "elektronik") -> dict[str, str]:
    """A patient's record and their visit, over just now; what a correction of it says."""
    klinik, berkas = klinik_baru(arsip), BerkasId(baru())
    pasien = await klinik.pasien()
    isi = {"nomor": "881", "pasien": pasien, "pembawa": pembawa}
    assert isinstance(await arsip.minta(ask_berkas.Daftarkan, berkas, LOKET, **isi), Accepted)
    visit = await klinik.terdaftar(pasien)
    for kind, told in ((visits.Layani, {"dokter": DOKTER.id}), (visits.Selesaikan, {"cara_keluar": "pulang"})):
        assert isinstance(await klinik.minta(kind, subjek=visit.id, **told), Accepted)
    return {"berkas": berkas, "kunjungan": visit.id, "formulir": "catatan_rawat_jalan", "sebab": "salah_tulis"}


def kode(answer: Answer) -> str | None:
    return answer.kode if isinstance(answer, Refusal) else None


async def test_a_correction_is_free_until_the_last_instant_of_the_second_day_and_asked_for_from_it_on(
    arsip: Arsip,
) -> None:
    isi = await dilayani(arsip)
    over = arsip.jam.saat + timedelta(hours=48)

    async def minta(kind: type[ask.Pengoreksian], siapa: Pelaku = DOKTER, **lain: str) -> str | None:
        return kode(await arsip.minta(kind, baru(), siapa, **isi | lain))

    arsip.jam.saat = over - timedelta(microseconds=1)
    assert await minta(ask.Ajukan) == "perlu_persetujuan"
    assert await minta(ask.Catat) is None
    arsip.jam.saat = over
    assert await minta(ask.Catat) == "masih_bebas"
    earlier = {"terjadi_pada": over - timedelta(hours=1)}  # told late: saying so is no way around the approval
    assert kode(await arsip.minta(ask.Catat, baru(), DOKTER, **isi | earlier)) == "masih_bebas"
    assert await minta(ask.Ajukan) is None
    assert await minta(ask.Ajukan, LOKET) == "peran_tidak_boleh"
    assert await minta(ask.Ajukan, formulir="resep") == "formulir_tidak_dikenal"
    assert await minta(ask.Ajukan, kunjungan=baru()) == "kunjungan_tidak_dikenal"
    assert await minta(ask.Ajukan, berkas=baru()) == "berkas_tidak_dikenal"
    assert await minta(ask.Ajukan, berkas=await arsip.daftar()) == "bukan_elektronik"
    await arsip.minta(ask_berkas.Rakit, isi["berkas"], PERMED)
    assert await minta(ask.Ajukan) == "lengkapi_dulu"
    assert "salah" not in "".join(row["data"] for row in baris(arsip.engine) if "nama" in row["data"])
    satu_cerita(arsip.engine)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_whoever_asked_does_not_decide_and_only_what_was_approved_is_made(arsip: Arsip) -> None:
    isi = await dilayani(arsip)
    arsip.jam.maju(days=3)
    ya, tidak = baru(), baru()
    assert isinstance(await arsip.minta(ask.Ajukan, ya, PERMED, **isi), Accepted)
    assert isinstance(await arsip.minta(ask.Ajukan, tidak, DOKTER, **isi | {"sebab": "hasil_susulan"}), Accepted)
    assert kode(await arsip.minta(ask.Laksanakan, ya, PERMED)) == "keadaan_tidak_sesuai"
    assert kode(await arsip.minta(ask.Setujui, ya, PERMED)) == "bukan_pengaju_koreksi"
    assert kode(await arsip.minta(ask.Setujui, ya, DOKTER)) == "peran_tidak_boleh"
    assert isinstance(await arsip.minta(ask.Setujui, ya, KEPALA), Accepted)
    assert isinstance(await arsip.minta(ask.Laksanakan, ya, PERMED), Accepted)
    assert isinstance(await arsip.minta(ask.Tolak, tidak, PERMED, sebab_tolak="tulis_catatan_baru"), Accepted)
    assert kode(await arsip.minta(ask.Laksanakan, tidak, DOKTER)) == "keadaan_tidak_sesuai"
    with arsip.engine.connect() as connection:
        k = t.koreksi.c
        found = {row.id: row.keadaan for row in connection.execute(select(k.id, k.keadaan))}
    assert found == {ya: "dicatat", tidak: "ditolak"}
    satu_cerita(arsip.engine)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_approver_sees_what_waits_and_decides_on_the_page_and_who_asked_cannot(web: Web) -> None:
    isi = await dilayani(web.arsip)
    web.arsip.jam.maju(days=3)
    asked = [baru(), baru()]
    for one in asked:
        assert isinstance(await web.arsip.minta(ask.Ajukan, one, DOKTER, **isi), Accepted)
    head = Orang(web, "kepala", Peran.KEPALA)
    page = (await head.buka("/koreksi")).text
    assert page.count("Catatan rawat jalan") == 2
    answer = await head.kirim(f"/koreksi/{asked[0]}", pilihan="setujui", command_id=baru())
    assert answer.status_code == 303
    answer = await head.kirim(f"/koreksi/{asked[1]}", pilihan="tolak", command_id=baru())
    assert (answer.status_code, "sebab" in answer.text) == (422, True)
    answer = await head.kirim(f"/koreksi/{asked[1]}", pilihan="tolak", sebab_tolak="tidak_perlu", command_id=baru())
    assert answer.status_code == 303
    assert (await head.buka("/koreksi")).text.count("Catatan rawat jalan") == 1  # what was approved, to be made
    listed = await web.baca("koreksi", keadaan="disetujui")
    assert [one["id"] for one in listed["isi"]] == asked[:1]
    assert (await web.klien.get("/api/v1/koreksi", params={"keadaan": "lama"})).status_code == 422
