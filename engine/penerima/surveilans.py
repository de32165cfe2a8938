"""What the levels below and above tell of surveillance, as commands of our own.

Repeat story: the command's id is made from the message's, so a message that comes again gets the first answer; and a
letter that says what we know already (told twice by a sender restored from a backup) asks for nothing.
"""

from typing import Any

import structlog
from sqlalchemy import Connection, select

from engine import tables as t
from engine.federasi.masuk import SEKUTU, Masuk, id_perintah
from engine.rows import records
from engine.workflows.sinyal import Sinyal
from engine.workflows.w1 import W1
from engine.workflows.w2 import W2
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.federasi import surveilans as isi
from schemas.message import Command
from schemas.names import Cara, KeadaanSinyal, KeadaanW1

log = structlog.get_logger()


def _ask(kind: type[Command], masuk: Masuk, subjek: str, **said: Any) -> Command:  # noqa: ANN401 - the fields of the kind
    return kind(command_id=id_perintah(masuk.id), subjek=subjek, pelaku=SEKUTU, cara=Cara.FEDERASI, **said)


def _record(connection: Connection, alur: str, subjek: str) -> Any:  # noqa: ANN401 - a record of that workflow
    return records(connection, alur, [subjek]).get(subjek)


def bawahan(connection: Connection, kode: str) -> bool:
    """Does this facility report to us?"""
    c = t.sekutu.c
    own = select(t.fasyankes.c.kode).scalar_subquery()
    return connection.execute(select(c.kode).where(c.kode == kode, c.induk == own)).first() is not None


def _bukan(benar: bool, masuk: Masuk) -> bool:
    if not benar:
        log.warning("surveilans_bukan_tetangga", asal=masuk.asal, jenis=masuk.jenis)
    return not benar


def mingguan(connection: Connection, masuk: Masuk) -> Command | None:
    """A weekly report from below: of the sender, and of nobody else."""
    told = masuk.isi
    if not isinstance(told, isi.MingguanDikirim):
        return None
    known: W2 | None = _record(connection, "w2", told.id)
    if known is not None and known.edisi >= told.edisi:
        return None
    body = {name: getattr(told, name) for name in ("tahun", "minggu", "edisi", "sel", "kunjungan", "lapor", "wajib")}
    return _ask(ask_w2.Masuk, masuk, told.id, fasyankes=masuk.asal, menurut_pengirim=told.dikirim, **body)


def mingguan_diterima(connection: Connection, masuk: Masuk) -> Command | None:
    """The receipt of the level above."""
    told = masuk.isi
    if not isinstance(told, isi.MingguanDiterima):
        return None
    known: W2 | None = _record(connection, "w2", told.id)
    if known is None or known.bertanda >= told.edisi or _bukan(known.tujuan == masuk.asal, masuk):
        return None
    return _ask(ask_w2.Tandai, masuk, told.id, edisi=told.edisi, menurut_pengirim=told.pada)


def sinyal_muncul(connection: Connection, masuk: Masuk) -> Command | None:
    """An alert of a facility below; one we reckoned from its report ourselves is the same."""
    told = masuk.isi
    if not isinstance(told, isi.SinyalMuncul):
        return None
    if _record(connection, "sinyal", told.id) is not None or _bukan(bawahan(connection, masuk.asal), masuk):
        return None
    body = {
        name: getattr(told, name)
        for name in ("fasyankes", "penyakit", "tahun", "minggu", "dasar", "kriteria", "kasus", "sebelum")
    }
    return _ask(ask_sinyal.Munculkan, masuk, told.id, menurut_pengirim=told.pada, **body)


def sinyal_diputus(connection: Connection, masuk: Masuk) -> Command | None:
    """What the facility below found when it looked."""
    told = masuk.isi
    if not isinstance(told, isi.SinyalDiputus):
        return None
    known: Sinyal | None = _record(connection, "sinyal", told.id)
    said = KeadaanSinyal.BENAR if told.alasan_bukan is None else KeadaanSinyal.BUKAN_KEJADIAN
    if (known is not None and known.keadaan is said) or _bukan(bawahan(connection, masuk.asal), masuk):
        return None
    if told.alasan_bukan is None:
        return _ask(ask_sinyal.Benarkan, masuk, told.id, kriteria=told.kriteria, menurut_pengirim=told.pada)
    return _ask(ask_sinyal.BukanKejadian, masuk, told.id, alasan_bukan=told.alasan_bukan, menurut_pengirim=told.pada)


def klb(connection: Connection, masuk: Masuk) -> Command | None:
    """An outbreak report from below."""
    told = masuk.isi
    if not isinstance(told, isi.KlbDikirim):
        return None
    if _record(connection, "w1", told.id) is not None:
        return None
    body = {name: getattr(told, name) for name in isi.KlbDikirim.model_fields if name != "id"}
    return _ask(ask_w1.Masuk, masuk, told.id, pengirim=masuk.asal, **body)


def klb_ditandai(connection: Connection, masuk: Masuk) -> Command | None:
    """Another level received it or passed it on."""
    told = masuk.isi
    if not isinstance(told, isi.KlbDitandai):
        return None
    c = t.w1_rantai.c
    link = select(c.w1).where(c.w1 == told.id, c.fasyankes == told.mata.fasyankes, c.tahap == told.mata.tahap.value)
    if connection.execute(link).first() is not None:
        return None
    return _ask(ask_w1.Tandai, masuk, told.id, pengirim=masuk.asal, mata=told.mata, penyata=told.penyata)


def klb_diperbarui(_connection: Connection, masuk: Masuk) -> Command | None:
    """Its counts changed below."""
    told = masuk.isi
    if not isinstance(told, isi.KlbDiperbarui):
        return None
    return _ask(
        ask_w1.Perbarui,
        masuk,
        told.id,
        bawah=told.bawah,
        atas=told.atas,
        mati=told.mati,
        langkah=told.langkah,
    )


def klb_ditutup(connection: Connection, masuk: Masuk) -> Command | None:
    """A neighbour says that the watch is over."""
    told = masuk.isi
    if not isinstance(told, isi.KlbDitutup):
        return None
    known: W1 | None = _record(connection, "w1", told.id)
    if known is not None and known.keadaan is KeadaanW1.DITUTUP:
        return None
    return _ask(ask_w1.Tutup, masuk, told.id, pengirim=masuk.asal, mata=told.mata, alasan_tutup=told.alasan_tutup)
