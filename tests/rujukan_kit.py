"""Two facilities and the news between them, without any IO: for stories and laws of referrals."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import Connection

from engine.facility import baru
from engine.federasi.masuk import Masuk
from engine.penerima.rujukan import perintah
from engine.refusals import Refusal
from engine.rows.kabar_rujukan import kiriman
from engine.rows.kept import Entry
from engine.workflow import Step
from engine.workflows.rujukan import (
    RUJUKAN,
    Kedatangan,
    Kelewatan,
    Pelayanan,
    Pemasukan,
    Pembalasan,
    Penerimaan,
    Pengiriman,
    Penyusunan,
    Rujukan,
    berjalan,
    tanda_lewat,
)
from schemas.commands import rujukan as ask
from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from schemas.message import Command, Event, Pelaku
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    JalurRujukan,
    JenisRujukan,
    KeadaanTempat,
    KelasRawat,
    KodeUnit,
    LayananRujukan,
    Peran,
    TindakLanjut,
    TingkatFasyankes,
)
from tests.kit import PAGI, orang, wish

PUSKESMAS: Final = "PKM1"
RS: Final = "RS1"
POLI: Final = KodeUnit("UMUM")
DOKTER_POLI: Final = orang(Peran.DOKTER, unit=(POLI,))
PERAWAT: Final = orang(Peran.PETUGAS_UNIT, unit=(POLI,))
DOKTER_RS: Final = orang(Peran.DOKTER, unit=(KodeUnit("IGD"),))
SURAT: Final = IsiSurat(
    layanan_tujuan="Penyakit dalam",
    anamnesis="Demam lima hari, mual",
    diagnosis="Demam tifoid",
    kode_diagnosis="A01.0",
    terapi="Cairan infus, parasetamol",
    maksud="Pemeriksaan dan rawat inap",
    kesadaran="sadar",
    tekanan_darah="110/70",
    nadi=96,
)
"""A letter with all that any must have."""
BALASAN: Final = IsiBalasan(diagnosis="Demam tifoid", terapi="Seftriakson lima hari", anjuran="Kontrol tujuh hari lagi")
IDENTITAS: Final = IdentitasSurat(nama="PASIEN RUJUKAN CONTOH", nik="3201010101900001")

ISI: Final[Mapping[type[Command], Mapping[str, Any]]] = {
    ask.Batalkan: {"alasan_batal": AlasanBatalRujukan.PASIEN_MENOLAK},
    ask.Tolak: {"alasan_tolak": AlasanTolakRujukan.TEMPAT_PENUH, "saran": "RS2"},
    ask.Terima: {},
    ask.Tiba: {"pasien": baru()},
    ask.Layani: {},
    ask.TidakDatang: {},
    ask.Balas: {"tindak_lanjut": TindakLanjut.KONTROL_DI_PERUJUK, "balasan": BALASAN},
    ask.Tutup: {},
}


def naskah(**isi: Any) -> dict[str, Any]:
    """What a draft says, as its handler prepares it."""
    return {
        "tujuan": RS,
        "unit": POLI,
        "layanan": LayananRujukan.RAWAT_JALAN,
        "alasan_rujukan": AlasanRujukan.KONSULTASI_SPESIALIS,
        "surat": SURAT,
        "pasien": baru(),
        "perujuk": PUSKESMAS,
        "jenis_rujukan": JenisRujukan.VERTIKAL,
        "tingkat_perujuk": TingkatFasyankes.PERTAMA,
        "tingkat_tujuan": TingkatFasyankes.SEKUNDER,
    } | isi


def siap(command: Command, saat: datetime, jalur: JalurRujukan) -> Command:
    """The wish with what its handler would have found."""
    due = saat + timedelta(hours=6)
    found: dict[type[Command], tuple[Callable[..., Command], dict[str, Any]]] = {
        ask.Kirim: (
            Pengiriman.model_construct,
            {
                "tujuan": RS,
                "darurat": False,
                "jalur": jalur,
                "urut": 1,
                "bulan": "2026-03",
                "nomor": "1/03/2026",
                "dokter": command.pelaku.id,
                "tempat_tidur": KeadaanTempat.TIDAK_PERLU,
                "jawab_sebelum": due,
                "nama_perujuk": "Puskesmas Contoh",
                "identitas": IDENTITAS,
                "surat": SURAT,
            },
        ),
        ask.Masuk: (
            Pemasukan.model_construct,
            {
                "tujuan": RS,
                "tingkat_tujuan": TingkatFasyankes.SEKUNDER,
                "jenis_rujukan": JenisRujukan.VERTIKAL,
                "jalur": jalur,
                "jawab_sebelum": due,
            },
        ),
        ask.Terima: (Penerimaan.model_construct, {"datang_sebelum": due}),
        ask.Tiba: (Kedatangan.model_construct, {"balas_sebelum": due}),
        ask.Layani: (Pelayanan.model_construct, {"balas_sebelum": due}),
        ask.Balas: (Pembalasan.model_construct, {}),
        ask.TandaiLewat: (Kelewatan.model_construct, {"susulan": None}),
    }
    kind, extra = found.get(type(command), (None, {}))
    return kind(**command.__dict__ | extra) if kind else command


@dataclass(slots=True)
class Sisi:
    """One facility's record of the referral, and what it was told and has not read yet."""

    id: str
    jalur: JalurRujukan = JalurRujukan.FEDERASI
    rujukan: Rujukan = field(init=False)
    masuk: deque[Masuk] = field(default_factory=deque)
    peristiwa: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Before its first fact."""
        self.rujukan = Rujukan(self.id)


@dataclass(slots=True)
class Berdua:
    """A sender and a receiver, and a clock."""

    jalur: JalurRujukan = JalurRujukan.FEDERASI
    saat: datetime = PAGI
    perujuk: Sisi = field(init=False)
    penerima: Sisi = field(init=False)

    def __post_init__(self) -> None:
        """Both know the referral by one name."""
        id_ = baru()
        self.perujuk, self.penerima = Sisi(id_, self.jalur), Sisi(id_, self.jalur)

    def minta(self, sisi: Sisi, command: Command) -> Step[Rujukan] | Refusal:
        """Ask one side; what its own step tells is on its way to the other."""
        self.saat += timedelta(minutes=1)
        wanted = siap(command, self.saat, sisi.jalur)
        outcome = RUJUKAN.step(sisi.rujukan, wanted, self.saat)
        if isinstance(outcome, Refusal):
            return outcome
        entry = Entry(wanted, b"", outcome.event, sisi.rujukan, outcome.record)
        sisi.rujukan = outcome.record
        sisi.peristiwa.append(outcome.event)
        if (found := kiriman(entry)) is not None:
            other, asal = (self.penerima, PUSKESMAS) if sisi is self.perujuk else (self.perujuk, RS)
            isi = type(found.isi).baca(found.isi.kanonik())
            other.masuk.append(Masuk(0, found.id, asal, found.macam, found.jenis, isi, self.saat, self.saat, None))
        return outcome

    def langkah(
        self, sisi: Sisi, kind: type[Command], pelaku: Pelaku | None = None, **isi: Any
    ) -> Step[Rujukan] | Refusal:
        """One step by somebody of that side."""
        who = pelaku or (DOKTER_POLI if sisi is self.perujuk else DOKTER_RS)
        return self.minta(sisi, wish(kind, sisi.id, who, **{**ISI.get(kind, {}), **isi}))

    def susun(self, pelaku: Pelaku = DOKTER_POLI, **isi: Any) -> Step[Rujukan] | Refusal:
        """A draft at the sender."""
        fields = naskah(**isi) | {"command_id": baru(), "subjek": self.perujuk.id, "pelaku": pelaku}
        defaults = {name: one.default for name, one in Penyusunan.model_fields.items() if not one.is_required()}
        return self.minta(self.perujuk, Penyusunan.model_construct(**defaults | fields))

    def kirim(self, pelaku: Pelaku = DOKTER_POLI, **isi: Any) -> Step[Rujukan] | Refusal:
        """Written and sent."""
        assert isinstance(self.susun(pelaku, **isi), Step)
        return self.langkah(self.perujuk, ask.Kirim, pelaku)

    def antar(self, sisi: Sisi) -> Step[Rujukan] | Refusal | None:
        """The oldest news that waits reaches this side, as the receiver makes a wish of it. None: nothing waits."""
        if not sisi.masuk:
            return None
        command = perintah(cast("Connection", None), sisi.masuk.popleft())  # it asks no connection for anything
        assert command is not None
        return self.minta(sisi, command)

    def antar_semua(self) -> list[Refusal]:
        """All that waits reaches both; what was refused."""
        refused: list[Refusal] = []
        while self.perujuk.masuk or self.penerima.masuk:
            for sisi in (self.perujuk, self.penerima):
                answer = self.antar(sisi)
                refused += [answer] if isinstance(answer, Refusal) else []
        return refused

    def lewat(self, sisi: Sisi) -> None:
        """Time passes until the next deadline of that side, and its timer tells it."""
        for kind, due in sorted(berjalan(sisi.rujukan).items(), key=lambda item: item[1]):
            self.saat = max(self.saat, due)
            self.minta(sisi, tanda_lewat(sisi.id, kind, due, sisi.rujukan.versi))
            return


TUTUP_TANPA: Final = {"alasan_tutup": AlasanTutupRujukan.TANPA_BALASAN}
JANJI: Final = {"janji_kelas": KelasRawat.KELAS_3, "janji_sampai": PAGI + timedelta(hours=8)}
