"""Visits on both databases: registration, queue, admission, beds, transfer, discharge, identification, cancellation."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine import facility, rows, ruang
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import Unit, baru
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.views import visits
from engine.workflows.kunjungan import KUNJUNGAN, Kunjungan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kunjungan as ask
from schemas.commands import pasien as ask_pasien
from schemas.commands.pasien import Identitas
from schemas.message import Pelaku
from schemas.names import (
    AlasanBatal,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
    KelasRawat,
    KodeUnit,
    Peran,
)
from tests.buku import baris, riwayat
from tests.kit import DI_GIGI, DI_UMUM, DOKTER, GIGI, KEPALA, LOKET, PAGI, PERMED, PKM, RANAP, UMUM, Arsip, orang, wish

IGD = KodeUnit("IGD")
DI_IGD = orang(Peran.PETUGAS_UNIT, unit=(IGD,))


@dataclass(slots=True)
class Klinik:
    """The facility with an emergency unit, two rooms and four beds."""

    arsip: Arsip
    _nomor: int = field(default=0)

    async def pasien(self, *, dikenal: bool = True) -> str:
        """A patient in the index."""
        self._nomor += 1
        nama = f"PASIEN CONTOH {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[self._nomor % 26]}"
        answer = await self.minta(ask_pasien.PasienDaftarkan, PERMED, identitas=Identitas(nama=nama), dikenal=dikenal)
        assert isinstance(answer, Accepted), answer
        return answer.subjek

    async def minta(self, kind: type[Any], pelaku: Pelaku = LOKET, subjek: str | None = None, **isi: Any) -> Answer:
        """Ask through the front door."""
        id_ = baru()
        command = kind(**{"command_id": id_, "subjek": subjek or id_, "pelaku": pelaku} | isi)
        return await self.arsip.door.execute(command)

    async def daftar(self, pasien: str | None = None, unit: str = UMUM, pelaku: Pelaku = LOKET, **isi: Any) -> Answer:
        """A visit at a clinic (or the emergency unit)."""
        jenis = JenisKunjungan.GAWAT_DARURAT if unit == IGD else JenisKunjungan.RAWAT_JALAN
        return await self.minta(
            ask.Daftarkan,
            pelaku,
            **{
                "pasien": pasien or await self.pasien(),
                "jenis_kunjungan": jenis,
                "unit": unit,
                "cara_bayar": "umum",
            }
            | isi,
        )

    async def terdaftar(self, pasien: str | None = None, unit: str = UMUM, **isi: Any) -> Kunjungan:
        """The same, granted."""
        answer = await self.daftar(pasien, unit, **isi)
        assert isinstance(answer, Accepted), answer
        return self.kini(answer.subjek)

    async def rawat(self, dari: Kunjungan, bed: str = "M1-A", **isi: Any) -> Answer:
        """An admission from that visit."""
        return await self.minta(
            ask.MasukRawatInap,
            **{
                "pasien": dari.pasien,
                "asal": dari.id,
                "dokter": DOKTER.id,
                "tempat_tidur": bed,
                "cara_bayar": "jkn",
            }
            | isi,
        )

    async def dirawat(self, bed: str = "M1-A", **isi: Any) -> Kunjungan:
        """A patient admitted into this bed."""
        answer = await self.rawat(await self.terdaftar(), bed, **isi)
        assert isinstance(answer, Accepted), answer
        return self.kini(answer.subjek)

    def kini(self, id_: str) -> Kunjungan:
        """The present record."""
        with self.arsip.engine.connect() as connection:
            found: Kunjungan = rows.records(connection, "kunjungan", [id_])[id_]
            return found

    def terisi(self) -> dict[str, str]:
        """Who lies where, as the wards' page tells it."""
        with self.arsip.engine.connect() as connection:
            return {bed.kode: bed.kunjungan for bed in ruang.beds(connection) if bed.kunjungan}


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    with writing(arsip.engine).begin() as connection:
        assert isinstance(facility.add_unit(connection, Unit(IGD, "Gawat Darurat", "gawat_darurat")), Unit)
        for kode, kelas in (("M1", KelasRawat.KELAS_2), ("M3", KelasRawat.KELAS_3)):
            assert isinstance(ruang.add_room(connection, Kamar(kode, f"Melati {kode}", RANAP, kelas)), Kamar)
            for bed in ("A", "B"):
                assert ruang.add_bed(connection, f"{kode}-{bed}", kode, now=PAGI) == f"{kode}-{bed}"
    return Klinik(arsip)


