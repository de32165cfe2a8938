"""The records of referrals, each with its letter and its answer: kept in tables of their own, never in an event.

What our side told is handed to the outbox in the same transaction: the ledger is the queue.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, update

from engine import tables as t
from engine.federasi.keluar import titip
from engine.rows.kabar_rujukan import kiriman
from engine.rows.kept import Entry, Kept
from engine.rows.pantau_rujukan import kiriman_pantau
from engine.workflows.rujukan import Pemasukan, Pembalasan, Pengiriman, Rujukan
from schemas.commands import rujukan as ask
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTempat,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    ArahRujukan,
    CaraHubung,
    JalurRujukan,
    JenisRujukan,
    KeadaanRujukan,
    KeadaanTempat,
    KelasRawat,
    LangkahPenerima,
    LangkahPerujuk,
    LayananRujukan,
    Pengecualian,
    TindakLanjut,
    TingkatFasyankes,
)

_KATA: Final = {
    "keadaan": KeadaanRujukan,
    "arah": ArahRujukan,
    "jalur": JalurRujukan,
    "langkah_perujuk": LangkahPerujuk,
    "langkah_penerima": LangkahPenerima,
    "layanan": LayananRujukan,
    "alasan_rujukan": AlasanRujukan,
    "jenis_rujukan": JenisRujukan,
    "tingkat_perujuk": TingkatFasyankes,
    "tingkat_tujuan": TingkatFasyankes,
    "pengecualian": Pengecualian,
    "kelas": KelasRawat,
    "dihubungi": CaraHubung,
    "tempat_tidur": KeadaanTempat,
    "alasan_tempat": AlasanTempat,
    "alasan_tolak": AlasanTolakRujukan,
    "alasan_batal": AlasanBatalRujukan,
    "alasan_tutup": AlasanTutupRujukan,
    "tindak_lanjut": TindakLanjut,
    "janji_kelas": KelasRawat,
}
"""The columns that hold a word or a level, each with its kind."""


def record_of(row: Sequence[Any]) -> Rujukan:
    """A referral from its row, columns in the order of Rujukan's fields."""
    plain = Rujukan(*row)
    words: dict[str, Any] = {
        name: kind(value) for name, kind in _KATA.items() if (value := getattr(plain, name)) is not None
    }
    return plain._replace(**words)


_BERTULISAN: Final = (ask.Tulisan, Pengiriman, Pemasukan)


def _surat(entry: Entry) -> dict[str, Any] | None:
    """What this command makes of the letter; None: nothing."""
    command = entry.command
    if isinstance(command, Pengiriman):
        return {
            "nomor": command.nomor,
            "nama": command.identitas.nama,
            "identitas": command.identitas.model_dump_json(exclude_none=True),
            "isi": command.surat.model_dump_json(exclude_none=True),
        }
    if isinstance(command, Pemasukan):
        return {
            "nomor": command.nomor,
            "nama_perujuk": command.nama_perujuk,
            "nama": command.identitas.nama,
            "identitas": command.identitas.model_dump_json(exclude_none=True),
            "isi": command.surat.model_dump_json(exclude_none=True),
        }
    if isinstance(command, ask.Tulisan):
        return {"isi": command.surat.model_dump_json(exclude_none=True)}
    return None


_KOSONG: Final = dict.fromkeys(("nomor", "nama_perujuk", "nama", "identitas", "catatan"))
_CATATAN: Final = (
    update(t.rujukan_surat).where(t.rujukan_surat.c.rujukan == bindparam("b_id")).values(catatan=bindparam("n_catatan"))
)


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """The letters that were written, the answers, and what is to be told to the other side."""
    letters: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if (found := _surat(entry)) is not None:
            letters[entry.after.id] = _KOSONG | found | {"rujukan": entry.after.id, "ditulis": entry.event.dicatat_pada}
    if letters:
        connection.execute(delete(t.rujukan_surat).where(t.rujukan_surat.c.rujukan.in_(list(letters))))
        connection.execute(insert(t.rujukan_surat), list(letters.values()))
    notes = [
        {"b_id": entry.after.id, "n_catatan": entry.command.catatan}
        for entry in entries
        if isinstance(entry.command, ask.Terima | ask.Tolak)
    ]
    if notes:
        connection.execute(_CATATAN, notes)
    answers = {
        entry.after.id: {
            "rujukan": entry.after.id,
            "isi": entry.command.balasan.model_dump_json(exclude_none=True),
            "ditulis": entry.event.dicatat_pada,
        }
        for entry in entries
        if isinstance(entry.command, Pembalasan)
    }
    if answers:
        connection.execute(delete(t.rujukan_balasan).where(t.rujukan_balasan.c.rujukan.in_(list(answers))))
        connection.execute(insert(t.rujukan_balasan), list(answers.values()))
    told = [one for entry in entries if (one := kiriman(entry)) is not None]
    titip(connection, [*told, *kiriman_pantau(connection, entries)])


KEPT = Kept(
    t.rujukan,
    Rujukan._fields,
    fixed={"id", "arah", "terdaftar"},
    read=record_of,
    beside=_beside,
)
