"""No, as a value: a stable `kode`, what to do next in Indonesian, and the same in English.

Sentences are templates; their values are unit codes, states and counts, never anything about a patient.
"""

import dataclasses
from dataclasses import dataclass
from typing import Final

from engine.refusals.completeness import KELENGKAPAN
from engine.refusals.doors import PINTU
from engine.refusals.kinds import Golongan, Sentence
from engine.refusals.kunjungan import KUNJUNGAN
from engine.refusals.life import KEHIDUPAN
from engine.refusals.loans import PEMINJAMAN
from engine.refusals.nomor import NOMOR
from engine.refusals.paper import KERTAS
from engine.refusals.pasien import PASIEN
from engine.refusals.pencarian import PENCARIAN
from engine.refusals.pengingat import PENGINGAT
from engine.refusals.requests import PERMINTAAN
from engine.refusals.rujukan import RUJUKAN
from engine.refusals.selisih import SELISIH
from engine.refusals.sensus import SENSUS
from engine.refusals.surveilans import SURVEILANS

BAGIAN: Final = (
    KEHIDUPAN,
    PINTU,
    KERTAS,
    PEMINJAMAN,
    KUNJUNGAN,
    PASIEN,
    PENCARIAN,
    PERMINTAAN,
    NOMOR,
    KELENGKAPAN,
    PENGINGAT,
    RUJUKAN,
    SELISIH,
    SENSUS,
    SURVEILANS,
)
"""No two parts have the same kode: the later one's sentence would be told for both."""
SENTENCES: Final[dict[str, Sentence]] = {kode: sentence for part in BAGIAN for kode, sentence in part.items()}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal of one command. `field` is the input to mend, where there is one."""

    kode: str
    field: str | None = None
    nilai: dict[str, str | int] = dataclasses.field(default_factory=dict)

    @property
    def golongan(self) -> Golongan:
        """What kind of no."""
        return SENTENCES[self.kode].golongan

    @property
    def kalimat(self) -> str:
        """The Indonesian sentence."""
        return SENTENCES[self.kode].id.format_map(self.nilai)

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return SENTENCES[self.kode].en.format_map(self.nilai)


__all__ = ["SENTENCES", "Golongan", "Refusal", "Sentence"]