def kode(answer: Answer) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.kode


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────


async def test_the_queue_of_each_unit_begins_anew_on_each_day_of_the_facilitys_zone(klinik: Klinik) -> None:
    assert [(await klinik.terdaftar(unit=unit)).antrean for unit in (UMUM, UMUM, GIGI, UMUM)] == [1, 2, 1, 3]
    klinik.arsip.jam.maju(hours=15, minutes=59)  # 23.59 in Jakarta
    assert (await klinik.terdaftar()).antrean == 4
    klinik.arsip.jam.maju(minutes=1)
    first = await klinik.terdaftar()
    assert (first.antrean, first.tanggal) == (1, "2026-03-03")


async def test_forty_registrations_at_once_take_forty_numbers(klinik: Klinik) -> None:
    patients = [await klinik.pasien() for _ in range(40)]
    answers = await asyncio.gather(*(klinik.daftar(one) for one in patients))
    numbers = sorted(klinik.kini(answer.subjek).antrean or 0 for answer in answers if isinstance(answer, Accepted))
    assert numbers == list(range(1, 41))


async def test_the_first_visit_ever_is_new_unless_a_folder_tells_of_older_ones_and_a_cancelled_one_was_none(
    klinik: Klinik,
) -> None:
    pasien = await klinik.pasien()
    first = await klinik.terdaftar(pasien)
    assert first.kunjungan_baru
    assert not (await klinik.terdaftar(pasien, GIGI)).kunjungan_baru
    assert not (await klinik.terdaftar(pasien_lama=True)).kunjungan_baru
    visit = await klinik.terdaftar()
    await klinik.minta(ask.Batalkan, subjek=visit.id, alasan_batal=AlasanBatal.PASIEN_PERGI)
    assert (await klinik.terdaftar(visit.pasien)).kunjungan_baru
    lama, segar = await klinik.pasien(), await klinik.pasien()
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-07", pasien=lama), Accepted)
    klinik.arsip.jam.maju(days=1)
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-08", pasien=segar), Accepted)
    assert not (await klinik.terdaftar(lama)).kunjungan_baru
    assert (await klinik.terdaftar(segar)).kunjungan_baru


async def test_registering_twice_at_one_unit_and_day_is_refused_with_the_number_given_also_in_one_batch(
    klinik: Klinik,
) -> None:
    visit = await klinik.terdaftar()
    again = await klinik.daftar(visit.pasien)
    assert kode(again) == "kunjungan_ganda"
    assert isinstance(again, Refusal)
    assert (again.nilai["antrean"], again.nilai["unit"]) == (1, "Poli Umum")
    assert isinstance(await klinik.daftar(visit.pasien, GIGI), Accepted)
    await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.PULANG)
    assert isinstance(await klinik.daftar(visit.pasien), Accepted)
    pasien = await klinik.pasien()
    answers = await asyncio.gather(klinik.daftar(pasien), klinik.daftar(pasien))
    assert [isinstance(answer, Accepted) for answer in answers] == [True, False]


