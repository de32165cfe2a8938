"""How the referrals of the facilities below stand, as they tell their Dinkes: the highest version is kept.

A Dinkes passes on what it was told, so of one referral only whoever sent it, or an office below, may tell.
"""

from typing import Any, Final

import structlog
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.federasi.masuk import Masuk
from schemas.federasi.pantau import RujukanPantau
from schemas.names.federasi import PENYELENGGARA

log = structlog.get_logger()
_TETAP: Final = frozenset({"rujukan", "perujuk", "diterima", "naik_versi"})


def simpan(connection: Connection, masuk: Masuk) -> None:
    """Keep it, unless a newer one is here. Needs a writing transaction; twice is once."""
    isi = masuk.isi
    if not isinstance(isi, RujukanPantau):
        return
    if masuk.asal != isi.perujuk and not _kantor(connection, masuk.asal):
        log.warning("pantau_bukan_miliknya", asal=masuk.asal, rujukan=isi.rujukan)
        return
    row: dict[str, Any] = isi.model_dump() | {"diterima": masuk.masuk, "naik_versi": None}
    kind: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    c = t.rujukan_pantau.c
    made = kind(t.rujukan_pantau).values(row)
    changed = {
        name: made.excluded[name] for name in row if name not in {"rujukan", "perujuk", "diterima", "naik_versi"}
    }
    newer = (c.versi < isi.versi) | ((c.versi == isi.versi) & (c.tingkat < isi.tingkat))
    connection.execute(
        made.on_conflict_do_update(index_elements=["rujukan"], set_=changed, where=newer & (c.perujuk == isi.perujuk))
    )


def _kantor(connection: Connection, kode: str) -> bool:
    """Is it an office of the directory?"""
    jenis = connection.execute(select(t.sekutu.c.jenis).where(t.sekutu.c.kode == kode)).scalar()
    return jenis in PENYELENGGARA
