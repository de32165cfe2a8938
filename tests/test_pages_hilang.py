"""The pages of a search: the list, one search with its places, the slip; every button asks the front door."""

import re
from typing import Any

import httpx

from engine.facility import baru
from schemas.names import Peran
from tests.kit import GIGI, UMUM
from tests.kit_web import Web


async def _kirim(web: Web, kepala: tuple[dict[str, str], str], jalan: str, **isi: Any) -> httpx.Response:
    headers, csrf = kepala
    return await web.klien.post(jalan, data={"csrf": csrf, "command_id": baru()} | isi, headers=headers)


async def _cari(web: Web, nomor: str, kepala: tuple[dict[str, str], str]) -> str:
    """Begin a search from the page; its address."""
    answer = await _kirim(web, kepala, "/hilang", nomor=nomor)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def test_a_folder_not_on_its_shelf_is_searched_for_place_by_place(web: Web) -> None:
    for nomor in (34, 36, 37, 38, 43):
        await web.perintah("daftarkan", nomor=f"00-12-{nomor}")
    permed = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    alamat = await _cari(web, "00-12-34", permed)
    page = (await web.klien.get(alamat, headers=permed[0])).text
    assert "Raknya sendiri" in page
    assert "Di samping atau di dalam berkas 00-12-43" in page, "transposed digits"
    assert "berkas 00-12-36" not in page, "whoever looks at its shelf sees its neighbours"
    places = re.findall(r'name="letak" value="([^"]+)"', page)
    assert places[0] == "rak"
    answer = await _kirim(web, permed, f"{alamat}/periksa", letak="rak", hasil="tidak_ada")
    assert answer.status_code == 303
    page = (await web.klien.get(alamat, headers=permed[0])).text
    places = list(dict.fromkeys(re.findall(r'name="letak" value="([^"]+)"', page)))
    assert places[0] != "rak", "searched in vain: others come first"
    assert "Nama permed" in page
    answer = await _kirim(web, permed, f"{alamat}/temukan", letak=places[0], urutan="1")
    assert answer.status_code == 303
    assert "Ditemukan" in (await web.klien.get(alamat, headers=permed[0])).text


async def test_asking_twice_for_one_folder_leads_to_the_one_search(web: Web) -> None:
    await web.perintah("daftarkan", nomor="00-12-34")
    permed = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    assert await _cari(web, "00-12-34", permed) == await _cari(web, "00-12-34", permed)
    refused = await _kirim(web, permed, "/hilang", nomor="99-99-99")
    assert refused.status_code == 404
    assert "99-99-99" in refused.text, "what was typed is not lost"


async def test_a_find_of_a_folder_reported_missing_is_told_in_its_history_by_the_finder(web: Web) -> None:
    berkas = (await web.perintah("daftarkan", nomor="00-12-34")).json()["subjek"]
    await web.perintah("laporkan_hilang", berkas)
    permed = web.orang("permed", Peran.PEREKAM_MEDIS)
    masuk = web.masuk(permed)
    page = (await web.klien.get("/hilang", headers=masuk[0])).text
    assert "belum dicari" in page
    way = f"/hilang/berkas/{berkas}"
    assert way in (await web.klien.get(f"/berkas/{berkas}", headers=masuk[0])).text
    assert (await web.klien.get(way, headers=masuk[0])).headers["location"] == "/hilang"
    answer = await _kirim(web, masuk, "/hilang", berkas=berkas)
    alamat = answer.headers["location"]
    assert (await web.klien.get(way, headers=masuk[0])).headers["location"] == alamat
    await _kirim(web, masuk, f"{alamat}/temukan", letak=f"unit:{GIGI}")
    found = await web.baca(f"berkas/{berkas}")
    assert (found["keadaan"], found["lokasi"], found["pemegang"]) == ("ditemukan", GIGI, permed.id)
    self_check = await web.klien.post(
        f"/berkas/{berkas}/gerak",
        data={"csrf": masuk[1], "jenis": "berkas.verifikasi_temuan", "command_id": baru()},
        headers=masuk[0],
    )
    assert self_check.status_code == 403, "somebody else confirms the find"


async def test_a_unit_says_it_gave_the_folder_back_and_the_record_room_looks(web: Web) -> None:
    berkas = (await web.perintah("daftarkan", nomor="00-12-34")).json()["subjek"]
    permed = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    gigi = web.masuk(web.orang("gigi", Peran.PETUGAS_UNIT, unit=GIGI))
    alamat = await _cari(web, "00-12-34", permed)
    assert "Sudah kami kembalikan" in (await web.klien.get(alamat, headers=gigi[0])).text
    other = await _kirim(web, gigi, f"{alamat}/klaim", unit=UMUM)
    assert other.status_code == 403
    assert (await _kirim(web, gigi, f"{alamat}/klaim", unit=GIGI)).status_code == 303
    page = (await web.klien.get(alamat, headers=permed[0])).text
    assert "Poli Gigi (Nama gigi) mengatakan sudah mengembalikannya" in page
    assert "Diklaim kembali" in (await web.klien.get("/hilang", headers=permed[0])).text
    assert (await web.baca(f"berkas/{berkas}/jejak"))["isi"][-1]["jenis"] == "berkas.didaftarkan.v1"
    assert (await _kirim(web, permed, f"{alamat}/tolak-klaim")).status_code == 303
    page = (await web.klien.get(alamat, headers=permed[0])).text
    assert "Klaim yang tidak terbukti" in page