async def test_the_same_command_sent_again_registers_nothing_twice(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    command = wish(
        ask.Daftarkan,
        baru(),  # type: ignore[arg-type] # a visit's id
        LOKET,
        pasien=pasien,
        jenis_kunjungan=JenisKunjungan.RAWAT_JALAN,
        unit=UMUM,
        cara_bayar="umum",
    )
    first, second = await asyncio.gather(klinik.arsip.door.execute(command), klinik.arsip.door.execute(command))
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert (first.seq, second.diulang) == (second.seq, True)


async def test_a_merged_patient_is_registered_under_who_they_are(klinik: Klinik) -> None:
    ganda, tetap = await klinik.pasien(), await klinik.pasien()
    old = await klinik.terdaftar(ganda)
    assert isinstance(await klinik.minta(ask_pasien.Gabungkan, PERMED, ganda, ke_pasien=tetap), Accepted)
    assert kode(await klinik.daftar(ganda)) == "pasien_sudah_digabung"
    assert kode(await klinik.daftar(tetap)) == "kunjungan_ganda"  # theirs too, by the pointer
    with klinik.arsip.engine.connect() as connection:
        shown = visits.satu(connection, old.id)
    assert shown is not None
    assert shown.orang is not None
    assert shown.orang.id == tetap
    await klinik.minta(ask.Selesaikan, subjek=old.id, cara_keluar=CaraKeluar.PULANG)
    assert not (await klinik.terdaftar(tetap)).kunjungan_baru


async def test_each_wrong_part_of_a_registration_has_its_own_sentence(klinik: Klinik) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"unit": "XX"}, "unit_tidak_dikenal"),
        ({"unit": RANAP}, "unit_bukan_jenisnya"),
        ({"unit": IGD, "jenis_kunjungan": JenisKunjungan.RAWAT_JALAN}, "unit_bukan_jenisnya"),
        ({"cara_bayar": "barter"}, "cara_bayar_tidak_dikenal"),
        ({"pasien": "0190c7a0-0000-7000-8000-0000000000d1"}, "pasien_tidak_ada"),
        ({"dokter": LOKET.id}, "bukan_dokter"),
        ({"datang_pada": PAGI + timedelta(minutes=1)}, "datang_belum_terjadi"),
    )
    pasien = await klinik.pasien()
    for isi, sebab in wrong:
        answer = await klinik.daftar(**{"pasien": pasien} | isi)
        assert kode(answer) == sebab
        assert isinstance(answer, Refusal)
        assert answer.kalimat != answer.sentence


async def test_the_number_of_a_referral_letter_stays_out_of_the_ledger(klinik: Klinik) -> None:
    visit = await klinik.terdaftar(surat_rujukan=True, nomor_rujukan="445/RJ-77", asal_pasien="puskesmas")
    assert visit.surat_rujukan
    assert "445/RJ-77" not in str([line["data"] for line in baris(klinik.arsip.engine)])
    with klinik.arsip.engine.connect() as connection:
        assert connection.execute(select(t.kunjungan.c.nomor_rujukan)).scalar() == "445/RJ-77"


# ── a clinic's visit ────────────────────────────────────────────────────────────────────────────────


async def test_staff_act_on_the_visits_of_their_own_unit(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    assert kode(await klinik.minta(ask.Layani, DI_GIGI, visit.id)) == "melayani_unit_itu"
    assert isinstance(await klinik.minta(ask.Layani, DI_UMUM, visit.id, dokter=DOKTER.id), Accepted)
    assert klinik.kini(visit.id).dokter == DOKTER.id
    assert kode(await klinik.minta(ask.Batalkan, DI_UMUM, visit.id, alasan_batal="salah_unit")) == "peran_tidak_boleh"
    assert isinstance(await klinik.minta(ask.Batalkan, KEPALA, visit.id, alasan_batal="salah_unit"), Accepted)


async def test_a_mistaken_end_is_taken_back_by_a_new_event(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    await klinik.minta(ask.Layani, DI_UMUM, visit.id)
    await klinik.minta(ask.Selesaikan, DI_UMUM, visit.id, cara_keluar=CaraKeluar.PULANG, kasus_baru=True)
    assert isinstance(await klinik.minta(ask.BukaLagi, DI_UMUM, visit.id), Accepted)
    kini = klinik.kini(visit.id)
    assert (kini.keadaan, kini.cara_keluar, kini.keluar) == (KeadaanKunjungan.DILAYANI, None, None)
    assert len(riwayat(klinik.arsip.engine, visit.id)) == 4  # type: ignore[arg-type] # a visit's id


async def test_an_end_that_cannot_be_has_its_own_sentence(klinik: Klinik) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"cara_keluar": CaraKeluar.IZIN_DOKTER}, "cara_keluar_cocok"),
        ({"cara_keluar": CaraKeluar.MENINGGAL}, "jam_meninggal_ada"),
        ({"cara_keluar": CaraKeluar.PULANG, "meninggal_pada": PAGI}, "jam_meninggal_perlu"),
        ({"cara_keluar": CaraKeluar.MENINGGAL, "meninggal_pada": PAGI - timedelta(1)}, "meninggal_setelah_masuk"),
        ({"cara_keluar": CaraKeluar.DOA, "meninggal_pada": PAGI}, "meninggal_setelah_masuk"),
        ({"cara_keluar": CaraKeluar.MENINGGAL, "meninggal_pada": PAGI + timedelta(1)}, "meninggal_belum_terjadi"),
    )
    visit = await klinik.terdaftar()
    for isi, sebab in wrong:
        assert kode(await klinik.minta(ask.Selesaikan, subjek=visit.id, **isi)) == sebab


