"""A child born here: a patient of its own, admitted from its mother's visit into a bed that is counted apart."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine import ruang
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.views import visits
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.commands import pasien as ask_pasien
from schemas.commands.pasien import Identitas
from schemas.names import CaraKeluar, JenisKelamin, KelasRawat, Peran, Sebutan
from tests.buku import riwayat
from tests.kit import DOKTER, GIGI, LOKET, PAGI, RANAP, UMUM, Arsip, orang
from tests.kit_web import Web
from tests.klinik import Klinik, klinik_baru, kode
from tests.test_pages import Orang, notice

BIDAN = orang(Peran.PETUGAS_UNIT, unit=(RANAP,))
BEDS = ("BY-A", "BY-B")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what a birth asks of the database is what every admission asks."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """The facility with a room of newborns in its ward."""
    made = klinik_baru(arsip)
    with writing(arsip.engine).begin() as connection:
        room = Kamar("BY", "Kamar Bayi", RANAP, KelasRawat.KELAS_2, bayi=True)
        assert ruang.add_room(connection, room) == room
        for bed in BEDS:
            assert ruang.add_bed(connection, bed, "BY", now=PAGI) == bed
    return made


async def anak(klinik: Klinik, pelaku: Any = BIDAN) -> str:
    """A child in the index, as its ward writes it down."""
    who = Identitas(nama="IBU CONTOH", sebutan=Sebutan.BY, nama_ibu="IBU CONTOH")
    answer = await klinik.minta(ask_pasien.PasienDaftarkan, pelaku, identitas=who)
    assert isinstance(answer, Accepted), answer
    return answer.subjek


async def lahir(klinik: Klinik, ibu: Kunjungan, bed: str = "BY-A", pelaku: Any = BIDAN, **isi: Any) -> Answer:
    pasien = isi.pop("pasien", None) or await anak(klinik)
    return await klinik.rawat(ibu, bed, **{"pelaku": pelaku, "pasien": pasien, "bayi_lahir": True} | isi)


async def test_a_child_born_here_is_another_patient_of_its_mothers_visit_in_a_bed_of_newborns(klinik: Klinik) -> None:
    ibu = await klinik.dirawat()
    answer = await lahir(klinik, ibu)
    assert isinstance(answer, Accepted), answer
    bayi = klinik.kini(answer.subjek)
    assert (bayi.asal, bayi.bayi_lahir, bayi.tempat_tidur, bayi.kunjungan_baru) == (ibu.id, True, "BY-A", True)
    assert bayi.pasien != ibu.pasien
    told = riwayat(klinik.arsip.engine, bayi.id)[0].isi()  # type: ignore[arg-type] # a visit's id
    assert told["bayi_lahir"] is True
    kembar = await lahir(klinik, ibu, "BY-B")  # of twins, each is a patient and a visit
    assert isinstance(kembar, Accepted), kembar
    assert kode(await klinik.minta(ask.Batalkan, subjek=ibu.id, alasan_batal="salah_unit")) == "ada_rawat_inap"


async def test_who_is_no_child_of_an_inpatient_here_is_refused_by_name(klinik: Klinik) -> None:
    poli, ibu = await klinik.terdaftar(), await klinik.dirawat("M1-A")
    assert kode(await lahir(klinik, poli)) == "ibu_tidak_dirawat"
    assert kode(await lahir(klinik, ibu, asal=baru())) == "ibu_tidak_dirawat"
    assert kode(await lahir(klinik, ibu, pasien=ibu.pasien)) == "bayi_pasien_sendiri"
    assert kode(await lahir(klinik, ibu, pasien=poli.pasien)) == "bayi_sudah_berkunjung"
    born = await lahir(klinik, ibu)
    assert isinstance(born, Accepted), born
    assert kode(await lahir(klinik, klinik.kini(born.subjek), "BY-B")) == "ibu_tidak_dirawat"  # no child of a child
    father = Identitas(nama="BAPAK CONTOH", jenis_kelamin=JenisKelamin.LAKI_LAKI)
    man = await klinik.minta(ask_pasien.PasienDaftarkan, identitas=father)
    assert isinstance(man, Accepted)
    admitted = await klinik.rawat(await klinik.terdaftar(man.subjek), "M1-B")
    assert isinstance(admitted, Accepted)
    assert kode(await lahir(klinik, klinik.kini(admitted.subjek), "BY-B")) == "ibu_laki_laki"


async def test_a_mother_who_died_or_left_still_bore_the_child_born_before(klinik: Klinik) -> None:
    ibu = await klinik.dirawat()
    klinik.arsip.jam.maju(hours=2)
    died = klinik.arsip.jam()
    ended = await klinik.minta(ask.Selesaikan, subjek=ibu.id, cara_keluar=CaraKeluar.MENINGGAL, meninggal_pada=died)
    assert isinstance(ended, Accepted), ended
    klinik.arsip.jam.maju(minutes=30)
    assert kode(await lahir(klinik, ibu)) == "ibu_tidak_dirawat"  # born after she was gone
    answer = await lahir(klinik, ibu, datang_pada=died - timedelta(minutes=5))
    assert isinstance(answer, Accepted), answer
    assert klinik.kini(answer.subjek).masuk == died - timedelta(minutes=5)


async def test_newborns_and_others_lie_in_beds_of_their_own_and_are_counted_apart(klinik: Klinik) -> None:
    ibu = await klinik.dirawat("M1-A")
    assert kode(await lahir(klinik, ibu, "M1-B")) == "tempat_tidur_bukan_bayi"
    assert kode(await klinik.rawat(await klinik.terdaftar(), "BY-A")) == "tempat_tidur_bayi"
    assert kode(await klinik.minta(ask.Pindahkan, subjek=ibu.id, tempat_tidur="BY-A")) == "tempat_tidur_bayi"
    born = await lahir(klinik, ibu)
    assert isinstance(born, Accepted)
    assert kode(await klinik.minta(ask.Pindahkan, subjek=born.subjek, tempat_tidur="M1-B")) == "tempat_tidur_bukan_bayi"
    assert isinstance(await klinik.minta(ask.Pindahkan, subjek=born.subjek, tempat_tidur="BY-B"), Accepted)
    with writing(klinik.arsip.engine).begin() as connection:
        apart = ruang.capacity(connection, PAGI, bayi=True)
        rest = ruang.capacity(connection, PAGI)
        refused = ruang.change_room(connection, "BY", "Kamar", KelasRawat.KELAS_2, now=PAGI, bayi=False)
    assert apart == {(RANAP, KelasRawat.KELAS_2): 2}
    assert rest == {(RANAP, KelasRawat.KELAS_2): 2, (RANAP, KelasRawat.KELAS_3): 2}
    assert isinstance(refused, Refusal)
    assert refused.kode == "kamar_masih_terisi"


async def test_a_ward_writes_down_and_admits_only_the_children_it_delivers(klinik: Klinik) -> None:
    ibu = await klinik.dirawat()
    poli = orang(Peran.PETUGAS_UNIT, unit=(GIGI,))
    assert kode(await lahir(klinik, ibu, pelaku=poli)) == "bangsal_kelahiran"
    assert kode(await klinik.rawat(await klinik.terdaftar(), "M1-B", pelaku=BIDAN)) == "bayi_lahir_di_sini"
    grown = Identitas(nama="ORANG CONTOH")
    assert kode(await klinik.minta(ask_pasien.PasienDaftarkan, BIDAN, identitas=grown)) == "ditolong_lebih_dulu"
    assert isinstance(await lahir(klinik, ibu, pelaku=LOKET), Accepted)


async def test_a_room_becomes_one_of_newborns_from_then_on(klinik: Klinik) -> None:
    later = PAGI + timedelta(days=2)
    with writing(klinik.arsip.engine).begin() as connection:
        room = ruang.change_room(connection, "M3", "Melati 3", KelasRawat.KELAS_3, now=later, bayi=True)
        assert isinstance(room, Kamar)
        assert room.bayi
        before, after = (ruang.capacity(connection, saat, bayi=True) for saat in (PAGI, later))
        assert [bed.bayi for bed in ruang.beds(connection) if bed.kamar == "M3"] == [True, True]
    assert before == {(RANAP, KelasRawat.KELAS_2): 2}
    assert after == {(RANAP, KelasRawat.KELAS_2): 2, (RANAP, KelasRawat.KELAS_3): 2}


# ── the page ────────────────────────────────────────────────────────────────────────────────────────


async def test_from_the_mothers_row_the_child_is_registered_and_admitted_in_one_go(web: Web, klinik: Klinik) -> None:
    ibu = await klinik.dirawat()
    bidan = Orang(web, "bidan", Peran.PETUGAS_UNIT, unit=RANAP)
    where = f"/bangsal/{ibu.id}/bayi-lahir"
    assert where in (await bidan.buka("/bangsal")).text
    form = await bidan.buka(where)
    assert form.status_code == 200
    assert 'name="nik"' not in form.text
    isi = {
        "command_id": baru(),
        "nama": "PASIEN CONTOH B",
        "jenis_kelamin": "perempuan",
        "lahir": "2026-03-02T07:55",
        "tempat_tidur": "M1-B",
        "dokter": DOKTER.id,
        "cara_bayar": "jkn",
    }
    refused = await bidan.kirim(where, **isi)
    assert "bukan tempat tidur bayi" in notice(refused)
    child = refused.text.partition('name="pasien" value="')[2].partition('"')[0]
    assert len(child) == 36  # registered already: the form goes on with this child
    isi |= {"command_id": baru(), "tempat_tidur": "BY-A", "pasien": child}
    answer = await bidan.kirim(where, **isi)
    assert answer.status_code == 303, notice(answer)
    assert (await bidan.kirim(where, **isi)).headers["location"] == answer.headers["location"]
    made = answer.headers["location"].rpartition("/")[2]
    with web.konteks.engine.connect() as connection:
        baris = visits.satu(connection, made)
        who = connection.execute(select(t.pasien).where(t.pasien.c.id == child)).mappings().one()
    assert baris is not None
    assert baris.kunjungan.bayi_lahir
    assert baris.orang is not None
    assert baris.orang.nama == "PASIEN CONTOH B, By."
    assert (who["nama_ibu"], who["hubungan"], str(who["tanggal_lahir"])) == ("PASIEN CONTOH B", "ibu", "2026-03-02")
    poli = Orang(web, "perawat_poli", Peran.PETUGAS_UNIT, unit=UMUM)
    assert (await poli.buka(where)).status_code == 403
