"""One correction of an electronic record: free for a while, then only with somebody else's approval.

Source: Permenkes 24/2022 Pasal 30 (FACTS B1 no. 16): corrections within 2x24 hours; later ones with the approval of
record staff or the head. How long and since when is policy (`policies/kelengkapan.yaml`, `koreksi_bebas`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from engine.workflow import Move, Workflow
from schemas.commands import koreksi as ask
from schemas.events import koreksi as told
from schemas.message import Event
from schemas.names import BerkasId, KeadaanKoreksi, Peran, PetugasId

S = KeadaanKoreksi


class Koreksi(NamedTuple):
    """One correction: of which form, asked by whom, decided by whom."""

    id: str
    keadaan: KeadaanKoreksi = S.BARU
    versi: int = 0
    berkas: BerkasId | None = None
    kunjungan: str | None = None
    formulir: str = ""
    sebab: str = ""
    bebas_sampai: datetime | None = None
    pengaju: PetugasId | None = None
    pemutus: PetugasId | None = None
    diputus: datetime | None = None
    sebab_tolak: str | None = None
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Pencatatan(ask.Catat):
    """The wish to correct, with whether it is still free; `engine/handlers` fetches it."""

    bebas_sampai: datetime
    bebas: bool


class Pengajuan(ask.Ajukan):
    """The wish to be allowed to correct, with whether that is wanted."""

    bebas_sampai: datetime
    bebas: bool


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def masih_bebas(_koreksi: Koreksi, command: Pencatatan) -> bool:
    """Nobody need be asked, as long as it is free. At the last instant it no longer is."""
    return command.bebas


def perlu_persetujuan(_koreksi: Koreksi, command: Pengajuan) -> bool:
    """Nobody is asked for what is free."""
    return not command.bebas


def bukan_pengaju_koreksi(koreksi: Koreksi, command: Any) -> bool:  # noqa: ANN401 - either decision
    """Nobody decides about their own correction."""
    return bool(command.pelaku.id != koreksi.pengaju)


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

PENYETUJU: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA})
PENGISI: Final = frozenset({Peran.DOKTER, Peran.PETUGAS_UNIT, Peran.PEREKAM_MEDIS})


def settle(koreksi: Koreksi, event: Event) -> Koreksi:
    """The correction after the fact."""
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": event.ke, "terakhir": saat, "sejak": saat}
    return koreksi._replace(**changed | BERUBAH[type(event)](event, saat))


def _mulai(event: told.Dikoreksi, saat: datetime) -> dict[str, Any]:
    return {
        "berkas": event.berkas,
        "kunjungan": event.kunjungan,
        "formulir": event.formulir,
        "sebab": event.sebab,
        "bebas_sampai": event.bebas_sampai,
        "pengaju": event.pelaku,
        "terdaftar": saat,
    }


BERUBAH: Final[dict[type[Event], Callable[[Any, datetime], dict[str, Any]]]] = {
    told.KoreksiDicatat: _mulai,
    told.KoreksiDiajukan: _mulai,
    told.KoreksiDisetujui: lambda e, saat: {"pemutus": e.pelaku, "diputus": saat},
    told.KoreksiDitolak: lambda e, saat: {"pemutus": e.pelaku, "diputus": saat, "sebab_tolak": e.sebab_tolak},
    told.KoreksiDilaksanakan: lambda *_: {},
}
"""What each fact changes besides state and times."""

KOREKSI: Final = Workflow(
    settle=settle,
    hal="Koreksi",
    moves=(
        Move(ask.Catat, S.BARU, S.DICATAT, told.KoreksiDicatat, oleh=PENGISI, jika=(masih_bebas,)),
        Move(ask.Ajukan, S.BARU, S.DIAJUKAN, told.KoreksiDiajukan, oleh=PENGISI, jika=(perlu_persetujuan,)),
        Move(
            ask.Setujui,
            S.DIAJUKAN,
            S.DISETUJUI,
            told.KoreksiDisetujui,
            oleh=PENYETUJU,
            jika=(bukan_pengaju_koreksi,),
        ),
        Move(ask.Tolak, S.DIAJUKAN, S.DITOLAK, told.KoreksiDitolak, oleh=PENYETUJU, jika=(bukan_pengaju_koreksi,)),
        Move(ask.Laksanakan, S.DISETUJUI, S.DICATAT, told.KoreksiDilaksanakan, oleh=PENGISI),
    ),
)