# ── rawat inap ──────────────────────────────────────────────────────────────────────────────────────


async def test_admission_is_only_from_a_visit_here_that_goes_on_or_ended_as_admitted_with_a_note_into_a_free_bed(
    klinik: Klinik,
) -> None:
    asal = await klinik.terdaftar()
    orang_lain = await klinik.terdaftar()
    assert kode(await klinik.rawat(asal, pasien=orang_lain.pasien)) == "asal_tidak_sah"
    assert kode(await klinik.rawat(asal, asal=baru())) == "asal_tidak_sah"
    assert kode(await klinik.rawat(asal, dokter=LOKET.id)) == "bukan_dokter"
    assert kode(await klinik.rawat(asal, "TAK-ADA")) == "tempat_tidur_tidak_ada"
    answer = await klinik.rawat(asal)
    assert isinstance(answer, Accepted), answer
    inap = klinik.kini(answer.subjek)
    assert (inap.unit, inap.kelas, inap.tempat_tidur, inap.asal) == (RANAP, KelasRawat.KELAS_2, "M1-A", asal.id)
    assert kode(await klinik.rawat(asal, "M1-B")) == "asal_sudah_dipakai"
    assert kode(await klinik.minta(ask.Batalkan, subjek=asal.id, alasan_batal="salah_unit")) == "ada_rawat_inap"
    second = await klinik.terdaftar(asal.pasien, GIGI)
    assert kode(await klinik.rawat(second, "M1-B")) == "sedang_dirawat"
    assert kode(await klinik.rawat(orang_lain)) == "tempat_tidur_terisi"
    pulang, dirawat = await klinik.terdaftar(), await klinik.terdaftar(unit=IGD)
    await klinik.minta(ask.Selesaikan, subjek=pulang.id, cara_keluar=CaraKeluar.PULANG)
    await klinik.minta(ask.Selesaikan, subjek=dirawat.id, cara_keluar=CaraKeluar.DIRAWAT)
    assert kode(await klinik.rawat(pulang)) == "asal_tidak_sah"
    assert isinstance(await klinik.rawat(dirawat, "M1-B"), Accepted)


async def test_two_who_want_one_bed_in_one_batch_get_one_bed(klinik: Klinik) -> None:
    one, two = await klinik.terdaftar(), await klinik.terdaftar()
    answers = await asyncio.gather(klinik.rawat(one), klinik.rawat(two))
    assert isinstance(answers[0], Accepted)
    assert kode(answers[1]) == "tempat_tidur_terisi"


async def test_two_doors_never_give_one_bed_twice(klinik: Klinik) -> None:
    origins = [await klinik.terdaftar() for _ in range(16)]
    with FrontDoor(klinik.arsip.engine, PKM.kode, now=klinik.arsip.jam) as lain:
        doors = (klinik.arsip.door, lain)

        async def admit(place: int, asal: Kunjungan) -> Answer:
            command = ask.MasukRawatInap(
                command_id=(id_ := baru()),  # type: ignore[arg-type]
                subjek=id_,
                pelaku=LOKET,
                pasien=asal.pasien,
                asal=asal.id,
                dokter=DOKTER.id,
                tempat_tidur=("M1-A", "M1-B", "M3-A", "M3-B")[place % 4],
                cara_bayar="umum",
            )
            return await doors[place % 2 if place < 8 else (place + 1) % 2].execute(command)

        answers = await asyncio.gather(*(admit(place, asal) for place, asal in enumerate(origins)))
    assert sum(isinstance(answer, Accepted) for answer in answers) == 4
    assert {kode(answer) for answer in answers if isinstance(answer, Refusal)} == {"tempat_tidur_terisi"}
    assert sorted(klinik.terisi()) == ["M1-A", "M1-B", "M3-A", "M3-B"]


