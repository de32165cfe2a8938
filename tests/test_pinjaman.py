"""Loans on the pages, over HTTP and on the command line; and the overdue list, which leaves present inpatients out."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.facility import baru
from engine.views import board
from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.names import Keadaan, KeadaanPeminjaman, Peran
from tests import buku
from tests.kit import DI_UMUM, LOKET, PERMED, UMUM, Arsip
from tests.kit_web import Web
from tests.test_pages import Inline, Orang, notice
from tests.test_peminjaman import ajukan, dipinjam, ikuti, minta, oke, pinjaman_kini

S = KeadaanPeminjaman
BAGIAN = ("menunggu", "siap", "keluar", "lewat", "saya")


def besok(arsip: Arsip, hari: int = 3) -> str:
    """A day, as a form says it."""
    return (arsip.jam.saat + timedelta(days=hari)).date().isoformat()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages read is held to both databases by the tests of the lists."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


def hitungan(page: str) -> dict[str, int]:
    """What stands beside each part of the page."""
    return {name: int(count) for name, count in re.findall(r'bagian=(\w+)"[^>]*>[^<]*<span[^>]*>(\d+)</span>', page)}


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────


async def test_every_part_of_the_page_opens_and_holds_nothing_a_strict_policy_forbids(web: Web) -> None:
    semua = Orang(web, "semua", *Peran)
    berkas, _ = await dipinjam(web.arsip)
    await ajukan(web.arsip, await web.arsip.daftar())
    web.arsip.jam.maju(minutes=1)
    paths = [*(f"/pinjaman?bagian={one}" for one in BAGIAN), "/pinjaman/baru", f"/pinjaman/baru?berkas={berkas}"]
    for path in (*paths, f"/berkas/{berkas}", "/pinjaman?bagian=entah"):
        answer = await semua.buka(path)
        assert answer.status_code == 200, path
        parser = Inline()
        parser.feed(answer.text)
        assert parser.found == [], path


async def test_a_loan_goes_its_way_over_the_pages_alone(web: Web) -> None:
    dokter = Orang(web, "dokter", Peran.DOKTER)
    kepala = Orang(web, "kepala", Peran.KEPALA, Peran.PEREKAM_MEDIS)
    berkas = await web.arsip.daftar(nomor="00-11-22")
    form = {"berkas": "001122", "keperluan": "pengadilan", "jatuh_tempo": besok(web.arsip), "command_id": baru()}
    sent = await dokter.kirim("/pinjaman/baru", peminjam=dokter.petugas.id, unit=UMUM, **form)
    assert sent.headers["location"] == f"/berkas/{berkas}?kabar=tercatat#pinjaman"
    again = await dokter.kirim("/pinjaman/baru", peminjam=dokter.petugas.id, unit=UMUM, **form)
    assert again.status_code == 303, "the same form again is the same wish"
    pinjam = form["command_id"]
    shown = await dokter.buka("/pinjaman")
    assert "00-11-22" in shown.text
    assert "Setujui" not in shown.text
    waits = await kepala.buka("/pinjaman")
    assert "data-baris" in waits.text
    asked = await kepala.kirim(f"/pinjaman/{pinjam}/setujui", command_id=baru(), bagian="menunggu", versi="1")
    assert asked.headers["location"] == "/pinjaman?bagian=menunggu&kabar=tercatat"
    assert hitungan((await kepala.buka("/pinjaman")).text)["siap"] == 1
    handed = await kepala.kirim(f"/pinjaman/{pinjam}/serahkan", command_id=baru(), bagian="siap")
    assert handed.status_code == 303
    out = await kepala.buka("/pinjaman?bagian=keluar")
    assert hitungan(out.text) == {"menunggu": 0, "siap": 0, "keluar": 1, "lewat": 0}
    assert "Poli Umum" in out.text
    assert "Nama dokter" in out.text
    home = await kepala.kirim(f"/pinjaman/{berkas}/kembali", command_id=baru(), bagian="keluar")
    assert home.status_code == 303
    assert buku.berkas_kini(web.arsip.engine, berkas).keadaan is Keadaan.KEMBALI


async def test_what_is_late_is_counted_by_who_has_it_so_that_the_board_says_the_same(web: Web) -> None:
    arsip = web.arsip
    await dipinjam(arsip)
    di_unit = await arsip.daftar()
    await arsip.minta(ask_berkas.Ambil, di_unit, PERMED, tujuan=UMUM)
    await arsip.minta(ask_berkas.TerimaDiUnit, di_unit, DI_UMUM, unit=UMUM)
    arsip.jam.maju(days=30)
    kepala = Orang(web, "kepala", Peran.KEPALA)
    page = (await kepala.buka("/pinjaman?bagian=lewat")).text
    assert hitungan(page)["lewat"] == 2
    assert "1 dipinjam, 1 di unit" in page
    with arsip.engine.connect() as connection:
        assert board.papan(connection, arsip.jam.saat).jumlah_pinjaman_lewat == 1


async def test_the_loan_slip_names_the_outside_borrower_and_the_day_it_was_extended_to(web: Web) -> None:
    isi = {"pihak": "pengadilan", "nama_peminjam": "Panitera Contoh"}
    berkas, pinjam = await dipinjam(web.arsip, pelaku=LOKET, **isi)
    due = web.arsip.jam.saat + timedelta(days=20)
    oke(await minta(web.arsip, ask.Perpanjang, pinjam, jatuh_tempo=due))
    await ikuti(web.arsip)
    slip = await Orang(web, "permed", Peran.PEREKAM_MEDIS).buka(f"/cetak/bon/{berkas}")
    assert slip.status_code == 200
    assert "Panitera Contoh (pengadilan)" in slip.text
    assert "22-03-2026" in slip.text or "22 Mar" in slip.text or "22/03/2026" in slip.text


async def test_a_refusal_stays_on_the_form_with_what_was_typed(web: Web) -> None:
    sari = Orang(web, "sari", Peran.PETUGAS_PENDAFTARAN)
    await web.arsip.daftar(nomor="00-11-22")
    typed = {
        "berkas": "001122",
        "keperluan": "klaim",
        "jatuh_tempo": besok(web.arsip, 90),
        "pihak": "bpjs",
        "nama_peminjam": "Verifikator Contoh",
        "command_id": baru(),
    }
    refused = await sari.kirim("/pinjaman/baru", **typed)
    assert refused.status_code == 422
    assert notice(refused).startswith("Batas pinjam untuk klaim paling lama 01-04-2026")
    assert 'value="Verifikator Contoh"' in refused.text
    assert re.search(r'name="jatuh_tempo"[^>]*aria-invalid="true"', refused.text)
    unknown = await sari.kirim("/pinjaman/baru", **typed | {"berkas": "999999"})
    assert notice(unknown).startswith("Berkas itu tidak ada di sini")
    good = {"jatuh_tempo": besok(web.arsip), "command_id": baru()}
    nameless = await sari.kirim("/pinjaman/baru", **typed | good | {"nama_peminjam": ""})
    assert notice(nameless).startswith("Peminjam dari luar harus bernama")


async def test_a_decision_about_a_loan_that_has_changed_meanwhile_is_refused(web: Web) -> None:
    kepala = Orang(web, "kepala", Peran.KEPALA)
    pinjam, _ = await ajukan(web.arsip, await web.arsip.daftar())
    oke(await minta(web.arsip, ask.Tolak, pinjam, alasan_tolak="tanpa_surat"))
    late = await kepala.kirim(f"/pinjaman/{pinjam}/setujui", command_id=baru(), bagian="menunggu", versi="1")
    assert late.status_code == 409
    assert pinjaman_kini(web.arsip, pinjam).keadaan is S.DITOLAK


async def test_who_asked_is_shown_no_button_to_decide_with(web: Web) -> None:
    kepala = Orang(web, "kepala", Peran.KEPALA)
    berkas = await web.arsip.daftar(nomor="00-11-22")
    form = {"berkas": "001122", "keperluan": "pengadilan", "jatuh_tempo": besok(web.arsip), "command_id": baru()}
    await kepala.kirim("/pinjaman/baru", peminjam=kepala.petugas.id, **form)
    for path in ("/pinjaman?bagian=menunggu", f"/berkas/{berkas}"):
        page = await kepala.buka(path)
        assert "Setujui" not in page.text
        assert "00-11-22" in page.text


@pytest.mark.parametrize(
    "path", ["/pinjaman/x/serahkan", "/pinjaman/x/setujui", "/pinjaman/x/entah", "/pinjaman/x/kembali"]
)
async def test_a_button_of_nothing_is_answered_with_a_sentence(web: Web, path: str) -> None:
    answer = await Orang(web, "kepala", Peran.KEPALA, Peran.PEREKAM_MEDIS).kirim(path, command_id=baru())
    assert 400 <= answer.status_code < 500
    assert notice(answer) or "<h1>" in answer.text


# ── over HTTP ───────────────────────────────────────────────────────────────────────────────────────


async def test_the_interface_reads_loans_and_names_nobody_from_outside(web: Web) -> None:
    berkas = await web.arsip.daftar()
    isi = {"pihak": "pengadilan", "nama_peminjam": "Panitera Contoh", "telepon_peminjam": "021-555 0101"}
    body: dict[str, Any] = {
        "command_id": baru(),
        "jenis": "peminjaman.ajukan",
        "data": isi | {"berkas": berkas, "keperluan": "pengadilan", "jatuh_tempo": "2026-03-05T12:00:00+07:00"},
    }
    asked = await web.klien.post("/api/v1/perintah", json=body)
    assert asked.status_code == 200, asked.text
    pinjam = asked.json()["subjek"]
    one = await web.baca(f"peminjaman/{pinjam}")
    assert (one["keadaan"], one["pihak"], one["peminjam"], one["berkas"]) == ("diajukan", "pengadilan", None, berkas)
    many = await web.baca("peminjaman", keadaan="diajukan")
    assert [row["id"] for row in many["isi"]] == [pinjam]
    assert "Panitera" not in json.dumps(many)
    assert (await web.baca("peminjaman/keluar")) == []
    assert (await web.baca("peminjaman/terlambat")) == {"isi": [], "jumlah": 0, "masih_dirawat": 0}
    unknown: httpx.Response = await web.klien.get(f"/api/v1/peminjaman/{baru()}")
    assert (unknown.status_code, unknown.json()["kode"]) == (404, "peminjaman_tidak_dikenal")


async def test_pages_of_loans_follow_one_another_without_loss(web: Web) -> None:
    made = [(await ajukan(web.arsip, await web.arsip.daftar()))[0] for _ in range(5)]
    found: list[str] = []
    page = await web.baca("peminjaman", batas=2)
    while True:
        found += [row["id"] for row in page["isi"]]
        if page["kursor"] is None:
            break
        page = await web.baca("peminjaman", batas=2, kursor=page["kursor"])
    assert found == sorted(made, reverse=True)
