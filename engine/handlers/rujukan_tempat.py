"""Beds of a referral: whether one is known to be free where the patient is to go, whether one of ours can be kept."""

from datetime import datetime

from sqlalchemy import Connection

from engine.facts import Facts
from engine.refusals import Refusal
from engine.views.tempat_kosong import Janji, cocok, janji, milik_sendiri, tahan
from engine.views.tempat_tujuan import butuh, keadaan_tempat
from engine.workflows.rujukan import Rujukan
from schemas.names import ArahRujukan, KeadaanRujukan, KeadaanTempat, KelasRawat


def tempat(connection: Connection, rujukan: Rujukan, now: datetime) -> KeadaanTempat:
    """What is known of a free bed there now."""
    want = butuh(rujukan.layanan, rujukan.kelas, rujukan.kemampuan)
    return keadaan_tempat(connection, rujukan.tujuan, want, now)


def tanpa_tempat(
    rujukan: Rujukan, kelas: KelasRawat, kemampuan: str | None, facts: Facts, now: datetime
) -> Refusal | None:
    """A bed is promised only while one that would do is free, and promised to nobody else."""
    kept = {one.rujukan: one for one in janji(facts.connection, now)}
    for one in facts.pending.sesudah.get("rujukan", {}).values():
        kept.pop(one.id, None)
        stands = one.arah is ArahRujukan.MASUK and one.keadaan is KeadaanRujukan.DITERIMA
        if stands and one.janji_sampai is not None and one.janji_sampai > now:
            kept[one.id] = Janji(one.id, one.janji_kelas, one.janji_kemampuan, one.janji_sampai)
    kept.pop(rujukan.id, None)
    beds = tahan(milik_sendiri(facts.connection, facts.pending.sesudah.get("kunjungan", {})), kept.values())
    if any(one.kosong for one in beds if cocok(one, kelas, kemampuan)):
        return None
    return Refusal("tempat_tidur_janji_habis", "janji_kelas", {"kelas": kelas.value.replace("_", " ")})
