"""Laws of visits: whatever is asked in whatever batches, one bed has one patient; a record is the sum of its events."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engine import ruang
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.facility import baru
from engine.lines import event_of
from engine.rows.kunjungan import record_of
from engine.ruang import Kamar
from engine.schema import upgrade
from engine.views import visits
from engine.workflows.kunjungan import KUNJUNGAN, Kunjungan, berlangsung
from schemas.commands import kunjungan as ask
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.message import Command
from schemas.names import AlasanBatal, CaraKeluar, JenisKunjungan, KelasRawat
from tests.kit import DOKTER, PAGI, PKM, RANAP, SERBA_BISA, UMUM, Arsip, Jam, settle_facility

BEDS = ("A", "B", "C")
PATIENTS = 5
ASKED = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(
                (
                    "rawat",
                    "rawat",
                    "rawat",
                    "pindah",
                    "pindah",
                    "selesai",
                    "buka",
                    "batal",
                    "layani",
                    "daftar",
                    "bayi",
                    "kode",
                )
            ),
            st.integers(0, PATIENTS - 1),
            st.sampled_from(BEDS),
        ),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
    max_size=8,
)
"""Batches of wishes: what, about whose latest visit, which bed."""


@pytest.fixture(scope="module")
def bangsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arsip]:
    """A ward of three beds, for many stories one after the other."""
    path: Path = tmp_path_factory.mktemp("bangsal") / "jejak.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    with writing(engine).begin() as connection:
        settle_facility(connection)
        ruang.add_room(connection, Kamar("K", "Kamar", RANAP, KelasRawat.KELAS_3))
        ruang.add_room(connection, Kamar("B", "Kamar Bayi", RANAP, KelasRawat.KELAS_3, bayi=True))
        for bed in BEDS:
            ruang.add_bed(connection, bed, "B" if bed == BEDS[-1] else "K", now=PAGI)
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        made = Arsip(engine, door, jam)
        yield made
        jumlah_peristiwanya(made)
    engine.dispose()


def command(kind: type[Command], subjek: str | None = None, **isi: Any) -> Command:
    id_ = baru()
    return kind(**{"command_id": id_, "subjek": subjek or id_, "pelaku": SERBA_BISA} | isi)


class Cerita:
    """One story: five patients, and what is asked of their latest visits."""

    def __init__(self, arsip: Arsip) -> None:
        self.arsip = arsip
        self.pasien: list[str] = []
        self.terakhir: list[str | None] = [None] * PATIENTS
        self.asal: list[str | None] = [None] * PATIENTS

    async def mulai(self) -> None:
        made = [command(PasienDaftarkan, identitas=Identitas(nama="PASIEN CONTOH")) for _ in range(PATIENTS)]
        answers = await asyncio.gather(*(self.arsip.door.execute(one) for one in made))
        self.pasien = [answer.subjek for answer in answers]  # type: ignore[union-attr] # granted
        first = [self.tanya("daftar", place, BEDS[0]) for place in range(PATIENTS - 1)]  # the last is yet to be born
        await asyncio.gather(*(self.arsip.door.execute(one) for one in first))

    def tanya(self, apa: str, siapa: int, bed: str) -> Command:
        visit = self.terakhir[siapa] or baru()
        if apa == "daftar":
            made = command(
                ask.Daftarkan,
                pasien=self.pasien[siapa],
                jenis_kunjungan=JenisKunjungan.RAWAT_JALAN,
                unit=UMUM,
                cara_bayar="umum",
            )
            self.asal[siapa] = self.terakhir[siapa] = made.subjek
            return made
        if apa == "rawat":
            made = command(
                ask.MasukRawatInap,
                pasien=self.pasien[siapa],
                asal=self.asal[siapa] or baru(),
                dokter=DOKTER.id,
                tempat_tidur=bed,
                cara_bayar="umum",
            )
            self.terakhir[siapa] = made.subjek if self.terakhir[siapa] == self.asal[siapa] else self.terakhir[siapa]
            return made
        if apa == "bayi":  # of the next one's visit; the first beds are of grown-ups, the last of newborns
            made = command(
                ask.MasukRawatInap,
                pasien=self.pasien[siapa],
                asal=self.terakhir[(siapa + 1) % PATIENTS] or baru(),
                dokter=DOKTER.id,
                tempat_tidur=BEDS[-1] if bed == BEDS[0] else bed,
                cara_bayar="umum",
                bayi_lahir=True,
            )
            self.terakhir[siapa] = self.terakhir[siapa] or made.subjek
            return made
        if apa == "kode":
            codes = [{"kode": f"A0{BEDS.index(bed)}"}, {"kode": f"B0{siapa}", "kasus_baru": True}]
            return command(ask.Kodekan, visit, kode=tuple(codes[: 1 + siapa % 2]))
        cara = (CaraKeluar.IZIN_DOKTER, CaraKeluar.PULANG, CaraKeluar.DIRAWAT)[BEDS.index(bed)]
        return {
            "pindah": lambda: command(ask.Pindahkan, visit, tempat_tidur=bed),
            "selesai": lambda: command(ask.Selesaikan, visit, cara_keluar=cara),
            "buka": lambda: command(ask.BukaLagi, visit),
            "batal": lambda: command(ask.Batalkan, visit, alasan_batal=AlasanBatal.BATAL_LAIN),
            "layani": lambda: command(ask.Layani, visit),
        }[apa]()


def semua(arsip: Arsip) -> list[Kunjungan]:
    with arsip.engine.connect() as connection:
        columns = (t.kunjungan.c[name] for name in Kunjungan._fields)
        return [record_of(row) for row in connection.execute(select(*columns))]


def tempat_tidur_satu_orang(arsip: Arsip) -> None:
    open_ = [visit for visit in semua(arsip) if berlangsung(visit)]
    beds = [visit.tempat_tidur for visit in open_ if visit.tempat_tidur]
    assert len(beds) == len(set(beds)), "two in one bed"
    lying = [visit.pasien for visit in open_ if visit.jenis is JenisKunjungan.RAWAT_INAP]
    assert len(lying) == len(set(lying)), "one in two beds"
    queued = [(visit.pasien, visit.unit, visit.tanggal) for visit in open_ if visit.antrean]
    assert len(queued) == len(set(queued)), "registered twice at one unit"
    with arsip.engine.connect() as connection:
        newborn = {bed.kode for bed in ruang.beds(connection) if bed.bayi}
        assert all((visit.tempat_tidur in newborn) is visit.bayi_lahir for visit in open_ if visit.tempat_tidur)
        told = {row.tempat_tidur.kode for row in visits.bangsal(connection) if row.baris}
    assert told == set(beds)


def jumlah_peristiwanya(arsip: Arsip) -> None:
    folded: dict[str, Kunjungan] = {}
    with arsip.engine.connect() as connection:
        coded = Counter(connection.execute(select(t.kunjungan_kode.c.kunjungan)).scalars())
        assert coded == {visit.id: visit.jumlah_kode for visit in semua(arsip) if visit.jumlah_kode}
        lines = connection.execute(select(t.jejak).where(t.jejak.c.jenis.like("kunjungan.%")).order_by(t.jejak.c.seq))
        for line in lines.mappings():
            event = event_of(SimpleNamespace(**line))
            before = folded.get(event.subjek, Kunjungan(event.subjek))
            assert (event.versi, event.dari) == (before.versi + 1, before.keadaan)
            folded[event.subjek] = KUNJUNGAN.apply(before, event)
    assert folded == {visit.id: visit for visit in semua(arsip)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=ASKED)
def test_at_no_time_do_two_lie_in_one_bed(bangsal: Arsip, batches: list[list[tuple[str, int, str]]]) -> None:
    async def cerita() -> None:
        story = Cerita(bangsal)
        await story.mulai()
        for batch in batches:
            wishes = [story.tanya(*one) for one in batch]
            await asyncio.gather(*(bangsal.door.execute(one) for one in wishes))
            tempat_tidur_satu_orang(bangsal)
        ends = [one for one in semua(bangsal) if berlangsung(one) and one.tempat_tidur]
        for one in ends:  # the beds are free for the next story
            await bangsal.door.execute(command(ask.Selesaikan, one.id, cara_keluar=CaraKeluar.KELUAR_LAIN))

    asyncio.run(cerita())
