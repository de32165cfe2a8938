"""What a verdict on a record's completeness needs to know: the gaps in it, the visit it is about, the checklist."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from engine.facts import Facts
from engine.handlers.kekurangan import daftar_berlaku, kekurangan_berkas, kunjungan_dinilai
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import Kekurangan
from engine.workflows.putusan_berkas import Kelengkapan
from engine.workflows.tenggat_berkas import Ketidaklengkapan
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import PetugasId


def lengkap(berkas: Berkas, command: ask.NyatakanLengkap, facts: Facts, _now: datetime) -> Command | Refusal:
    """Complete, as far as this batch and the tables know."""
    found = _dinilai(berkas, command, facts)
    if isinstance(found, Refusal):
        return found
    sisa = len(kekurangan_berkas(facts, berkas.id))
    return Kelengkapan.model_construct(**command.__dict__ | found, sisa=sisa)  # every part was validated already


def tidak_lengkap(berkas: Berkas, command: ask.NyatakanTidakLengkap, facts: Facts, _now: datetime) -> Command | Refusal:
    """Incomplete, with who answers for it."""
    found = _dinilai(berkas, command, facts)
    if isinstance(found, Refusal):
        return found
    gaps = kekurangan_berkas(facts, berkas.id)
    who = command.penanggung_jawab or terbanyak(gaps)
    return Ketidaklengkapan.model_construct(**command.__dict__ | found | {"penanggung_jawab": who, "sisa": len(gaps)})


def terbanyak(gaps: Sequence[Kekurangan]) -> PetugasId | None:
    """Who has most of these gaps; of several the one with the smallest id."""
    counted = Counter(one.penanggung_jawab for one in gaps if one.penanggung_jawab)
    return min(counted, key=lambda who: (-counted[who], who), default=None)


def _dinilai(berkas: Berkas, command: ask.Putusan, facts: Facts) -> dict[str, object] | Refusal:
    """The visit and the checklist a verdict is about."""
    if refusal := daftar_berlaku(command.versi_daftar):
        return refusal
    aturan = kebijakan().kelengkapan
    for kode in command.formulir or ():
        if kode not in aturan.formulir:
            return Refusal("formulir_tidak_dikenal", "formulir", {"formulir": kode})
    kunjungan = kunjungan_dinilai(berkas, command.kunjungan, facts)
    if isinstance(kunjungan, Refusal):
        return kunjungan
    versi = None if command.formulir is None else aturan.versi
    return {"kunjungan": kunjungan, "versi_daftar": command.versi_daftar or versi}
