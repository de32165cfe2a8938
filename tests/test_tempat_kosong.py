"""Free beds are the ward's beds less who lies in them and less what is promised; a promise ends by itself, on time."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from engine import ruang
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.sensus import baca
from engine.sensus.giliran import kalender
from engine.sensus.hari import hari_sensus
from engine.views.tempat_kosong import Janji, Kosong, cocok, milik_sendiri, tahan, tempat_kosong
from engine.workflows.rujukan import tanda_lewat
from schemas.commands import kunjungan as visit
from schemas.commands import rujukan as ask
from schemas.names import CaraKeluar, JenisTenggat, KelasRawat
from schemas.names.sensus import Macam
from tests.kit import PAGI, PKM, RANAP, Arsip
from tests.klinik import Klinik, klinik_baru
from tests.sensus_kit import susul
from tests.tempat_kit import kini, masuk, terima

SATU_DETIK = timedelta(seconds=1)
SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


def kosong(arsip: Arsip, kelas: KelasRawat = KelasRawat.KELAS_2, **lebih: int) -> int:
    """Free beds of that class at the clock's moment, or so much later."""
    with arsip.engine.connect() as connection:
        found = tempat_kosong(connection, arsip.jam.saat + timedelta(**lebih))
    return sum(one.kosong for one in found if one.kelas is kelas)


async def test_free_beds_are_the_beds_less_those_the_census_counts_in_them(klinik: Klinik) -> None:
    first, second = await klinik.dirawat("M1-A"), await klinik.dirawat("M3-A")
    await klinik.dirawat("M3-B")
    assert isinstance(await klinik.minta(visit.Pindahkan, subjek=first.id, tempat_tidur="M1-B"), Accepted)
    out = await klinik.minta(visit.Selesaikan, subjek=second.id, cara_keluar=CaraKeluar.IZIN_DOKTER)
    assert isinstance(out, Accepted)
    engine, now = klinik.arsip.engine, klinik.arsip.jam.saat
    susul(engine)
    with engine.connect() as connection:
        here = kalender(connection)
        assert here is not None
        day = hari_sensus(now, here.zona, here.aturan.batas)
        counted = {
            (cell.kelas, cell.bayi): cell.isi[Macam.SISA]
            for cell in baca.inap(connection, here.zona, here.aturan, day, day, unit=RANAP)
        }
        beds = ruang.capacity(connection, now)
        free = {(one.kelas, one.bayi): one.kosong for one in tempat_kosong(connection, now)}
    assert free == {(kelas, False): n - counted.get((kelas, False), 0) for (_, kelas), n in beds.items()}
    assert free == {(KelasRawat.KELAS_2, False): 1, (KelasRawat.KELAS_3, False): 1}


@SQLITE
async def test_a_promise_keeps_a_bed_until_its_very_moment_and_not_longer(klinik: Klinik) -> None:
    arsip = klinik.arsip
    id_ = await masuk(arsip)
    until = arsip.jam.saat + timedelta(hours=2)
    assert isinstance(await terima(arsip, id_, janji_sampai=until), Accepted)
    assert kosong(arsip) == 1
    assert kosong(arsip, hours=2, seconds=-1) == 1
    assert kosong(arsip, hours=2) == 2, "nobody had to tell it: the time alone frees the bed"
    arsip.jam.maju(hours=1, minutes=59, seconds=59)
    early = tanda_lewat(id_, JenisTenggat.JANJI_TEMPAT_TIDUR, until, kini(arsip, id_).versi)
    refused = await arsip.door.execute(early)
    assert isinstance(refused, Refusal)
    assert refused.kode == "belum_jatuh_tempo"
    arsip.jam.maju(seconds=1)
    told = tanda_lewat(id_, JenisTenggat.JANJI_TEMPAT_TIDUR, until, kini(arsip, id_).versi, 1)
    assert isinstance(await arsip.door.execute(told), Accepted)
    assert (kini(arsip, id_).janji_sampai, kini(arsip, id_).keadaan.value) == (None, "diterima")


@pytest.mark.parametrize("janji_dulu", [False, True])
@SQLITE
async def test_arrival_and_the_end_of_the_promise_come_to_the_same_in_either_order(
    klinik: Klinik, *, janji_dulu: bool
) -> None:
    arsip = klinik.arsip
    id_, pasien = await masuk(arsip), await klinik.pasien()
    until = arsip.jam.saat + timedelta(hours=2)
    assert isinstance(await terima(arsip, id_, janji_sampai=until), Accepted)
    arsip.jam.maju(hours=2)
    ends = arsip.door.execute(tanda_lewat(id_, JenisTenggat.JANJI_TEMPAT_TIDUR, until, kini(arsip, id_).versi))
    comes = arsip.minta(ask.Tiba, id_, pasien=pasien)
    answers = await asyncio.gather(*((ends, comes) if janji_dulu else (comes, ends)))
    granted = [isinstance(answer, Accepted) for answer in answers]
    assert granted == ([True, True] if janji_dulu else [True, False]), "who came first ends the promise himself"
    found = kini(arsip, id_)
    assert (found.keadaan.value, found.janji_kelas, found.janji_sampai) == ("tiba", None, None)
    assert kosong(arsip) == 2