async def test_a_transfer_frees_one_bed_and_takes_another_and_tells_both(klinik: Klinik) -> None:
    inap, lain = await klinik.dirawat("M1-A"), await klinik.dirawat("M3-A")
    assert kode(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M1-A")) == "tempat_tidur_lain"
    assert kode(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-A")) == "tempat_tidur_terisi"
    assert isinstance(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-B"), Accepted)
    assert klinik.terisi() == {"M3-B": inap.id, "M3-A": lain.id}
    told = riwayat(klinik.arsip.engine, inap.id)[-1].isi()  # type: ignore[arg-type] # a visit's id
    assert (told["dari_tempat_tidur"], told["dari_kelas"], told["tempat_tidur"], told["kelas"]) == (
        "M1-A",
        "kelas_2",
        "M3-B",
        "kelas_3",
    )
    poli = await klinik.terdaftar()
    assert kode(await klinik.minta(ask.Pindahkan, subjek=poli.id, tempat_tidur="M1-B")) == "rawat_inap"


async def test_a_bed_left_and_taken_in_one_batch_has_one_who_lies_in_it(klinik: Klinik) -> None:
    inap, asal = await klinik.dirawat("M1-A"), await klinik.terdaftar()
    answers = await asyncio.gather(
        klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.IZIN_DOKTER), klinik.rawat(asal, "M1-A")
    )
    assert all(isinstance(answer, Accepted) for answer in answers)
    assert klinik.terisi() == {"M1-A": klinik.kini(answers[1].subjek).id}  # type: ignore[union-attr] # granted
    assert kode(await klinik.minta(ask.BukaLagi, subjek=inap.id)) == "tempat_tidur_terisi"


async def test_a_death_keeps_its_own_time_so_that_48_hours_can_be_told(klinik: Klinik) -> None:
    inap = await klinik.dirawat()
    klinik.arsip.jam.maju(hours=50)
    mati = PAGI + timedelta(hours=48)
    answer = await klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.MENINGGAL, meninggal_pada=mati)
    assert isinstance(answer, Accepted), answer
    kini = klinik.kini(inap.id)
    assert kini.masuk is not None
    assert kini.meninggal_pada is not None
    assert kini.meninggal_pada - kini.masuk == timedelta(hours=48)
    assert klinik.terisi() == {}


# ── gawat darurat ───────────────────────────────────────────────────────────────────────────────────


async def test_emergency_staff_register_somebody_nobody_knows_after_care_began(klinik: Klinik) -> None:
    answer = await klinik.daftar(
        await klinik.pasien(dikenal=False), IGD, DI_IGD, datang_pada=PAGI - timedelta(minutes=25)
    )
    assert isinstance(answer, Accepted), answer
    assert klinik.kini(answer.subjek).masuk == PAGI - timedelta(minutes=25)
    assert kode(await klinik.daftar(unit=UMUM, pelaku=DI_UMUM)) == "hanya_gawat_darurat"
    assert kode(await klinik.daftar(unit=IGD, pelaku=DI_GIGI)) == "melayani_unit_itu"


async def test_who_was_unknown_is_identified_later_even_after_the_visit(klinik: Klinik) -> None:
    siapa, dikenal = await klinik.pasien(dikenal=False), await klinik.pasien()
    visit = await klinik.terdaftar(siapa, IGD)
    await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.DIRUJUK)
    assert isinstance(await klinik.minta(ask.Kenali, subjek=visit.id, pasien=dikenal), Accepted)
    kini = klinik.kini(visit.id)
    assert (kini.pasien, kini.keadaan) == (dikenal, KeadaanKunjungan.SELESAI)
    lain = await klinik.pasien()
    assert kode(await klinik.minta(ask.Kenali, subjek=visit.id, pasien=lain)) == "pasien_sudah_dikenal"


# ── what is kept ────────────────────────────────────────────────────────────────────────────────────


