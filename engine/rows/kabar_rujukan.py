"""What of our side's steps is told to the other side of a referral, and how. Pure."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from engine.federasi.keluar import Kiriman
from engine.rows.kept import Entry
from engine.workflows.rujukan import Pembalasan, Penerimaan, Pengiriman, Rujukan, milik_kami
from schemas.commands import rujukan as ask
from schemas.federasi import rujukan as kabar
from schemas.message import Command
from schemas.names import Cara, JalurRujukan
from schemas.names.federasi import MacamJalur

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-6b6162617221")
"""The name space of the ids of news: one fact, one message, however often it is told."""


def _dikirim(rujukan: Rujukan, command: Pengiriman) -> dict[str, Any]:
    return {
        "nomor": command.nomor,
        "nama_perujuk": command.nama_perujuk,
        "tingkat_perujuk": rujukan.tingkat_perujuk,
        "layanan": rujukan.layanan,
        "alasan_rujukan": rujukan.alasan_rujukan,
        "darurat": rujukan.darurat,
        "pengecualian": rujukan.pengecualian,
        "kelas": rujukan.kelas,
        "kemampuan": rujukan.kemampuan,
        "dihubungi": rujukan.dihubungi,
        "identitas": command.identitas,
        "surat": command.surat,
    }


def _sama(*names: str) -> Callable[[Rujukan, Any], dict[str, Any]]:
    """The command's own fields of these names."""
    return lambda _rujukan, command: {name: getattr(command, name) for name in names}


_ISI: Final[Mapping[type[Command], tuple[type[kabar.KabarRujukan], Callable[[Rujukan, Any], dict[str, Any]]]]] = (
    MappingProxyType(
        {
            Pengiriman: (kabar.Dikirim, _dikirim),
            ask.Batalkan: (kabar.Dibatalkan, _sama("alasan_batal")),
            ask.Tutup: (kabar.Ditutup, _sama("alasan_tutup")),
            Penerimaan: (kabar.Diterima, _sama("janji_kelas", "janji_kemampuan", "janji_sampai", "catatan")),
            ask.Tolak: (kabar.Ditolak, _sama("alasan_tolak", "saran", "catatan")),
            ask.Tiba: (kabar.Tiba, _sama()),
            ask.Layani: (kabar.Dilayani, _sama()),
            ask.TidakDatang: (kabar.TidakDatang, _sama()),
            Pembalasan: (kabar.Dibalas, _sama("tindak_lanjut", "kontrol_pada", "balasan")),
        }
    )
)
"""What each step of ours tells, by the prepared command."""


def kiriman(entry: Entry) -> Kiriman | None:
    """The message of one decided command; None where nobody is to be told, or they told us."""
    rujukan: Rujukan = entry.after
    command = entry.command
    if rujukan.jalur is not JalurRujukan.FEDERASI or entry.event.cara is Cara.FEDERASI or rujukan.dikirim is None:
        return None
    found = next((_ISI[kind] for kind in type(command).__mro__ if kind in _ISI), None)
    if found is None or not milik_kami(rujukan, type(command)):
        return None
    kind, isi = found
    body = kind(rujukan=rujukan.id, pada=entry.event.terjadi_pada, **isi(rujukan, command))
    return Kiriman(
        id=str(uuid5(RUMPUN, entry.event.perintah_id)),
        macam=MacamJalur.REF,
        tujuan=rujukan.lawan,
        jenis=kind.jenis,
        isi=body,
        sampai=None,
    )
