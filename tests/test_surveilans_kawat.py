"""The chain over three hubs and four databases: signed, sealed, repeated, cut; the report arrives once, with proof."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select, update

from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.facility import baru
from engine.federasi import direktori
from engine.federasi.kunci import Laci
from engine.policy import kebijakan
from engine.surveilans import lihat
from schemas.commands import w1 as ask
from schemas.federasi.kunci import Direktori, DirektoriTerbit, SekutuTercatat
from schemas.federasi.paket import PaketGabung
from schemas.names import KeadaanW1
from schemas.names.federasi import JenisFasyankes
from tests.federasi_kit import PEM, Distrik, Gangguan, HubPalsu
from tests.federasi_kit import Fasilitas as Anggota
from tests.kit import PAGI, Jam
from tests.surveilans_kit import KABUPATEN, PROVINSI, PUSAT, PUSKESMAS, TINGKAT, Fasilitas, w1_isi

JENIS = {kode: jenis for kode, jenis, _ in TINGKAT}


class Hub(Distrik):
    """A district on a hub of any code; who is not its office reports to it."""

    def terbit(self) -> DirektoriTerbit:
        """Its directory."""
        peers = [
            SekutuTercatat(
                kode=one.kode,
                nama=f"Contoh {one.kode}",
                fasyankes=JENIS[one.kode],
                tingkat=1,
                induk=None if one.kode == self.hub.kode else self.hub.kode,
                kunci=tuple(key.tercatat for key in one.laci.semua()),
            )
            for one in self.anggota.values()
        ]
        told = Direktori(hub=self.hub.kode, versi=1, dibuat=self.jam(), sekutu=tuple(peers))
        return direktori.terbitkan(told, self.akar)

    def bergabung(self) -> None:
        """Everybody joins."""
        terbit, root = self.terbit(), self.akar.public_key().public_bytes_raw()
        for one in self.anggota.values():
            paket = PaketGabung(
                hub=self.hub.kode,
                url="tls://127.0.0.1:4443",
                ca=PEM,
                akar=root.hex(),
                fasyankes=one.kode,
                direktori=terbit,
            )
            with writing(one.engine).begin() as connection:
                direktori.gabung(connection, paket, direktori.sidik(root), self.jam())


class Negeri:
    """All levels: each facility with its door, each hub with its members."""

    def __init__(self, folder: Path, contoh: Path) -> None:
        self.jam = Jam(PAGI)
        self.fasilitas: dict[str, Fasilitas] = {}
        laci: dict[str, Laci] = {}
        for kode, jenis, induk in TINGKAT:
            shutil.copy(contoh, folder / f"{kode}.db")
            engine = connect(f"sqlite:///{folder / kode}.db")
            with writing(engine).begin() as connection:
                same = {"kode": kode, "nama": f"Contoh {kode}", "jenis": jenis, "induk": induk}
                connection.execute(update(t.fasyankes).values(**same, dibuat=PAGI - timedelta(days=1)))
            laci[kode] = Laci.di(folder / kode)
            laci[kode].siapkan(kode, kebijakan().federasi, PAGI)
            self.fasilitas[kode] = Fasilitas(kode, engine, FrontDoor(engine, kode, now=self.jam).open(), self.jam)
        self.hub = [
            Hub(HubPalsu(kode), Ed25519PrivateKey.generate(), self.jam, {}, JENIS) for kode in JENIS if _kantor(kode)
        ]
        for hub in self.hub:
            for kode, _, induk in TINGKAT:
                if hub.hub.kode in {kode, induk}:
                    hub.tambah(kode, self.fasilitas[kode].engine, laci[kode])
            hub.bergabung()

    def __getitem__(self, kode: str) -> Fasilitas:
        return self.fasilitas[kode]

    def anggota(self, kode: str) -> list[Anggota]:
        """The lines of one facility: to its own hub, and to the one above."""
        return [hub.anggota[kode] for hub in self.hub if kode in hub.anggota]

    async def tenang(self) -> None:
        """Until nothing moves."""
        for _ in range(40):
            moved = 0
            for hub in self.hub:
                for one in hub.anggota.values():
                    moved += await one.putaran()
                    done = await one.terap(self[one.kode].door)
                    moved += done.diproses + done.diparkir
            if not moved:
                return
        raise AssertionError("tidak menjadi tenang")


def _kantor(kode: str) -> bool:
    return JENIS[kode] is not JenisFasyankes.PUSKESMAS


@pytest.fixture
def negeri(sqlite_facility: Path, tmp_path: Path) -> Iterator[Negeri]:
    """The four levels, joined."""
    made = Negeri(tmp_path, sqlite_facility)
    yield made
    for one in made.fasilitas.values():
        one.door.close()
        one.engine.dispose()


async def test_a_sealed_report_climbs_three_hubs_over_bad_lines_once_and_its_proof_comes_all_the_way_back(
    negeri: Negeri,
) -> None:
    report, pkm = baru(), negeri[PUSKESMAS]
    for kode in (PUSKESMAS, KABUPATEN, PROVINSI):
        for line in negeri.anggota(kode):
            line.kawat.gangguan += [Gangguan.PUTUS_SESUDAH_KIRIM, Gangguan.GANDA, Gangguan.PUTUS_SEBELUM_ACK]
    await pkm.jadi(ask.Susun, report, **w1_isi(pkm))
    await pkm.jadi(ask.Kirim, report)
    await negeri.tenang()
    for kode in (KABUPATEN, PROVINSI):
        negeri.jam.maju(hours=3)
        await negeri[kode].jadi(ask.Teruskan, report)
        await negeri.tenang()
    assert negeri[PUSAT].catatan("w1", report).keadaan is KeadaanW1.DITERIMA
    with pkm.engine.connect() as connection:
        found = lihat.satu_klb(connection, report)
    assert found is not None
    reached = found.sampai(PUSAT)
    assert reached is not None
    assert reached < PAGI + timedelta(hours=24), "the Puskesmas has the ministry's receipt, within the day"
    assert found.w1.penyata == KABUPATEN
    for one in negeri.fasilitas.values():
        with one.engine.connect() as connection:
            lines = connection.execute(select(func.count()).where(t.jejak.c.jenis == "w1.diterima.v1")).scalar()
            bad = connection.execute(select(t.fed_masuk.c.sebab).where(t.fed_masuk.c.keadaan == "parkir")).all()
            assert connection.execute(select(func.count()).select_from(t.fed_galat)).scalar() == 0
        assert (lines, bad) == (0 if one is pkm else 1, []), one.kode
    for hub in negeri.hub:
        for stored in hub.hub.aliran:
            assert b"Makmur" not in stored.pesan.badan, "a hub reads nothing"
            assert b'"penyakit"' not in stored.pesan.badan
