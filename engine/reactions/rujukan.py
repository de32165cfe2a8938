"""A referral follows the visit its patient came to: care that begins there has begun for whoever referred.

Repeat story: the wish bears an id made from the fact that caused it; a referral that is further already wants nothing.
"""

from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import select

from engine import rows
from engine import tables as t
from engine.reactions.lihat import Lihat
from engine.workflows.rujukan import Rujukan, baru_tiba
from schemas.commands import rujukan as ask
from schemas.events import kunjungan as visit
from schemas.events import rujukan as told
from schemas.message import Command, Event, Pelaku
from schemas.names import SISTEM, ArahRujukan, Cara, PeranMesin, PerintahId

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-72756a696b75")
"""The name space of what follows here."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))


def kunjungan_dilayani(event: visit.KunjunganDilayani, lihat: Lihat) -> tuple[Command, ...]:
    """Care began: so it did for the referral the patient came with."""
    c = t.rujukan.c
    query = select(c.id).where(c.kunjungan == event.subjek, c.arah == ArahRujukan.MASUK)
    found = rows.records(lihat.connection, "rujukan", list(lihat.connection.execute(query).scalars()))
    return tuple(_layani(event, one, lihat) for one in found.values() if baru_tiba(one))


def tiba(event: told.RujukanTiba, lihat: Lihat) -> tuple[Command, ...]:
    """Come to a visit whose care had begun before the referral was known (an emergency is treated first)."""
    if event.kunjungan is None:
        return ()
    own = rows.records(lihat.connection, "rujukan", [event.subjek]).get(event.subjek)
    seen = rows.records(lihat.connection, "kunjungan", [event.kunjungan]).get(event.kunjungan)
    if own is None or seen is None or seen.dilayani is None or not baru_tiba(own):
        return ()
    return (_layani(event, own, lihat),)


def _layani(event: Event, rujukan: Rujukan, lihat: Lihat) -> ask.Layani:
    key = f"{event.perintah_id}/{rujukan.id}/{lihat.percobaan}"
    return ask.Layani(
        command_id=PerintahId(str(uuid5(RUMPUN, key))), subjek=rujukan.id, pelaku=PENGIKUT, cara=Cara.SISTEM
    )
