"""Pairs of entries that may be one person: the ledger is followed, and each patient it tells of is compared.

Bounded whatever the size of the index: a step reads at most `BARIS` lines of the ledger and compares at most `ORANG`
patients with the few that index look-ups find (`views/calon.py`), never one half of the index with the other. Reads
take no lock; what was found is written in one short transaction. No name stands in the table, only two ids and a score.

Repeat story: the cursor moves in the transaction that writes the pairs; a step done twice writes the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine import tables as t
from engine.refusals import Refusal
from engine.rows.pasien import IDENTITAS
from engine.views import calon
from engine.views.pasangan import berurutan
from engine.views.pasien import kembar, tujuan
from schemas.commands.pasien import Identitas
from schemas.events import pasien as told
from schemas.names import KeadaanPasien, PetugasId

NAMA: Final = "pasien_kembar"
"""The name of its cursor."""
BARIS: Final = 2_000
"""Lines of the ledger looked at in one step."""
ORANG: Final = 20
"""Patients compared in one step."""
TERBANYAK: Final = 10
"""Pairs kept of one patient: an entry that resembles more is not told apart by a list."""
_CERITA: Final = tuple(
    kind.jenis for kind in (told.PasienTerdaftar, told.IdentitasDiubah, told.PasienDigabung, told.PasienDipisahkan)
)
"""Facts after which a patient is compared again."""
_g = t.pasien_kembar.c
_j = t.jejak.c


@dataclass(frozen=True, slots=True)
class Langkah:
    """What one step found: up to which line, whom it compared, and the pairs with their scores and reasons."""

    dari: int
    sampai: int
    orang: frozenset[str]
    pasangan: dict[tuple[str, str], tuple[int, str]]

    @property
    def habis(self) -> bool:
        """Nothing is left to read."""
        return self.dari == self.sampai


def cari(connection: Connection) -> Langkah:
    """One step, read only."""
    head: int = connection.execute(select(func.max(_j.seq))).scalar() or 0
    dari = min(_posisi(connection), head)  # an older copy of the ledger was restored: go on from its end
    window = (_j.seq > dari, _j.seq <= dari + BARIS, _j.jenis.in_(_CERITA))
    lines = connection.execute(select(_j.seq, _j.subjek).where(*window).order_by(_j.seq).limit(ORANG)).all()
    sampai = lines[-1].seq if len(lines) == ORANG else min(dari + BARIS, head)
    people = frozenset(tujuan(connection, {line.subjek for line in lines}).values())
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for row in calon.isi(connection, people).values():
        if row["keadaan"] == KeadaanPasien.TERDAFTAR:
            found |= _pasangan(connection, row)
    return Langkah(dari, sampai, people, found)


def _pasangan(connection: Connection, row: dict[str, Any]) -> dict[tuple[str, str], tuple[int, str]]:
    identitas = Identitas.model_construct(**{name: row[name] for name in IDENTITAS})  # as it was accepted once
    alike = kembar(connection, identitas, selain=row["id"])[:TERBANYAK]
    return {berurutan(row["id"], one.orang.id): (one.skor, ",".join(one.alasan)) for one in alike}


def tulis(connection: Connection, langkah: Langkah, now: datetime) -> None:
    """Keep what a step found. A pair somebody decided stays decided; one that is alike no more goes."""
    mine = (_g.satu.in_(langkah.orang) | _g.lain.in_(langkah.orang)) & _g.diputus.is_(None)
    connection.execute(delete(t.pasien_kembar).where(mine))
    settled = _diputus(connection, langkah.pasangan)
    rows = [
        {"satu": satu, "lain": lain, "skor": skor, "alasan": alasan}
        for (satu, lain), (skor, alasan) in langkah.pasangan.items()
        if (satu, lain) not in settled
    ]
    if rows:
        connection.execute(insert(t.pasien_kembar), rows)
    hash_: bytes = connection.execute(select(_j.hash).where(_j.seq == langkah.sampai)).scalar() or b""
    values = {"seq": langkah.sampai, "hash": hash_, "diperbarui": now}
    if not connection.execute(update(t.kursor).where(t.kursor.c.nama == NAMA).values(values)).rowcount:
        connection.execute(insert(t.kursor), {"nama": NAMA} | values)


def bukan_sama(connection: Connection, satu: str, lain: str, pelaku: PetugasId, now: datetime) -> Refusal | None:
    """Two people: never shown as a pair again. Who said so, and when, is kept."""
    a, b = berurutan(satu, lain)
    pair = (_g.satu == a) & (_g.lain == b) & _g.diputus.is_(None)
    done = connection.execute(update(t.pasien_kembar).where(pair).values(diputus=now, pelaku=pelaku))
    return None if done.rowcount else Refusal("pasangan_tidak_ada", "pasien")


def _diputus(connection: Connection, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    asked = {satu for satu, _ in pairs}
    query = select(_g.satu, _g.lain).where(_g.satu.in_(asked))
    return {(row.satu, row.lain) for row in connection.execute(query)} if asked else set()


def _posisi(connection: Connection) -> int:
    return connection.execute(select(t.kursor.c.seq).where(t.kursor.c.nama == NAMA)).scalar() or 0
