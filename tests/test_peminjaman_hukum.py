"""The law of loans: whatever is asked, in whatever order, through one door or two, a folder has one loan at most."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from engine import rows
from engine import tables as t
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.reactions.peminjaman import ikutan
from engine.workflows.peminjaman import PEMINJAMAN, Peminjaman, berlaku
from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Keadaan, Keperluan
from tests import buku
from tests.kit import DOKTER, KEPALA, LOKET, PERMED, PKM, SERBA_BISA, Jam, wish

PILIHAN = ("ajukan", "setujui", "tolak", "batalkan", "pinjamkan", "langsung", "kembalikan", "hilang", "perpanjang")
LANGKAH = st.lists(
    st.tuples(
        st.sampled_from(PILIHAN),
        st.integers(0, 5),
        st.sampled_from((DOKTER, LOKET, PERMED, KEPALA)),
        st.sampled_from((Keperluan.KLAIM, Keperluan.PENGADILAN)),
    ),
    min_size=4,
    max_size=24,
)


class Dunia:
    """One folder, the loans asked for it, and two doors."""

    def __init__(self, doors: tuple[FrontDoor, ...], jam: Jam, engine: Engine) -> None:
        self.doors, self.jam, self.engine = doors, jam, engine
        self.berkas = BerkasId(baru())
        self.pinjaman: list[str] = []

    def perintah(self, apa: str, ke: int, pelaku: Pelaku, keperluan: Keperluan) -> list[Command]:
        """The wish of one step; some loans it names do not exist."""
        due = self.jam.saat + timedelta(days=2 + ke)
        pinjam = BerkasId(self.pinjaman[ke % len(self.pinjaman)] if self.pinjaman else baru())
        found: Command
        match apa:
            case "ajukan":
                id_ = BerkasId(baru())
                self.pinjaman.append(id_)
                isi: dict[str, Any] = {"berkas": self.berkas, "keperluan": keperluan, "jatuh_tempo": due}
                found = wish(ask.Ajukan, id_, pelaku, peminjam=pelaku.id, **isi)
            case "setujui":
                found = wish(ask.Setujui, pinjam, KEPALA)
            case "tolak":
                found = wish(ask.Tolak, pinjam, KEPALA, alasan_tolak="lainnya")
            case "batalkan":
                found = wish(ask.Batalkan, pinjam, pelaku, alasan_batal="tidak_jadi")
            case "perpanjang":
                found = wish(ask.Perpanjang, pinjam, KEPALA, jatuh_tempo=due + timedelta(days=2))
            case "pinjamkan":
                found = wish(ask_berkas.Pinjamkan, self.berkas, PERMED, peminjaman=pinjam)
            case "langsung":
                isi = {"peminjam": pelaku.id, "keperluan": keperluan, "jatuh_tempo": due}
                found = wish(ask_berkas.Pinjamkan, self.berkas, PERMED, **isi)
            case "kembalikan":
                return [
                    wish(ask_berkas.KembalikanPinjaman, self.berkas, LOKET),
                    wish(ask_berkas.Rakit, self.berkas, PERMED),
                    wish(ask_berkas.NyatakanLengkap, self.berkas, PERMED),
                ]
            case _:
                return [
                    wish(ask_berkas.LaporkanHilang, self.berkas, PERMED),
                    wish(ask_berkas.Temukan, self.berkas, PERMED, unit="RM"),
                    wish(ask_berkas.VerifikasiTemuan, self.berkas, KEPALA),
                ]
        return [found]

    async def minta(self, nomor: int, commands: list[Command]) -> None:
        """Ask one after another, at one of the doors."""
        for command in commands:
            await self.doors[nomor % len(self.doors)].execute(command)

    async def ikuti(self) -> None:
        """Let the loans hear of their folder."""
        for _ in range(2):
            for event in buku.riwayat(self.engine, self.berkas) + [
                one for pinjam in self.pinjaman for one in buku.riwayat(self.engine, BerkasId(pinjam))
            ]:
                for command in ikutan(event):
                    await self.doors[0].execute(command)

    def periksa(self) -> None:
        """One loan stands at most; the rows are the fold; a folder that is out and its loan agree."""
        with self.engine.connect() as connection:
            kept: dict[str, Peminjaman] = rows.records(connection, "peminjaman", self.pinjaman)
        for pinjam, record in kept.items():
            folded = Peminjaman(pinjam)
            for event in buku.riwayat(self.engine, BerkasId(pinjam)):
                folded = PEMINJAMAN.apply(folded, event)
            assert folded == record
        assert len([one for one in kept.values() if berlaku(one)]) <= 1
        out = 0
        for event in buku.riwayat(self.engine, self.berkas):
            if event.jenis == "berkas.dipinjamkan.v1":
                out += 1
            elif event.dari == Keadaan.DIPINJAM and event.ke != Keadaan.DIPINJAM:
                out -= 1
            assert out in {0, 1}


@pytest.fixture(params=[1, 2], ids=["one door", "two doors"])
def pintu(request: pytest.FixtureRequest, url: str, engine: Engine) -> Iterator[tuple[tuple[FrontDoor, ...], Jam]]:
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as first:
        if request.param == 1:
            yield (first,), jam
            return
        other = connect(url)
        with FrontDoor(other, PKM.kode, now=jam) as second:
            yield (first, second), jam
        other.dispose()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(langkah=LANGKAH, sekaligus=st.integers(1, 6))
def test_whatever_is_asked_a_folder_has_one_loan_at_most(
    pintu: tuple[tuple[FrontDoor, ...], Jam], engine: Engine, langkah: list[Any], sekaligus: int
) -> None:
    """Invenio #484: two loans for one item; SIMRS Khanza: "masih dipinjam"."""
    doors, jam = pintu
    dunia = Dunia(doors, jam, engine)

    async def story() -> None:
        began = await doors[0].execute(wish(ask_berkas.Daftarkan, dunia.berkas, SERBA_BISA))
        assert isinstance(began, Accepted)
        for start in range(0, len(langkah), sekaligus):
            steps = langkah[start : start + sekaligus]
            await asyncio.gather(*(dunia.minta(place, dunia.perintah(*step)) for place, step in enumerate(steps)))
            dunia.periksa()
            if start % 2:
                await dunia.ikuti()
        await dunia.ikuti()
        dunia.periksa()

    asyncio.run(story())


