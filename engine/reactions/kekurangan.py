"""What is missing in a folder that is merged is missing in the one it was merged into.

Source: seed 003 (the inpatient folder is merged with the patient's own; completeness is checked of what is in it).
"""

from typing import Final
from uuid import UUID, uuid5

from engine.reactions.lihat import Lihat
from engine.views import kekurangan
from schemas.commands import kekurangan as ask
from schemas.events import berkas as told
from schemas.message import Command, Pelaku
from schemas.names import SISTEM, Cara, PeranMesin, PerintahId, SebabHapus

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-6b7572616e67")
"""The name space of the ids of what follows here."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))


def digabung(event: told.BerkasDigabung, lihat: Lihat) -> tuple[Command, ...]:
    """Its gaps go along; one that is open there already is struck off here."""
    ke = lihat.hidup(event.ke_berkas)
    if ke is None:
        return ()
    there = {(one.kunjungan, one.butir) for one in kekurangan.milik_berkas(lihat.connection, ke)}
    wishes: list[Command] = []
    for one in kekurangan.milik_berkas(lihat.connection, event.subjek):
        id_ = str(uuid5(RUMPUN, f"{event.perintah_id}/{one.id}/{lihat.percobaan}"))
        envelope = {"command_id": PerintahId(id_), "subjek": one.id, "pelaku": PENGIKUT, "cara": Cara.SISTEM}
        if (one.kunjungan, one.butir) in there:
            wishes.append(ask.Hapuskan(**envelope, sebab=SebabHapus.GANDA))
        else:
            wishes.append(ask.Pindahkan(**envelope, berkas=ke))
    return tuple(wishes)
