"""One command against one record: time, facts, table. What no workflow may forget stands here once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.facts import Facts
from engine.handlers import prepare
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.berkas import BERKAS, Berkas, keganjilan
from schemas.commands import berkas as ask
from schemas.events.berkas import BerkasTerlihat
from schemas.message import Command
from schemas.names import AlasanCek, Cara

PLACE_GUARDS = frozenset({"di_unit_tujuan", "menuju_rekam_medis"})
"""Refusals after which the folder is known to be in the asker's hands, so the sighting is kept."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A fact, a refusal, or both: a refused scan still tells where the folder was seen."""

    step: Step[Berkas] | None = None
    refusal: Refusal | None = None


def decide(berkas: Berkas, command: Command, facts: Facts, now: datetime) -> Decision:
    """Decide one command. Reads facts, writes nothing."""
    if refusal := _time_refused(berkas, command, now):
        return Decision(refusal=refusal)
    if not berkas.versi and not isinstance(command, ask.Daftarkan):
        return Decision(refusal=Refusal("berkas_tidak_dikenal", "subjek"))
    late = _is_late(berkas, command)
    if not late and command.versi is not None and command.versi != berkas.versi:
        return Decision(refusal=Refusal("versi_usang", "versi", {"versi": command.versi, "kini": berkas.versi}))
    wanted = prepare(berkas, command, facts, now)
    if isinstance(wanted, Refusal):
        return _refused(berkas, command, wanted, facts, now)
    if late:
        return _late(berkas, wanted, facts, now)
    outcome = BERKAS.step(berkas, wanted, now)
    if isinstance(outcome, Refusal):
        return _refused(berkas, wanted, outcome, facts, now)
    if isinstance(outcome.event, BerkasTerlihat):
        return Decision(_sighting(berkas, wanted, now, alasan_cek=keganjilan(berkas, wanted.tempat)))
    return Decision(_with_skew(outcome, command, now))


def _time_refused(berkas: Berkas, command: Command, now: datetime) -> Refusal | None:
    if command.terjadi_pada is None:
        return None
    ahead = command.terjadi_pada - now
    if ahead > kebijakan().waktu.waktu_di_depan.batas:
        return Refusal("waktu_di_depan", "terjadi_pada", {"detik": int(ahead.total_seconds())})
    if berkas.terdaftar and command.terjadi_pada < berkas.terdaftar:
        return Refusal("sebelum_berkas_ada", "terjadi_pada")
    return None


def _is_late(berkas: Berkas, command: Command) -> bool:
    return bool(command.terjadi_pada and berkas.terakhir and command.terjadi_pada < berkas.terakhir)


def _late(berkas: Berkas, command: Command, facts: Facts, now: datetime) -> Decision:
    """A scan that comes after later facts: a sighting in its right place, and never a move.

    It contradicts the ledger when, at that moment, the move was not possible or the folder was elsewhere.
    """
    if BERKAS.roles(type(command)).isdisjoint(command.pelaku.peran):
        return _refused(berkas, command, _refusal(BERKAS.step(berkas, command, now)), facts, now)
    then = facts.berkas_pada(berkas.id, command.terjadi_pada or now)
    plain = isinstance(command, ask.CatatTerlihat)
    agrees = plain or not isinstance(BERKAS.step(then, command, now), Refusal)
    odd = keganjilan(then, command.tempat)
    reason = odd if agrees else AlasanCek.PINDAIAN_SUSULAN_BERTENTANGAN
    return Decision(
        _sighting(berkas, command, now, susulan=True, perintah=None if plain else command.jenis, alasan_cek=reason)
    )


def _refusal(outcome: Step[Berkas] | Refusal) -> Refusal:
    return outcome if isinstance(outcome, Refusal) else Refusal("tidak_ada_gerak")


def _refused(berkas: Berkas, command: Command, refusal: Refusal, facts: Facts, now: datetime) -> Decision:
    """The refusal with its places named; with the sighting, where a folder was scanned to get it."""
    named = {key: facts.nama_unit(str(value)) for key, value in refusal.nilai.items() if key in _PLACES}
    refusal = Refusal(refusal.kode, refusal.field, refusal.nilai | named)
    seen = berkas.versi and (command.cara is Cara.PINDAI or refusal.kode in PLACE_GUARDS)
    tempat = command.tempat if command.tempat and facts.unit_dikenal(command.tempat) else None
    if not seen or BERKAS.roles(ask.CatatTerlihat).isdisjoint(command.pelaku.peran):
        return Decision(refusal=refusal)
    return Decision(
        _sighting(
            berkas,
            command.model_copy(update={"di": tempat}),
            now,
            ditolak=refusal.kode,
            perintah=command.jenis,
            susulan=True if _is_late(berkas, command) else None,
            alasan_cek=keganjilan(berkas, tempat),
        ),
        refusal,
    )


_PLACES = frozenset({"tujuan", "lokasi", "unit"})


def _sighting(berkas: Berkas, command: Command, now: datetime, **isi: Any) -> Step[Berkas]:  # noqa: ANN401 - event fields
    event = BERKAS.tell(BerkasTerlihat, berkas, command, now, ke=berkas.keadaan, **isi)
    return _with_skew(Step(event, BERKAS.apply(berkas, event)), command, now)


def _with_skew(step: Step[Berkas], command: Command, now: datetime) -> Step[Berkas]:
    """Mark the fact when the sender's clock was off by more than policy allows."""
    limit = kebijakan().waktu.selisih_jam.batas
    skew = command.jam_perangkat - now if command.jam_perangkat else None
    if skew is None and command.terjadi_pada and command.terjadi_pada > now:
        skew = command.terjadi_pada - now
    if skew is None or abs(skew) <= limit:
        return step
    event = step.event.model_copy(update={"selisih_jam": int(skew.total_seconds())})
    return Step(event, step.record)