async def test_the_last_bed_is_promised_once_however_many_ask_at_once(klinik: Klinik) -> None:
    arsip = klinik.arsip
    await klinik.dirawat("M1-A")
    ids = [await masuk(arsip, perujuk=f"PKM{n}", nomor=f"{n}/03/2026") for n in (7, 8, 9)]
    answers = await asyncio.gather(*(terima(arsip, one) for one in ids))
    assert sorted(isinstance(answer, Accepted) for answer in answers) == [False, False, True], answers
    assert {answer.kode for answer in answers if isinstance(answer, Refusal)} == {"tempat_tidur_janji_habis"}
    assert kosong(arsip) == 0
    kept = next(one for one, answer in zip(ids, answers, strict=True) if isinstance(answer, Accepted))
    assert isinstance(await terima(arsip, kept), Accepted), "its own promise is no hindrance to making it longer"


@SQLITE
async def test_a_bed_is_kept_for_what_it_can_serve(klinik: Klinik) -> None:
    arsip = klinik.arsip
    with writing(arsip.engine).begin() as connection:
        wide = ("isolasi", "umum")
        room = ruang.change_room(connection, "M1", "Melati 1", KelasRawat.KELAS_2, now=PAGI, kemampuan=wide)
        assert isinstance(room, Kamar)
        wrong = ruang.change_room(connection, "M1", "Melati 1", KelasRawat.KELAS_2, now=PAGI, kemampuan=("bulan",))
        assert isinstance(wrong, Refusal)
        assert wrong.kode == "kemampuan_tidak_dikenal"
    first, second = await masuk(arsip, perujuk="PKM7"), await masuk(arsip, perujuk="PKM8", nomor="2/03/2026")
    refused = await terima(arsip, first, janji_kemampuan="nicu")
    assert isinstance(refused, Refusal)
    assert refused.kode == "tempat_tidur_janji_habis"
    assert isinstance(await terima(arsip, first, janji_kemampuan="isolasi"), Accepted)
    assert isinstance(await terima(arsip, second, kelas=KelasRawat.KELAS_3), Accepted)
    with arsip.engine.connect() as connection:
        found = {one.kemampuan: (one.jumlah, one.kosong) for one in tempat_kosong(connection, arsip.jam.saat)}
    assert found == {wide: (2, 1), ("umum",): (2, 1)}


@SQLITE
async def test_beds_outside_inpatient_wards_are_told_to_nobody(klinik: Klinik) -> None:
    with writing(klinik.arsip.engine).begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == RANAP).values(jenis="gawat_darurat"))
    with klinik.arsip.engine.connect() as connection:
        assert milik_sendiri(connection) == []
    assert PKM.kode


ABLE = st.lists(st.sampled_from(["icu", "isolasi", "umum"]), min_size=1, unique=True).map(
    lambda one: tuple(sorted(one))
)
GROUPS = st.lists(
    st.builds(
        lambda kelas, bayi, able, n, taken: Kosong(kelas, bayi, able, n, min(n, taken)),
        st.sampled_from([KelasRawat.KELAS_1, KelasRawat.KELAS_2]),
        st.booleans(),
        ABLE,
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=4,
    unique_by=lambda one: one[:3],
)
PROMISES = st.lists(
    st.tuples(
        st.sampled_from([None, KelasRawat.KELAS_1, KelasRawat.KELAS_2]),
        st.sampled_from([None, "icu", "isolasi", "umum"]),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(GROUPS, PROMISES)
def test_every_promise_keeps_one_bed_that_would_do_and_no_bed_is_free_twice(
    groups: list[Kosong], promises: list[tuple[KelasRawat | None, str | None]]
) -> None:
    kept = [Janji(f"{n}", kelas, able, PAGI) for n, (kelas, able) in enumerate(promises)]
    after = tahan(groups, kept)
    fitting = [one for one in kept if any(cocok(group, one.kelas, one.kemampuan) for group in groups)]
    assert sum(one.dijanjikan for one in after) == len(fitting)
    assert [one._replace(dijanjikan=0) for one in after] == groups
    for before, now in zip(groups, after, strict=True):
        assert 0 <= now.kosong <= before.kosong
        if now.dijanjikan:
            assert any(cocok(before, one.kelas, one.kemampuan) for one in kept)


def test_how_long_a_bed_is_promised_is_policy() -> None:
    janji = kebijakan().rujukan.janji
    assert janji.untuk(darurat=True).batas.lama == timedelta(hours=2)
    assert SATU_DETIK
