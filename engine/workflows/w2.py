"""The report of one facility and one epidemiological week (W2), from its composing to the receipt of the level above.

Sources: Permenkes 1501/2010 and SKDR (weekly, also with no case: FACTS B12). The same report is the same subject at
both ends. What was sent never changes; a correction is the next edition, and is sent again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from engine.workflow import Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from engine.workflows.sinyal import MESIN, SEKUTU, SURVEILANS
from schemas.commands import w2 as ask
from schemas.events import w2 as told
from schemas.message import Event, Waktu
from schemas.names import JenisTenggat, KeadaanW2, PetugasId
from schemas.surveilans import HitungPenyakit

S = KeadaanW2
_RUANG: Final = UUID("0f6d4c5e-2f0e-5c37-8e55-1a6f1f2c7b20")
SENDIRI: Final = (S.BARU, S.DISUSUN, S.DIPERIKSA, S.DIKIRIM, S.DITERIMA)


class W2(NamedTuple):
    """Where a weekly report stands. Its cells are kept beside it."""

    id: str
    keadaan: KeadaanW2 = S.BARU
    versi: int = 0
    fasyankes: str = ""
    """Whose report."""
    tahun: int = 0
    minggu: int = 0
    masuk: bool = False
    """It came from below."""
    edisi: int = 0
    """The newest that was composed; 0: only typed counts."""
    terkirim: int = 0
    """The edition sent last; 0: none."""
    bertanda: int = 0
    """The edition the level above says it has; 0: none."""
    kunjungan: int = 0
    lapor: int = 0
    wajib: int = 0
    tujuan: str | None = None
    pemeriksa: PetugasId | None = None
    kirim_sebelum: datetime | None = None
    dikirim: datetime | None = None
    """When it was sent first: by their clock where it came from below."""
    lewat: bool = False
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Pengisian(ask.Isi):
    """The wish to type, with whose it is."""

    fasyankes: str


class Penyusunan(ask.Susun):
    """The wish to compose, with what was counted."""

    fasyankes: str
    edisi: int
    sel: tuple[HitungPenyakit, ...]
    kunjungan: int
    lapor: int
    wajib: int
    kirim_sebelum: Waktu


class Pengiriman(ask.Kirim):
    """The wish to send, with where to."""

    edisi: int
    tujuan: str | None


def id_w2(fasyankes: str, tahun: int, minggu: int) -> str:
    """The name of a report: the same at every level."""
    return str(uuid5(_RUANG, f"{fasyankes}|{tahun}|{minggu}"))


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def sudah_disusun(w2: W2, _command: ask.Periksa) -> bool:
    """There is an edition to look at."""
    return w2.edisi > 0


def edisi_w2_terbaru(w2: W2, command: ask.Periksa) -> bool:
    """What was looked at is what would be sent."""
    return command.edisi == w2.edisi


def laporan_sendiri(w2: W2, _command: Any) -> bool:  # noqa: ANN401 - any wish about it
    """Nobody changes what another facility reported."""
    return not w2.masuk


def edisi_lebih_baru(w2: W2, command: ask.Masuk) -> bool:
    """A report that comes again says more than the one before."""
    return command.edisi > w2.edisi


def w2_itu(_w2: W2, command: ask.Masuk) -> bool:
    """It is about what its name says."""
    return command.subjek == id_w2(command.fasyankes, command.tahun, command.minggu)


# ── the table ───────────────────────────────────────────────────────────────────────────────────────


def _pertama(w2: W2, event: Any, saat: datetime) -> dict[str, Any]:  # noqa: ANN401 - a fact that may be the first
    return {
        "fasyankes": event.fasyankes,
        "tahun": event.tahun,
        "minggu": event.minggu,
        "terdaftar": w2.terdaftar or saat,
    }


def settle(w2: W2, event: Event) -> W2:
    """The report after the fact."""
    if isinstance(event, told.W2LewatTenggat):
        return w2._replace(versi=event.versi, lewat=True)
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "sejak": saat, "terakhir": saat}
    match event:
        case told.W2Diisi():
            changed |= _pertama(w2, event, saat) | {"pemeriksa": None}
        case told.W2Disusun():
            changed |= _pertama(w2, event, saat) | {
                "edisi": event.edisi,
                "kunjungan": event.kunjungan,
                "lapor": event.lapor,
                "wajib": event.wajib,
                "kirim_sebelum": event.kirim_sebelum,
                "pemeriksa": None,
            }
        case told.W2Diperiksa():
            changed["pemeriksa"] = event.pelaku
        case told.W2Dikirim():
            changed |= {"terkirim": event.edisi, "tujuan": event.tujuan, "dikirim": w2.dikirim or saat}
        case told.W2Diterima():
            changed |= _pertama(w2, event, saat) | {
                "masuk": True,
                "edisi": event.edisi,
                "terkirim": event.edisi,
                "kunjungan": event.kunjungan,
                "lapor": event.lapor,
                "wajib": event.wajib,
                "dikirim": w2.dikirim or event.menurut_pengirim,
            }
        case told.W2Ditandai():
            changed |= {"bertanda": max(w2.bertanda, event.edisi), "sejak": w2.sejak}
        case _:
            raise KeyError(type(event).__name__)
    return w2._replace(**changed)


W2_: Final = Workflow(
    settle=settle,
    hal="Laporan W2",
    moves=(
        Move(ask.Isi, SENDIRI, S.DISUSUN, told.W2Diisi, oleh=SURVEILANS, jika=(laporan_sendiri,)),
        Move(ask.Susun, SENDIRI, S.DISUSUN, told.W2Disusun, oleh=SURVEILANS | MESIN, jika=(laporan_sendiri,)),
        Move(
            ask.Periksa,
            S.DISUSUN,
            S.DIPERIKSA,
            told.W2Diperiksa,
            oleh=SURVEILANS,
            jika=(sudah_disusun, edisi_w2_terbaru),
        ),
        Move(ask.Kirim, S.DIPERIKSA, S.DIKIRIM, told.W2Dikirim, oleh=SURVEILANS),
        Move(
            ask.Masuk, (S.BARU, S.DITERIMA), S.DITERIMA, told.W2Diterima, oleh=SEKUTU, jika=(w2_itu, edisi_lebih_baru)
        ),
        Move(ask.Tandai, S.DIKIRIM, S.DITERIMA, told.W2Ditandai, oleh=SEKUTU, jika=(laporan_sendiri,)),
        Move(
            ask.Tandai,
            (S.DISUSUN, S.DIPERIKSA, S.DITERIMA),
            None,
            told.W2Ditandai,
            oleh=SEKUTU,
            jika=(laporan_sendiri,),
            arti="Tanda terima untuk edisi sebelumnya; yang dibetulkan sesudah itu masih akan dikirim.",
        ),
        Move(ask.TandaiLewat, (S.DISUSUN, S.DIPERIKSA), None, told.W2LewatTenggat, oleh=MESIN),
    ),
    larangan=(Larangan(ask.Kirim, (S.DISUSUN,), "w2_belum_diperiksa"),),
    tak_disebut=frozenset((ask.TandaiLewat, ask.Tandai)),
)


def berjalan(w2: W2) -> Mapping[JenisTenggat, datetime]:
    """The deadline that runs: until it was sent once."""
    if w2.keadaan in {S.DISUSUN, S.DIPERIKSA} and w2.kirim_sebelum and not w2.lewat and not w2.terkirim:
        return {JenisTenggat.W2: w2.kirim_sebelum}
    return {}


tanda_lewat: Final = penanda(ask.TandaiLewat, _RUANG)
"""The timer's wish."""