async def test_of_many_who_approve_and_lend_at_once_one_is_granted(
    pintu: tuple[tuple[FrontDoor, ...], Jam], engine: Engine
) -> None:
    doors, jam = pintu
    dunia = Dunia(doors, jam, engine)
    await doors[0].execute(wish(ask_berkas.Daftarkan, dunia.berkas, SERBA_BISA))
    for who in (DOKTER, LOKET, PERMED):
        await dunia.minta(0, dunia.perintah("ajukan", 0, who, Keperluan.PENGADILAN))
    due = jam.saat + timedelta(days=2)
    asked = [wish(ask.Setujui, BerkasId(pinjam), KEPALA) for pinjam in dunia.pinjaman] + [
        wish(ask_berkas.Pinjamkan, dunia.berkas, PERMED, peminjam=DOKTER.id, keperluan="klaim", jatuh_tempo=due)
        for _ in range(3)
    ]
    answers = await asyncio.gather(*(doors[n % len(doors)].execute(one) for n, one in enumerate(asked)))
    assert len([one for one in answers if isinstance(one, Accepted)]) == 1
    dunia.periksa()
    with engine.connect() as connection:
        stored = connection.execute(select(t.tenggat.c.jenis)).scalars().all()
        assert len(stored) == 1, "the one deadline is that of the loan that stands"
        assert connection.execute(text("SELECT count(*) FROM peminjaman")).scalar() == 3