async def test_only_the_head_stops_a_search_and_the_page_says_what_is_missing(web: Web) -> None:
    await web.perintah("daftarkan", nomor="00-12-34")
    permed = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    kepala = web.masuk(web.orang("kepala", Peran.KEPALA))
    alamat = await _cari(web, "00-12-34", permed)
    assert "/henti" not in (await web.klien.get(alamat, headers=permed[0])).text
    early = await _kirim(web, kepala, f"{alamat}/henti", sebab="dinyatakan_hilang")
    assert early.status_code == 409
    assert "Belum ada tempat yang diperiksa" in early.text
    await _kirim(web, permed, f"{alamat}/periksa", letak="meja")
    assert (await _kirim(web, kepala, f"{alamat}/henti", sebab="dinyatakan_hilang")).status_code == 303
    page = (await web.klien.get(alamat, headers=permed[0])).text
    assert "oleh Nama kepala: dinyatakan hilang" in page


async def test_the_slip_lists_the_places_and_nothing_about_the_patient(web: Web) -> None:
    await web.perintah("daftarkan", nomor="00-12-34")
    permed = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    alamat = await _cari(web, "00-12-34", permed)
    slip = (await web.klien.get(f"{alamat}/lembar", headers=permed[0])).text
    assert "Lembar pencarian" in slip
    assert "00-12-34" in slip
    assert "Raknya sendiri" in slip


async def test_an_unknown_search_and_a_form_of_another_site_are_refused(web: Web) -> None:
    headers, _ = web.masuk(web.orang("permed", Peran.PEREKAM_MEDIS))
    assert (await web.klien.get(f"/hilang/{baru()}", headers=headers)).status_code == 404
    assert (await web.klien.get("/hilang/apa-saja", headers=headers)).status_code == 404
    foreign = await web.klien.post("/hilang", data={"csrf": "x", "nomor": "1"}, headers=headers)
    assert foreign.status_code == 403


async def test_the_board_cries_out_when_a_missing_folder_is_seen_until_it_is_settled(web: Web) -> None:
    berkas = (await web.perintah("daftarkan", nomor="00-12-34")).json()["subjek"]
    await web.perintah("laporkan_hilang", berkas)
    kepala = web.masuk(web.orang("kepala", Peran.KEPALA))
    await _kirim(web, kepala, "/hilang", berkas=berkas)
    board = (await web.klien.get("/papan", headers=kepala[0])).text
    assert "1 berkas sedang dicari" in board
    assert "jemput sekarang" not in board
    await web.pindai("001234", GIGI, lihat_saja=True)
    board = (await web.klien.get("/papan", headers=kepala[0])).text
    assert "Berkas hilang 00-12-34 terlihat di Poli Gigi" in board
    page = (await web.klien.get("/hilang", headers=kepala[0])).text
    alamat = re.findall(r'href="(/hilang/[^"]+)"', page)[0]
    assert "Terlihat di Poli Gigi" in (await web.klien.get(alamat, headers=kepala[0])).text


# ── the same over the API ───────────────────────────────────────────────────────────────────────────


async def test_the_api_tells_searches_and_places_with_the_lines_behind_each_reason(web: Web) -> None:
    berkas = (await web.perintah("daftarkan", nomor="00-12-34")).json()["subjek"]
    await web.perintah("ambil", berkas, tujuan=GIGI)
    hilang = (await web.perintah("laporkan_hilang", berkas)).json()
    assert [row["id"] for row in (await web.baca("pencarian"))["belum_dicari"]] == [berkas]
    made = await web.perintah("", amplop={"jenis": "pencarian.mulai", "data": {"berkas": berkas}})
    pencarian = made.json()["subjek"]
    listed = await web.baca("pencarian")
    assert listed["belum_dicari"] == []
    assert [(row["id"], row["keadaan"], row["berkas"]["nomor"]) for row in listed["isi"]] == [
        (pencarian, "berjalan", "00-12-34")
    ]
    detail = await web.baca(f"pencarian/{pencarian}")
    first = detail["letak"][0]
    assert (first["urutan"], first["letak"]) == (1, f"unit:{GIGI}"), "sent there, never received"
    assert first["alasan"][0]["jenis"] == "belum_sampai"
    assert first["alasan"][0]["baris"] == [hilang["seq"] - 1]
    assert [row["bobot"] for row in detail["letak"]] == sorted((row["bobot"] for row in detail["letak"]), reverse=True)
    assert (await web.klien.get(f"/api/v1/pencarian/{baru()}")).status_code == 404
    assert (await web.klien.get("/api/v1/pencarian/bukan-id")).status_code == 422


async def test_a_folder_in_two_places_at_once_is_suspected_and_one_at_home_never(web: Web) -> None:
    rumah = (await web.perintah("daftarkan", nomor="1")).json()["subjek"]
    await web.perintah("daftarkan", nomor="2")
    await web.pindai("2", "RM", tujuan=GIGI)
    web.arsip.jam.maju(seconds=6)
    await web.pindai("2", GIGI)
    web.arsip.jam.maju(days=60)
    rows = (await web.baca("curiga"))["isi"]
    assert [(row["berkas"]["nomor"], row["jenis"]) for row in rows] == [("2", "mustahil")]
    assert rows[0]["kalimat"].endswith("dan 6 detik kemudian di Poli Gigi")
    assert rumah not in {row["berkas"]["id"] for row in rows}
