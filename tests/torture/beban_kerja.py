"""The day's moves over HTTP, on thousands of folders: half by command, half by scan."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson

from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from tests.torture.beban_pembangkit import PUTUS, Permintaan
from tests.torture.pola import KENARI

SETUMPUK: Final = 500
"""Records registered by one request."""
BAIK: Final = 200
SEKELILING: Final[tuple[tuple[str, dict[str, str], dict[str, str] | None], ...]] = (
    # the command, its data, and the scan that means the same, where there is one
    ("ambil", {"tujuan": "UMUM"}, {"di": "RM", "tujuan": "UMUM"}),
    ("terima_di_unit", {"unit": "UMUM"}, {"di": "UMUM"}),
    ("kirim_kembali", {}, {"di": "UMUM", "tujuan": "RM"}),
    ("terima_kembali", {"cara_kembali": "diantar"}, {"di": "RM"}),
    ("rakit", {}, {"di": "RM"}),
    ("nyatakan_lengkap", {}, None),
    ("simpan", {}, {"di": "RM"}),
)
"""One round of a folder: from its rack, to a unit, and home."""
SESUDAH: Final = ("diambil", "di_poli", "dalam_perjalanan", "kembali", "dirakit", "lengkap", "disimpan")
"""The state after each of them."""


@dataclass(slots=True)
class Folder:
    """One record: where it is in its round."""

    id: str
    kode: str
    langkah: int = 0


class Gerak:
    """The next move of the folder that has rested longest."""

    def __init__(self, host: str, token: str, folders: list[Folder], benih: int) -> None:
        self.folders = deque(folders)
        self.diakui: dict[int, float] = {}
        """Positions acknowledged, and when: what the boards' lag is measured against."""
        self._chance = random.Random(benih)  # noqa: S311 - a plan from a seed, not a secret
        self._kepala = (
            f" HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()

    def permintaan(self, path: str, body: Any, jenis: str, tanda: object) -> Permintaan:
        """One POST."""
        raw = orjson.dumps(body)
        return Permintaan(b"POST %s%s%d\r\n\r\n%s" % (path.encode(), self._kepala, len(raw), raw), jenis, tanda)

    def berikut(self) -> Permintaan:
        """A command or a scan, by turns of chance."""
        folder = self.folders.popleft()
        jenis, data, scan = SEKELILING[folder.langkah]
        if scan is not None and self._chance.random() < 0.5:
            body = {"command_id": baru(), "kode": folder.kode} | scan
            return self.permintaan("/api/v1/pindai", body, "pindai", folder)
        wish = {"command_id": baru(), "jenis": f"berkas.{jenis}", "subjek": folder.id, "data": data}
        return self.permintaan("/api/v1/perintah", wish, "perintah", folder)

    def dijawab(self, minta: Permintaan, status: int, isi: bytes, saat: float) -> str | None:
        """On to the next step; a folder whose answer is lost or is a no leaves the round."""
        folder = minta.tanda
        assert isinstance(folder, Folder)
        if status != BAIK:
            return "tanpa jawaban" if status == PUTUS else f"{status} {orjson.loads(isi).get('kode', '')}"
        said = orjson.loads(isi)
        if said["keadaan"] != SESUDAH[folder.langkah]:
            return f"keadaan {said['keadaan']} sesudah {SEKELILING[folder.langkah][0]}"
        folder.langkah = (folder.langkah + 1) % len(SEKELILING)
        self.folders.append(folder)
        self.diakui[said["seq"]] = saat
        return None


class Pendaftaran:
    """Registers the folders a load needs, some hundred at a time."""

    def __init__(self, gerak: Gerak, jumlah: int, awalan: str) -> None:
        self._gerak = gerak
        self.tumpukan = -(-jumlah // SETUMPUK)
        self._nomor = _setumpuk(jumlah, awalan)

    def berikut(self) -> Permintaan:
        """The next pile."""
        pile = next(self._nomor)
        wishes = [
            {"command_id": folder.id, "jenis": "berkas.daftarkan", "data": {"nomor": nomor}} for nomor, folder in pile
        ]
        return self._gerak.permintaan("/api/v1/perintah/banyak", {"perintah": wishes}, "daftar", pile)

    def dijawab(self, minta: Permintaan, status: int, isi: bytes, saat: float) -> str | None:
        """Registered folders join the round."""
        del saat
        if status != BAIK or orjson.loads(isi)["ditolak"]:
            return f"pendaftaran {status}"
        assert isinstance(minta.tanda, list)
        self._gerak.folders.extend(folder for _, folder in minta.tanda)
        return None


def _setumpuk(jumlah: int, awalan: str) -> Iterator[list[tuple[str, Folder]]]:
    for start in range(0, jumlah, SETUMPUK):
        numbers = [f"{KENARI}-{awalan}{n:06d}" for n in range(start, min(start + SETUMPUK, jumlah))]
        yield [(nomor, Folder(baru(), tulis_kode(JenisKode.BERKAS, nomor))) for nomor in numbers]
