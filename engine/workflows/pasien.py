"""A patient in the master index (KIUP): registered, merged into another, taken apart again.

Sources: seed 003 (naming rules, five indexes: FACTS A3.4, A3.8). Who the patient is stands in the table alone.
"""

from datetime import datetime
from typing import Any, Final, NamedTuple

from engine.workflow import TETAP, Move, Workflow
from engine.workflows.berkas import LOKET, PENYELIA, UNIT
from schemas.commands import pasien as ask
from schemas.events import pasien as told
from schemas.message import Event
from schemas.names import BidangIdentitas, KeadaanPasien, Sebutan

S = KeadaanPasien


class Pasien(NamedTuple):
    """What the facts tell of a patient. `digabung_ke`: where the pointer leads while merged."""

    id: str
    keadaan: KeadaanPasien = S.BARU
    versi: int = 0
    dikenal: bool = True
    digabung_ke: str | None = None
    sejak: datetime | None = None
    """Since when in this state, as it happened."""
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Perubahan(ask.UbahIdentitas):
    """The wish to change an identity, with the names of the fields that differ; the handler compares."""

    bidang: tuple[BidangIdentitas, ...]


def ditolong_lebih_dulu(_pasien: Pasien, command: ask.PasienDaftarkan) -> bool:
    """A unit writes down by itself whom it cares for before any desk does: somebody unknown, a child it delivered."""
    born_here = command.identitas.sebutan is Sebutan.BY and command.identitas.nama_ibu is not None
    return born_here or not command.dikenal


def bukan_diri_sendiri(pasien: Pasien, command: ask.Gabungkan) -> bool:
    """Merged into another."""
    return command.ke_pasien != pasien.id


def ada_yang_berubah(pasien: Pasien, command: Perubahan) -> bool:
    """A change changes something."""
    return bool(command.bidang) or command.dikenal != pasien.dikenal


def settle(pasien: Pasien, event: Event) -> Pasien:
    """The patient after a fact."""
    isi: dict[str, Any] = {"versi": event.versi, "terakhir": event.terjadi_pada, "keadaan": S(event.ke)}
    if event.dari != event.ke:
        isi["sejak"] = event.terjadi_pada
    if isinstance(event, told.PasienTerdaftar):
        isi |= {"terdaftar": event.terjadi_pada, "dikenal": event.dikenal}
    elif isinstance(event, told.IdentitasDiubah):
        isi["dikenal"] = event.dikenal
    elif isinstance(event, told.PasienDigabung):
        isi["digabung_ke"] = event.ke_pasien
    elif isinstance(event, told.PasienDipisahkan):
        isi["digabung_ke"] = None
    return pasien._replace(**isi)


PASIEN: Final = Workflow(
    settle=settle,
    moves=(
        Move(
            ask.PasienDaftarkan,
            S.BARU,
            S.TERDAFTAR,
            told.PasienTerdaftar,
            oleh=UNIT,
            jika=(ditolong_lebih_dulu,),
            arti="Yang belum dikenal dan bayi yang baru lahir dicatat juga oleh unit yang menolongnya.",
        ),
        Move(ask.PasienDaftarkan, S.BARU, S.TERDAFTAR, told.PasienTerdaftar, oleh=LOKET),
        Move(ask.UbahIdentitas, S.TERDAFTAR, TETAP, told.IdentitasDiubah, oleh=LOKET, jika=(ada_yang_berubah,)),
        Move(ask.Gabungkan, S.TERDAFTAR, S.DIGABUNG, told.PasienDigabung, oleh=PENYELIA, jika=(bukan_diri_sendiri,)),
        Move(ask.Pisahkan, S.DIGABUNG, S.TERDAFTAR, told.PasienDipisahkan, oleh=PENYELIA),
    ),
    hal="Pasien",
)

__all__ = ["PASIEN", "Pasien", "Perubahan", "settle"]
