"""The registration desk, the visits, the wards and their rooms, as pages and over HTTP."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from engine import facility, ruang
from engine import tables as t
from engine.database import writing
from engine.facility import Unit, baru
from engine.numbers import JenisKode, tulis_kode
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.views import lembar_pasien, visits
from schemas.commands import berkas as ask_berkas
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.names import KelasRawat, KodeUnit, Peran
from tests.kit import PAGI, RANAP
from tests.kit_web import Web
from tests.test_pages import Inline, Orang, notice


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages ask is held to both databases by its own tests."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def loket(web: Web) -> Orang:
    with writing(web.konteks.engine).begin() as connection:
        facility.add_unit(connection, Unit(KodeUnit("IGD"), "Gawat Darurat", "gawat_darurat"))
        ruang.add_room(connection, Kamar("ML1", "Melati 1", RANAP, KelasRawat.KELAS_1))
        for bed in ("ML1-A", "ML1-B"):
            ruang.add_bed(connection, bed, "ML1", now=PAGI)
    return Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)


BARU: dict[str, str] = {
    "mode": "baru",
    "nama": "BUDI CONTOH SANTOSO",
    "jenis_kelamin": "laki_laki",
    "tanggal_lahir": "1980-01-02",
    "alamat": "Jl. Contoh No. 1",
    "jenis_kunjungan": "rawat_jalan",
    "unit": "UMUM",
    "cara_bayar": "jkn",
    "berkas_baru": "ya",
    "nomor": "00-12-34",
    "surat_rujukan": "ya",
    "nomor_rujukan": "445/77",
    "asal_pasien": "puskesmas",
}


async def daftar(loket: Orang, **isi: str) -> httpx.Response:
    return await loket.kirim("/loket", **{"command_id": baru()} | BARU | isi)


def kunjungan(answer: httpx.Response) -> str:
    assert answer.status_code == 303, notice(answer)
    return str(answer.headers["location"].rpartition("/")[2])


def satu(web: Web, id_: str) -> visits.Baris:
    with web.konteks.engine.connect() as connection:
        found = visits.satu(connection, id_)
    assert found is not None
    return found


def jumlah(web: Web) -> tuple[int, ...]:
    with web.konteks.engine.connect() as connection:
        tables = (t.pasien, t.berkas, t.kunjungan)
        return tuple(connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables)


async def test_the_desk_warns_of_a_nik_that_disagrees_with_the_birth_date_and_registers_all_the_same(
    loket: Orang,
) -> None:
    beda = {"nik": "3201011204900001"}
    seen = await loket.kirim("/pasien/periksa", **BARU | beda)
    assert "NIK dan tanggal lahir tidak cocok" in seen.text
    done = await daftar(loket, **beda)
    assert "NIK dan tanggal lahir tidak cocok" in (await loket.buka(f"/loket/selesai/{kunjungan(done)}")).text
    again = await loket.kirim("/pasien/periksa", **BARU)
    assert 'href="/loket/pasien/' in again.text


async def test_the_desk_reads_a_title_before_the_name_and_tells_each_fields_rule_in_its_own_words(
    web: Web, loket: Orang
) -> None:
    done = await daftar(loket, nama="Tn. dr. Budi Contoh Rekaan", nik="")
    orang = satu(web, kunjungan(done)).orang
    assert orang is not None
    assert orang.nama == "Budi Contoh Rekaan, dr., Tn."
    for mode in ("baru", "darurat"):
        no = await loket.kirim("/loket", **{"command_id": baru()} | BARU | {"mode": mode, "nama": "CONTOH 7"})
        assert no.status_code == 422
        assert "Nama tidak memuat angka. Tulis seperti pada KTP." in no.text
        assert "data.identitas" not in no.text
        assert 'value="CONTOH 7"' in no.text


async def test_one_enter_registers_patient_folder_and_visit_and_shows_the_numbers_large(web: Web, loket: Orang) -> None:
    id_ = kunjungan(await daftar(loket))
    page = (await loket.buka(f"/loket/selesai/{id_}")).text
    assert re.search(r'<b class="nomor">1</b>', page)
    assert re.search(r'<b class="nomor">00-12-34</b>', page)
    assert "BUDI CONTOH SANTOSO" in page
    visit = satu(web, id_).kunjungan
    assert (visit.unit, visit.cara_bayar, visit.kunjungan_baru, visit.surat_rujukan) == ("UMUM", "jkn", True, True)


async def test_a_birth_date_is_typed_day_first_whatever_the_language_of_the_computer(web: Web, loket: Orang) -> None:
    assert 'type="date" name="tanggal_lahir"' not in (await loket.kirim("/loket/baru")).text
    id_ = kunjungan(await daftar(loket, tanggal_lahir="03-12-1980"))
    orang = satu(web, id_).orang
    assert orang is not None
    assert orang.tanggal_lahir == date(1980, 12, 3)
    no = await daftar(loket, tanggal_lahir="31-02-1980", yakin="ya")
    assert no.status_code == 422
    assert "bukan tanggal" in no.text
    assert 'value="31-02-1980"' in no.text
    (first,) = re.findall(r"<input[^>]*autofocus[^>]*>", no.text)
    assert 'name="tanggal_lahir"' in first, "what is wrong is where typing goes on"


async def test_a_foreigners_passport_is_asked_for_at_the_desk_itself(web: Web, loket: Orang) -> None:
    assert 'name="paspor"' in (await loket.kirim("/loket/baru")).text
    id_ = kunjungan(await daftar(loket, nik="", paspor="X1234567"))
    with web.arsip.engine.connect() as connection:
        who = lembar_pasien.rinci(connection, satu(web, id_).kunjungan.pasien)
    assert not isinstance(who, Refusal)
    assert who.identitas.paspor == "X1234567"


async def test_a_form_sent_twice_doubles_nothing(web: Web, loket: Orang) -> None:
    dasar = baru()
    answers = [await daftar(loket, command_id=dasar) for _ in range(3)]
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert jumlah(web) == (1, 1, 1)


async def test_what_was_granted_before_a_no_stays_and_the_rest_is_asked_again(web: Web, loket: Orang) -> None:
    kunjungan(await daftar(loket))
    taken = await daftar(loket, nama="SITI CONTOH AMINAH", tanggal_lahir="1991-05-06", unit="GIGI", yakin="ya")
    assert taken.status_code == 409
    assert "sudah dipakai" in notice(taken)
    assert jumlah(web) == (2, 1, 1)
    assert 'value="00-12-34"' in taken.text  # what was typed is there still
    assert re.search(r'value="GIGI" required checked', taken.text)
    hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', taken.text) for name in ("pasien", "command_id")}
    again = {name: found[1] for name, found in hidden.items() if found}
    id_ = kunjungan(await daftar(loket, mode="pasien", nomor="00-12-35", unit="GIGI", **again))
    assert jumlah(web) == (2, 2, 2)
    assert satu(web, id_).orang.nama == "SITI CONTOH AMINAH"  # type: ignore[union-attr] # it has one


async def test_a_wrong_field_is_said_and_nothing_is_registered(web: Web, loket: Orang) -> None:
    answer = await daftar(loket, nama="SITI CONTOH 2")
    assert answer.status_code == 422
    assert notice(answer) == "Nama tidak memuat angka. Tulis seperti pada KTP."
    assert 'value="1980-01-02"' in answer.text
    assert re.search(r'name="nama"[^>]*aria-invalid="true"', answer.text)
    assert jumlah(web) == (0, 0, 0)


async def test_who_may_be_registered_already_is_shown_before_a_number_is_given(web: Web, loket: Orang) -> None:
    kunjungan(await daftar(loket))
    answer = await daftar(loket, nama="BUDI CONTOH SANTOSA")
    assert answer.status_code == 409
    assert "Mungkin sudah terdaftar" in answer.text
    assert "00-12-34" in answer.text
    assert jumlah(web) == (1, 1, 1)
    kunjungan(await daftar(loket, nama="BUDI CONTOH SANTOSA", yakin="ya", nomor="00-12-36"))
    assert jumlah(web) == (2, 2, 2)


async def test_a_scanned_card_goes_straight_to_its_patient_and_no_address_holds_a_name(loket: Orang) -> None:
    kunjungan(await daftar(loket))
    answer = await loket.kirim("/loket/cari", q=tulis_kode(JenisKode.BERKAS, "00-12-34"))
    assert answer.status_code == 303
    page = (await loket.buka(answer.headers["location"])).text
    assert "Masih terdaftar di Poli Umum" in page
    assert "BUDI" not in answer.headers["location"]
    found = await loket.kirim("/loket/cari", q="budi santoso")
    assert found.headers["location"] == answer.headers["location"]
    nobody = await loket.kirim("/loket/cari", q="tidak ada orangnya")
    assert "Tidak ada yang cocok" in nobody.text


@pytest.mark.parametrize(
    ("gerak", "kata"),
    [
        ({"kind": ask_berkas.Ambil, "tujuan": "GIGI"}, "sedang tidak di ruang rekam medis"),
        ({"kind": ask_berkas.LaporkanHilang}, "dilaporkan hilang"),
    ],
)
async def test_the_desk_warns_when_the_folder_is_out_or_missing(
    web: Web, loket: Orang, gerak: dict[str, Any], kata: str
) -> None:
    berkas = satu(web, kunjungan(await daftar(loket))).folder
    assert berkas is not None
    gerak = dict(gerak)
    await web.arsip.minta(gerak.pop("kind"), berkas.id, **gerak)  # a folder's id
    answer = await loket.kirim("/loket/cari", q="00-12-34")
    assert kata in (await loket.buka(answer.headers["location"])).text


async def test_names_are_shown_to_nobody_who_does_not_need_them(web: Web, loket: Orang) -> None:
    id_ = kunjungan(await daftar(loket))
    for nama, role in (("auditor", Peran.AUDITOR), ("admin", Peran.ADMIN)):
        other = Orang(web, nama, role)
        for path in ("/loket", "/kunjungan", f"/kunjungan/{id_}", "/bangsal", f"/loket/selesai/{id_}", "/rawat-inap"):
            answer = await other.buka(path)
            assert answer.status_code == 403, path
            assert "BUDI" not in answer.text
    perawat = Orang(web, "perawat", Peran.PETUGAS_UNIT, unit="UMUM")
    assert (await perawat.buka("/loket")).status_code == 403
    assert "/loket/cari" not in (await perawat.buka("/loket/darurat")).text
    assert "BUDI" in (await perawat.buka("/kunjungan")).text


async def test_the_list_comes_again_only_when_something_was_told(loket: Orang) -> None:
    kunjungan(await daftar(loket))
    page = (await loket.buka("/kunjungan")).text
    address = re.search(r'hx-get="([^"]+)"', page)
    assert address is not None
    path = address[1].replace("&amp;", "&")
    assert (await loket.buka(path)).status_code == 204
    kunjungan(await daftar(loket, nama="SITI CONTOH AMINAH", tanggal_lahir="1999-09-09", nomor="00-12-35"))
    fresh = await loket.buka(path)
    assert fresh.status_code == 200
    assert "SITI CONTOH AMINAH" in fresh.text


async def test_care_first_somebody_unknown_is_registered_and_identified_later(web: Web, loket: Orang) -> None:
    kunjungan(await daftar(loket))
    perawat = Orang(web, "igd", Peran.PETUGAS_UNIT, Peran.PEREKAM_MEDIS, unit="IGD")
    form = {
        "mode": "darurat",
        "jenis_kunjungan": "gawat_darurat",
        "unit": "IGD",
        "cara_bayar": "umum",
        "datang_pada": "2026-03-02T07:30",
        "command_id": baru(),
    }
    assert "/loket/darurat" in (await perawat.buka("/kunjungan")).text
    id_ = kunjungan(await perawat.kirim("/loket", **form))
    visit = satu(web, id_)
    assert visit.orang is not None
    assert not visit.orang.dikenal
    assert visit.kunjungan.masuk is not None
    assert visit.kunjungan.masuk.isoformat() == "2026-03-02T00:30:00+00:00"
    page = (await perawat.kirim(f"/kunjungan/{id_}/siapa", q="budi santoso")).text
    siapa = re.search(r'name="pasien" value="([^"]+)"', page)
    assert siapa is not None
    answer = await perawat.kirim(
        f"/kunjungan/{id_}/gerak", jenis="kunjungan.kenali", command_id=baru(), pasien=siapa[1]
    )
    assert answer.status_code == 303, notice(answer)
    known = satu(web, id_).orang
    assert known is not None
    assert known.nama == "BUDI CONTOH SANTOSO"
    with web.konteks.engine.connect() as connection:
        assert visits.orang(connection, [visit.orang.id])[visit.orang.id].digabung_ke == siapa[1]


async def test_a_patient_is_admitted_moved_and_discharged_from_the_wards_page(web: Web, loket: Orang) -> None:
    asal = kunjungan(await daftar(loket))
    dokter = Orang(web, "dokter", Peran.DOKTER)
    assert f"/rawat-inap?asal={asal}" in (await loket.buka("/rawat-inap")).text
    form = {"asal": asal, "dokter": dokter.petugas.id, "cara_bayar": "jkn", "command_id": baru()}
    refused = await loket.kirim("/rawat-inap", **form | {"tempat_tidur": "ML1-Z"})
    assert refused.status_code == 422
    assert "tidak ada" in notice(refused)
    form["command_id"] = baru()
    id_ = kunjungan(await loket.kirim("/rawat-inap", **form, tempat_tidur="ML1-A"))
    assert kunjungan(await loket.kirim("/rawat-inap", **form, tempat_tidur="ML1-A")) == id_
    assert satu(web, asal).kunjungan.cara_keluar == "dirawat"
    done = (await loket.buka(f"/loket/selesai/{id_}")).text
    assert '<b class="nomor">ML1-A</b>' in done, "an inpatient is told the bed; a ward has no queue"
    assert "Nomor antrean" not in done
    page = (await dokter.buka("/bangsal")).text
    assert "BUDI CONTOH SANTOSO" in page
    assert "<b>1</b> dari 2" in page
    gerak = f"/kunjungan/{id_}/gerak"
    for isi in (
        {"jenis": "kunjungan.pindahkan", "tempat_tidur": "ML1-B", "ke": "/bangsal"},
        {"jenis": "kunjungan.selesaikan", "cara_keluar": "meninggal", "meninggal_pada": "2026-03-02T08:00"},
    ):
        answer = await dokter.kirim(gerak, command_id=baru(), **isi)
        assert answer.status_code == 303, notice(answer)
    assert satu(web, id_).kunjungan.meninggal_pada == PAGI
    assert "Kosong" in (await dokter.buka("/bangsal?unit=RANAP")).text
    assert "BUDI" not in (await dokter.buka("/bangsal")).text


async def test_a_move_that_may_not_be_keeps_the_page_and_says_why(loket: Orang) -> None:
    id_ = kunjungan(await daftar(loket))
    answer = await loket.kirim(
        f"/kunjungan/{id_}/gerak", jenis="kunjungan.selesaikan", command_id=baru(), cara_keluar="meninggal"
    )
    assert answer.status_code == 422
    assert "jam meninggalnya" in notice(answer)
    stale = await loket.kirim(f"/kunjungan/{id_}/gerak", jenis="kunjungan.layani", command_id=baru(), versi="9")
    assert stale.status_code == 409
    assert (await loket.kirim(f"/kunjungan/{id_}/gerak", jenis="berkas.musnahkan")).status_code == 422
    assert (await loket.buka(f"/kunjungan/{baru()}")).status_code == 404


async def test_rooms_and_beds_are_kept_by_the_administrator(web: Web, loket: Orang) -> None:
    admin = Orang(web, "admin", Peran.ADMIN)
    for path, form in (
        ("/kamar", {"kode": "mw1", "nama": "Mawar", "unit": "RANAP", "kelas": "vip"}),
        ("/kamar/MW1/tempat-tidur", {"tempat_tidur": "mw1-a"}),
        ("/kamar/MW1", {"nama": "Mawar 1", "kelas": "kelas_2"}),
        ("/tempat-tidur/ML1-B/tutup", {"kamar": "ML1"}),
        ("/kamar/ML1/aktif", {"aktif": "tidak"}),
        ("/kamar/ML1/aktif", {"aktif": "ya"}),
    ):
        answer = await admin.kirim(path, **form)
        assert answer.status_code == 303, notice(answer)
    again = await admin.kirim("/kamar", kode="MW1", nama="Lain", unit="RANAP", kelas="vip")
    assert (again.status_code, "sudah dipakai" in notice(again)) == (409, True)
    with web.konteks.engine.connect() as connection:
        assert [(bed.kode, bed.kelas.value) for bed in ruang.beds(connection)] == [("MW1-A", "kelas_2")]
    assert (await loket.buka("/kamar")).status_code == 403


async def test_the_pages_hold_nothing_a_strict_policy_forbids(web: Web, loket: Orang) -> None:
    semua = Orang(web, "semua", *Peran)
    id_ = kunjungan(await daftar(loket))
    pasien = satu(web, id_).kunjungan.pasien
    for path in (
        "/loket",
        "/loket/baru",
        "/loket/darurat",
        f"/loket/pasien/{pasien}",
        f"/loket/selesai/{id_}",
        "/kunjungan",
        f"/kunjungan/{id_}",
        "/bangsal",
        "/rawat-inap",
        f"/rawat-inap?asal={id_}",
        "/kamar",
    ):
        answer = await semua.buka(path)
        assert answer.status_code == 200, path
        parser = Inline()
        parser.feed(answer.text)
        assert parser.found == [], path


async def test_visits_and_beds_are_read_over_http_without_names(web: Web, loket: Orang) -> None:
    first = kunjungan(await daftar(loket))
    made = await web.arsip.door.execute(
        PasienDaftarkan(
            command_id=(id_ := baru()),
            subjek=id_,
            pelaku=loket.petugas.pelaku,
            identitas=Identitas(nama="SITI CONTOH AMINAH"),
        )
    )
    web.arsip.jam.maju(minutes=1)
    body = {"pasien": made.subjek, "jenis_kunjungan": "rawat_jalan", "unit": "GIGI", "cara_bayar": "umum"}  # type: ignore[union-attr]
    answer = await web.klien.post(
        "/api/v1/perintah", json={"command_id": baru(), "jenis": "kunjungan.daftarkan", "data": body}
    )
    assert answer.status_code == 200, answer.text
    listed = await web.baca("kunjungan", batas=1)
    assert (listed["tanggal"], [one["unit"] for one in listed["isi"]]) == ("2026-03-02", ["GIGI"])
    rest = await web.baca("kunjungan", setelah=listed["setelah"])
    assert [one["id"] for one in rest["isi"]] == [first]
    assert rest["setelah"] is None
    assert (await web.baca("kunjungan", unit="UMUM"))["isi"] == rest["isi"]
    one = await web.baca(f"kunjungan/{first}")
    assert (one["antrean"], one["asal_pasien"]) == (1, "puskesmas")
    assert "CONTOH" not in str(listed) + str(rest) + str(one)
    beds = await web.baca("tempat-tidur", kosong=True)
    assert ([bed["kode"] for bed in beds["isi"]], beds["terisi"]) == (["ML1-A", "ML1-B"], 0)
    assert (await web.klien.get(f"/api/v1/kunjungan/{baru()}")).status_code == 404


async def test_the_list_of_visits_tells_a_locked_screen_no_names(loket: Orang) -> None:
    assert (await daftar(loket)).status_code == 303
    assert "SANTOSO" in (await loket.buka("/kunjungan/daftar")).text
    await loket.kirim("/kunci", ke="/loket")
    locked = await loket.buka("/kunjungan/daftar")
    assert (locked.status_code, locked.text) == (204, "")