async def test_each_visit_is_the_sum_of_its_events(klinik: Klinik) -> None:
    inap = await klinik.dirawat()
    await klinik.minta(ask.Layani, subjek=inap.id)
    await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-B")
    await klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.ATAS_PERMINTAAN_SENDIRI)
    await klinik.minta(ask.BukaLagi, subjek=inap.id)
    for id_ in (inap.id, inap.asal or ""):
        record = Kunjungan(id_)
        for event in riwayat(klinik.arsip.engine, id_):  # type: ignore[arg-type] # a visit's id
            record = KUNJUNGAN.apply(record, event)
        assert record == klinik.kini(id_)
    assert klinik.terisi() == {"M3-B": inap.id}


async def test_a_day_is_listed_the_latest_first_with_patient_and_folder(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-09", pasien=pasien), Accepted)
    one = await klinik.terdaftar(pasien)
    klinik.arsip.jam.maju(minutes=1)
    two = await klinik.terdaftar(unit=GIGI)
    with klinik.arsip.engine.connect() as connection:
        listed = visits.harian(connection, "2026-03-02")
        assert [row.kunjungan.id for row in listed] == [two.id, one.id]
        assert listed[1].folder is not None
        assert listed[1].folder.nomor == "00-00-09"
        assert [row.kunjungan.id for row in visits.harian(connection, "2026-03-02", unit=UMUM)] == [one.id]
        assert two.terdaftar is not None
        rest = visits.harian(connection, "2026-03-02", setelah=(two.terdaftar, two.id))
        assert [row.kunjungan.id for row in rest] == [one.id]
        assert visits.hitungan(connection, "2026-03-02")[UMUM] == {KeadaanKunjungan.TERDAFTAR: 1}


# ── rooms and beds ──────────────────────────────────────────────────────────────────────────────────


async def test_how_many_beds_there_were_stays_known_and_a_room_that_cannot_be_is_refused_by_name(
    klinik: Klinik,
) -> None:
    nanti = PAGI + timedelta(days=3)
    with writing(klinik.arsip.engine).begin() as connection:
        assert isinstance(ruang.change_room(connection, "M1", "Melati 1", KelasRawat.VIP, now=nanti), Kamar)
        assert ruang.remove_bed(connection, "M3-B", now=nanti) == "M3-B"
        assert kode_ruang(ruang.remove_bed(connection, "M3-B", now=nanti)) == "tempat_tidur_tidak_ada"
    with klinik.arsip.engine.connect() as connection:
        before, after = (ruang.capacity(connection, saat) for saat in (PAGI, nanti))
    assert before == {(RANAP, KelasRawat.KELAS_2): 2, (RANAP, KelasRawat.KELAS_3): 2}
    assert after == {(RANAP, KelasRawat.VIP): 2, (RANAP, KelasRawat.KELAS_3): 1}
    wrong = (
        (Kamar("M1", "Dua kali", RANAP, KelasRawat.VIP), "kamar_terpakai"),
        (Kamar("m 9", "Kode kecil", RANAP, KelasRawat.VIP), "kode_kamar_tidak_sah"),
        (Kamar("M9", " ", RANAP, KelasRawat.VIP), "nama_tempat_tidak_sah"),
        (Kamar("M9", "Di poli", UMUM, KelasRawat.VIP), "kamar_di_bangsal"),
    )
    with writing(klinik.arsip.engine).begin() as connection:
        for kamar, sebab in wrong:
            assert kode_ruang(ruang.add_room(connection, kamar)) == sebab


async def test_nobody_loses_the_bed_they_lie_in(klinik: Klinik) -> None:
    await klinik.dirawat("M1-A")
    with writing(klinik.arsip.engine).begin() as connection:
        assert kode_ruang(ruang.remove_bed(connection, "M1-A", now=PAGI)) == "tempat_tidur_terisi"
        assert kode_ruang(ruang.close_room(connection, "M1", now=PAGI)) == "kamar_masih_terisi"
        assert kode_ruang(ruang.change_room(connection, "M1", "M", KelasRawat.VIP, now=PAGI)) == "kamar_masih_terisi"
        assert isinstance(ruang.close_room(connection, "M3", now=PAGI), Kamar)
        assert kode_ruang(facility.close_unit(connection, RANAP)) == "unit_masih_berkamar"
    assert kode(await klinik.rawat(await klinik.terdaftar(), "M3-A")) == "tempat_tidur_tidak_ada"


def kode_ruang(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.kode
