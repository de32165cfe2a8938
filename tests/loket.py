"""A registration desk for tests: patients with folders, visits, requests, and the worker that follows them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, select

from engine import rows
from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.workflows.permintaan import Permintaan
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands import pasien
from schemas.commands import permintaan as minta
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, JenisKunjungan, KodeUnit
from tests.kit import GIGI, LOKET, PERMED, PKM, SERBA_BISA, Arsip
from workers.reactions import Reactions

HURUF = str.maketrans("0123456789", "ghijklmnop")
"""A name holds no digits."""


class Meja:
    """The desk of one facility."""

    def __init__(self, arsip: Arsip) -> None:
        self.arsip = arsip
        self.reaksi = Reactions(arsip.engine, PKM.kode, now=arsip.jam)

    async def minta(self, kind: type[Command], subjek: str, pelaku: Pelaku = SERBA_BISA, **isi: Any) -> Any:
        """Ask through the front door for what must be granted."""
        command = kind(**{"command_id": baru(), "subjek": subjek, "pelaku": pelaku} | isi)
        answer = await self.arsip.door.execute(command)
        assert isinstance(answer, Accepted), answer
        return answer

    async def pasien(self, *, dengan_berkas: bool = True) -> tuple[str, BerkasId]:
        """A patient with a plainly invented name, and their folder (or the id it will have)."""
        who, berkas = baru(), BerkasId(baru())
        identitas = pasien.Identitas(nama="Contoh Rekaan " + who[-6:].translate(HURUF))
        await self.minta(pasien.PasienDaftarkan, who, LOKET, identitas=identitas)
        if dengan_berkas:
            await self.berkas(who, berkas)
        return who, berkas

    async def berkas(self, pasien: str, berkas: BerkasId) -> None:
        """Give a patient a folder."""
        await self.minta(ask.Daftarkan, berkas, LOKET, nomor=f"P{berkas[-8:].upper()}", pasien=pasien)

    async def kunjungan(
        self, pasien: str, unit: KodeUnit = GIGI, jenis: JenisKunjungan = JenisKunjungan.RAWAT_JALAN, **isi: Any
    ) -> str:
        """Register a visit."""
        id_ = baru()
        await self.minta(
            visit.Daftarkan, id_, LOKET, pasien=pasien, unit=unit, jenis_kunjungan=jenis, cara_bayar="umum", **isi
        )
        return id_

    async def tangan(self, berkas: str, unit: KodeUnit = GIGI, pelaku: Pelaku = PERMED, **isi: Any) -> str:
        """Ask for a folder by hand."""
        id_ = baru()
        await self.minta(minta.Buat, id_, pelaku, berkas=berkas, unit=unit, **isi)
        return id_

    async def ikut(self) -> int:
        """Let the worker answer all there is."""
        return await self.reaksi.kejar(self.arsip.door)

    def permintaan(self, id_: str) -> Permintaan:
        """A request, as its row has it."""
        return semua(self.arsip.engine, [id_])[0]

    def untuk(self, berkas: str) -> list[Permintaan]:
        """Every request for a folder, in the order in which they were asked."""
        with self.arsip.engine.connect() as connection:
            c = t.permintaan.c
            ids = connection.execute(select(c.id).where(c.berkas == berkas).order_by(c.terdaftar, c.id)).scalars()
            return semua(self.arsip.engine, list(ids))


def semua(engine: Engine, ids: Sequence[str]) -> list[Permintaan]:
    """These requests, as their rows have them."""
    with engine.connect() as connection:
        found = rows.records(connection, "permintaan", ids)
    return [found[id_] for id_ in ids]
