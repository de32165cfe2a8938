"""What a correction needs to know: the electronic record, the visit that is over, the form, and how long it is free.

Free by the ledger's clock: when hands did it is what whoever asks says, and would be a way around the approval.
"""

from datetime import datetime

from engine.facts import Facts
from engine.handlers.kekurangan import kunjungan_dinilai
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflow import said
from engine.workflows.berkas import Berkas
from engine.workflows.koreksi import Koreksi, Pencatatan, Pengajuan
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import koreksi as ask
from schemas.message import Command
from schemas.names import Keadaan, Pembawa

BELUM_LENGKAP = frozenset({Keadaan.DIRAKIT, Keadaan.TIDAK_LENGKAP})
"""What is incomplete is completed, not corrected."""


def pengoreksian(koreksi: Koreksi, command: ask.Catat | ask.Ajukan, facts: Facts, now: datetime) -> Command | Refusal:
    """A form of an electronic record that was complete, of a visit that is over."""
    if koreksi.versi:
        return command  # the table says what there is to say
    berkas: Berkas | None = facts.catatan("berkas", command.berkas)
    if berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if berkas.pembawa is not Pembawa.ELEKTRONIK:
        return Refusal("bukan_elektronik", "berkas")
    if berkas.keadaan in BELUM_LENGKAP:
        return Refusal("lengkapi_dulu", "berkas", {"keadaan": said(berkas.keadaan)})
    kunjungan = kunjungan_dinilai(berkas, command.kunjungan, facts)
    if isinstance(kunjungan, Refusal):
        return kunjungan
    visit: Kunjungan = facts.catatan("kunjungan", command.kunjungan)
    if visit.keluar is None:
        return Refusal("kunjungan_belum_selesai", "kunjungan", {"keadaan": said(visit.keadaan)})
    aturan = kebijakan().kelengkapan
    if command.formulir not in aturan.formulir:
        return Refusal("formulir_tidak_dikenal", "formulir", {"formulir": command.formulir})
    sampai = facts.jatuh_tempo(visit.keluar, aturan.koreksi_bebas)
    free = {"bebas_sampai": sampai, "bebas": now < sampai}
    kind = Pencatatan if isinstance(command, ask.Catat) else Pengajuan
    return kind.model_construct(**command.__dict__ | free)  # every part was validated already
