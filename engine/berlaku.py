"""The policy of deadlines in force: the one the facility adopted last, kept in its database.

Files of policy that change do nothing by themselves: what was adopted stays in force, in every process, until other
files are adopted. Before the first adoption the files are in force; the first start of the workers adopts them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from engine import tables as t
from engine.aturan_tempo import Libur, Tenggat
from engine.policy import Kebijakan, kebijakan
from schemas.names import PetugasId

_c = t.kebijakan_diterapkan.c


class Aturan(NamedTuple):
    """What due times are reckoned by, and its fingerprint."""

    sidik: str
    tenggat: Tenggat
    libur: Libur


class Penerapan(NamedTuple):
    """One adoption, and how far the deadlines that ran were reckoned anew."""

    nomor: int
    sidik: str
    pada: datetime
    pelaku: PetugasId
    kursor: str
    """The last deadline looked at; "" before the first."""
    jumlah: int
    """Deadlines that ran or were owed when it was adopted."""
    diperiksa: int
    diubah: int
    putaran: int
    """Passes over all of them: the second finds what other processes began by the former policy meanwhile."""
    selesai: datetime | None


KOLOM: Final = tuple(_c[name] for name in Penerapan._fields)


_terbaca: list[tuple[Kebijakan, Aturan]] = []
"""The policy whose part was read last: asked for at every decision, it changes once in a process's life."""


def dari(policy: Kebijakan) -> Aturan:
    """The part of a policy that is adopted."""
    if not _terbaca or _terbaca[0][0] is not policy:
        _terbaca[:] = [(policy, rakit(policy.tenggat, policy.libur))]
    return _terbaca[0][1]


def rakit(tenggat: Tenggat, libur: Libur) -> Aturan:
    """Deadlines and working days as one policy that can be adopted."""
    return _aturan(_isi(tenggat, libur))


def diterapkan(connection: Connection) -> Aturan | None:
    """The last adoption; None before the first."""
    isi = connection.execute(select(_c.isi).order_by(_c.nomor.desc()).limit(1)).scalar()
    return None if isi is None else _aturan(isi)


def aturan(connection: Connection) -> Aturan:
    """What is in force: the last adoption, or the files of this process where nothing was adopted yet."""
    return diterapkan(connection) or dari(kebijakan())


def terakhir(connection: Connection) -> Penerapan | None:
    """The last adoption."""
    row = connection.execute(select(*KOLOM).order_by(_c.nomor.desc()).limit(1)).first()
    return Penerapan(*row) if row else None


def terapkan(  # noqa: PLR0913 - what there is to say of an adoption
    connection: Connection, baru: Aturan, pelaku: PetugasId, now: datetime, jumlah: int, *, awal: bool = False
) -> Penerapan:
    """Put a policy in force. `awal`: the first, of which nothing runs yet that was reckoned otherwise."""
    before = terakhir(connection)
    made = Penerapan(
        nomor=before.nomor + 1 if before else 1,
        sidik=baru.sidik,
        pada=now,
        pelaku=pelaku,
        kursor="",
        jumlah=jumlah,
        diperiksa=0,
        diubah=0,
        putaran=0,
        selesai=now if awal else None,
    )
    connection.execute(insert(t.kebijakan_diterapkan).values(**made._asdict(), isi=_isi(baru.tenggat, baru.libur)))
    return made


def maju(connection: Connection, penerapan: Penerapan) -> None:
    """Keep how far it has got."""
    values = {name: getattr(penerapan, name) for name in ("kursor", "diperiksa", "diubah", "putaran", "selesai")}
    connection.execute(update(t.kebijakan_diterapkan).where(_c.nomor == penerapan.nomor).values(values))


def _isi(tenggat: Tenggat, libur: Libur) -> str:
    parts: Mapping[str, Any] = {
        "tenggat": tenggat.model_dump(mode="json"),
        "libur": libur.model_dump(mode="json"),
    }
    return json.dumps(parts, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=8)
def _aturan(isi: str) -> Aturan:
    parts = json.loads(isi)
    return Aturan(
        sha256(isi.encode()).hexdigest(), Tenggat.model_validate(parts["tenggat"]), Libur.model_validate(parts["libur"])
    )
