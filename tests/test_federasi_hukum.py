"""The law of store and forward: whatever goes wrong, after quiet each lane is exactly what was told, in order, once."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engine import tables as t
from engine.federasi.urutan import Putusan, putuskan
from engine.points import Titik
from tests.federasi_kit import Catatan, Distrik, Gangguan, MatiDi, jalur
from tests.ingatan import tempat

SIAPA = st.sampled_from(["PKM1", "RS1"])
LAWAN = {"PKM1": "RS1", "RS1": "PKM1"}
SAAT = [one for one in Titik if one.startswith("federasi.") and not one.endswith("_terap")]
LANGKAH = st.one_of(
    st.tuples(st.just("titip"), SIAPA, st.integers(1, 4)),
    st.tuples(st.just("putaran"), SIAPA),
    st.tuples(st.just("putaran"), SIAPA),
    st.tuples(st.just("gangguan"), SIAPA, st.sampled_from(list(Gangguan))),
    st.tuples(st.just("mati"), SIAPA, st.sampled_from(SAAT), st.integers(1, 2)),
    st.tuples(st.just("putus"), SIAPA),
    st.tuples(st.just("lupa")),
    st.tuples(st.just("mundur"), st.integers(1, 5)),
    st.tuples(st.just("ulangi"), SIAPA, st.integers(1, 5)),
    st.tuples(st.just("buang"), SIAPA, st.integers(0, 3)),
    st.tuples(st.just("kemarin"), SIAPA, st.integers(0, 2), st.integers(0, 3), st.integers(0, 4)),
    st.tuples(st.just("cadangkan"), SIAPA),
    st.tuples(st.just("pulihkan"), SIAPA),
)


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory, sqlite_facility: Path) -> tuple[Path, Distrik]:
    """Two facilities that joined, copied for each story."""
    folder = tmp_path_factory.mktemp("distrik")
    made = Distrik.buat(folder, sqlite_facility, "PKM1", "RS1")
    made.tutup()
    return folder, made


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(kisah=st.lists(LANGKAH, max_size=25))
def test_whatever_goes_wrong_each_lane_comes_to_what_was_told(
    contoh: tuple[Path, Distrik], kisah: list[tuple[object, ...]]
) -> None:
    with tempfile.TemporaryDirectory(dir=tempat(2**26)) as folder:
        where, made = contoh
        distrik = made.salin(where, Path(folder))
        try:
            asyncio.run(Kisah(distrik, Path(folder)).jalankan(kisah))
        finally:
            distrik.tutup()


class Kisah:
    """What happens, and what was told."""

    def __init__(self, distrik: Distrik, folder: Path) -> None:
        self.distrik = distrik
        self.folder = folder
        self.told: dict[str, list[int]] = {"PKM1": [], "RS1": []}
        self.cadangan: dict[str, Path] = {}
        self.dipulihkan: set[str] = set()

    async def jalankan(self, kisah: list[tuple[object, ...]]) -> None:
        for what, *rest in kisah:
            await self.langkah(str(what), rest)
        for one in self.distrik.anggota.values():
            one.kawat.gangguan.clear()
            one.putus()
        for _ in range(3):
            await self.distrik.tenang(days=2)
        self.periksa()

    async def langkah(self, what: str, rest: list[Any]) -> None:  # noqa: C901 - one branch a fault
        hub = self.distrik.hub
        if what in {"lupa", "mundur", "ulangi"}:
            getattr(hub, what)(*rest)
            for one in self.distrik.anggota.values():
                one.putus()
            return
        one = self.distrik[rest[0]]
        if what == "titip":
            self.told[one.kode] += one.titip(LAWAN[one.kode], rest[1])
        elif what == "putaran":
            await one.putaran()
        elif what == "gangguan":
            one.kawat.gangguan.append(rest[1])
        elif what == "mati":
            with MatiDi(*rest[1:]):
                await one.putaran()
        elif what == "putus":
            one.putus()
        elif what == "buang":
            lane = [row for row in hub.aliran if row.jalur == jalur(one.kode, LAWAN[one.kode])]
            if rest[1] < len(lane):
                hub.buang(lane[0].jalur, rest[1])
        elif what == "kemarin":
            await self.kemarin(rest[0], *rest[1:])
        elif what == "cadangkan":
            self.cadangan[one.kode] = one.cadangkan(self.folder)
        elif one.kode in self.cadangan:
            self.dipulihkan.add(one.kode)
            one.pulihkan(self.cadangan[one.kode])

    async def kemarin(self, kode: str, before: int, after: int, anew: int) -> None:
        """A day goes by after the backup, everything arrives, and the database is yesterday's."""
        one = self.distrik[kode]
        for step, rest in (("titip", before), ("cadangkan", 0), ("titip", after)):
            await self.langkah(step, [kode, rest])
        for who in (kode, LAWAN[kode], LAWAN[kode]):
            await self.distrik[who].putaran()
        await self.langkah("pulihkan", [one.kode])
        await self.langkah("titip", [one.kode, anew])

    def periksa(self) -> None:
        for kode, other in LAWAN.items():
            came, told = self.distrik[other].kotak(jalur(kode, other)), self.told[kode]
            assert len(set(came)) == len(came), "once"
            assert came == [one for one in told if one in set(came)], "in order"
            if kode not in self.dipulihkan:
                assert came == told
            assert self.ada(kode) <= set(came), "nothing that its sender still has is missing"
            if lane := self.distrik[kode].jalur(jalur(kode, other)):
                assert lane["diterima"] == lane["seq"], "and its sender knows"

    def ada(self, kode: str) -> set[int]:
        c = t.fed_keluar.c
        with self.distrik[kode].engine.connect() as connection:
            rows = connection.execute(select(c.isi).where(c.jalur == jalur(kode, LAWAN[kode]))).scalars()
            return {Catatan.model_validate_json(isi).nomor for isi in rows}


NOMOR = st.integers(1, 5)


@given(st.lists(st.tuples(NOMOR, NOMOR), max_size=30))
def test_numbers_are_taken_one_by_one_and_never_past_a_gap(pesan: list[tuple[int, int]]) -> None:
    place, taken = (0, 0), []
    for one in pesan:
        if putuskan(place, one, dikenal=one in taken, terbaru=False) is Putusan.AMBIL:
            assert one == (place[0], place[1] + 1) or (one[0] > place[0] and one[1] == 1)
            place = one
            taken.append(one)
    assert taken == sorted(taken)
