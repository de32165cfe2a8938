"""What the Dinkes above is told of a referral of ours: how it stands and since when it waits. No patient, no letter.

It is told when the referral goes out, so that one nobody answers is noticed there too where our own clock stands still.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from engine import tables as t
from engine.federasi.keluar import Kiriman
from engine.rows.kept import Entry
from engine.workflows.riwayat_rujukan import Rujukan
from schemas.federasi.pantau import RujukanPantau
from schemas.names import ArahRujukan, JalurRujukan

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-70616e746175")
"""The name space of these messages' ids: one version of one referral, one message to one office."""
_DISEBUT: Final = ("keadaan", "dijawab", "tiba", "dibalas", "jawab_lewat")
"""What an office is told of when it changes."""


def isi_pantau(rujukan: Rujukan, tingkat: int = 0) -> RujukanPantau | None:
    """How it stands; None for a draft."""
    if rujukan.dikirim is None:
        return None
    return RujukanPantau(
        rujukan=rujukan.id,
        versi=rujukan.versi,
        perujuk=rujukan.perujuk,
        tujuan=rujukan.tujuan,
        darurat=rujukan.darurat,
        keadaan=rujukan.keadaan,
        dikirim=rujukan.dikirim,
        jawab_sebelum=rujukan.jawab_sebelum,
        dijawab=rujukan.dijawab,
        tiba=rujukan.tiba,
        dibalas=rujukan.dibalas,
        tingkat=max(tingkat, int(rujukan.jawab_lewat)),
    )


def surat_pantau(isi: RujukanPantau, kantor: str) -> Kiriman:
    """The message to this office."""
    key = f"{isi.rujukan}/{isi.versi}/{isi.tingkat}/{kantor}"
    return Kiriman(str(uuid5(RUMPUN, key)), isi.macam, kantor, isi.jenis, isi)


def kiriman_pantau(connection: Connection, entries: Sequence[Entry]) -> list[Kiriman]:
    """The messages of these decided commands; none where no hub is joined."""
    last: dict[str, Rujukan] = {}
    for entry in entries:
        after: Rujukan = entry.after
        if after.arah is not ArahRujukan.KELUAR or after.jalur is not JalurRujukan.FEDERASI:
            continue
        if after.id in last or any(getattr(entry.before, name) != getattr(after, name) for name in _DISEBUT):
            last[after.id] = after
    told = [isi for one in last.values() if (isi := isi_pantau(one)) is not None]
    if not told:
        return []
    return [surat_pantau(isi, kantor) for kantor in kantor_di_atas(connection) for isi in told]


def kantor_di_atas(connection: Connection) -> list[str]:
    """The offices whose hubs this facility joined: each is named as its hub is."""
    c = t.fed_hub.c
    return list(connection.execute(select(c.kode).where(c.aktif).order_by(c.kode)).scalars())
