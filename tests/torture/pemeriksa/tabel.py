"""The tables beside the ledger: records, counts, the list to be checked, refusals, dead letters."""

from collections import Counter
from typing import Any, Final

from tests.torture.pemeriksa.bukti import Bukti
from tests.torture.pemeriksa.buku import Buku
from tests.torture.pemeriksa.klien import Klien
from tests.torture.pemeriksa.langkah import CEK, TERLIHAT
from tests.torture.pemeriksa.lipat import MEDAN, Jejak, Riwayat, nilai

DI_PINTU: Final = frozenset(
    {
        "isian_tidak_sah",
        "json_rusak",
        "perintah_tidak_dikenal",
        "kode_tidak_sah",
        "kode_salah_kotak",
        "nomor_ganda",
        "berkas_tidak_dikenal",
        "perintah_id_terpakai",
        "terlalu_banyak",
        "tidak_berhak",
    }
)
"""Refusals given before a command is one; they are not kept, for asked again the same way they are the same."""


def periksa_berkas(bukti: Bukti, buku: Buku) -> int:
    """Each record is the sum of its lines; there is no record without lines and none missing. How many."""
    ada: set[str] = set()
    for baris in bukti.baris("berkas.jsonl"):
        kunci = str(baris.get("id"))
        if kunci in ada:
            bukti.temuan.catat("berkas_bukan_jumlah", kunci, "dua kali")
        ada.add(kunci)
        riwayat = buku.berkas.get(kunci)
        if riwayat is None:
            bukti.temuan.catat("berkas_bukan_jumlah", kunci, "tidak ada satu baris pun tentangnya")
            continue
        beda = [
            f"{nama} {baris.get(nama)} bukan {getattr(riwayat.kini, nama)}"
            for nama in MEDAN
            if nilai(nama, baris.get(nama)) != getattr(riwayat.kini, nama)
        ]
        if beda:
            bukti.temuan.catat("berkas_bukan_jumlah", kunci, "; ".join(beda))
    for kunci in buku.berkas.keys() - ada:
        bukti.temuan.catat("berkas_bukan_jumlah", kunci, "ada di buku, tidak di tabel berkas")
    return len(ada)


def periksa_hitungan(bukti: Bukti, buku: Buku) -> None:
    """The counts kept in the commit are the records counted."""
    harap = Counter((riwayat.kini.keadaan, riwayat.kini.tempat) for riwayat in buku.berkas.values())
    ada = {(str(b.get("keadaan")), str(b.get("unit"))): b.get("jumlah") for b in bukti.baris("hitungan.jsonl")}
    for kunci in sorted(harap.keys() | ada.keys()):
        if ada.get(kunci, 0) != harap[kunci]:
            bukti.temuan.catat("hitungan_salah", "/".join(kunci), f"{ada.get(kunci, 0)}, berkasnya {harap[kunci]}")


class Cek:
    """The list of lines a supervisor must look at, rebuilt from the ledger."""

    def __init__(self) -> None:
        self.harap: dict[int, list[Any]] = {}

    def dengar(self, jejak: Jejak, _riwayat: Riwayat) -> None:
        """One line."""
        alasan = jejak.data.get("alasan_cek") if jejak.jenis == TERLIHAT else None
        if alasan is None and jejak.selisih is not None:
            alasan = "jam_meleset"
        if alasan is not None:
            self.harap[jejak.seq] = [jejak.subjek, alasan, None]
        if jejak.jenis == CEK and (lama := self.harap.get(int(jejak.data["seq"]))):
            lama[2] = jejak.seq

    def periksa(self, bukti: Bukti) -> int:
        """Against the table. How many lines it has."""
        ada = {b.get("seq"): [b.get("berkas_id"), b.get("alasan"), b.get("selesai_seq")]
               for b in bukti.baris("perlu_dicek.jsonl")}  # fmt: skip
        for seq in sorted(ada.keys() | self.harap.keys(), key=str):
            if ada.get(seq) != self.harap.get(seq):  # type: ignore[arg-type]
                bukti.temuan.catat("perlu_dicek_salah", seq, f"{ada.get(seq)}, dari buku {self.harap.get(seq)}")  # type: ignore[arg-type]
        return len(ada)


def periksa_penolakan(bukti: Bukti, klien: Klien, buku: Buku) -> int:
    """A kept refusal was given to somebody, says what they were told, and moved nothing. How many."""
    tersimpan: set[str] = set()
    for baris in bukti.baris("penolakan.jsonl"):
        tersimpan.add(str(baris.get("perintah_id")))
        kunci, kode = str(baris.get("perintah_id")), baris.get("kode")
        letak, minta = buku.oleh.get(kunci), klien.minta.get(kunci)
        if letak is not None and not letak.terlihat:
            bukti.temuan.catat("ditolak_bergerak", letak.seq, f"penolakan {kode} tersimpan, tetapi {letak.jenis}")
        if minta is None:
            continue
        if minta.ok is not None:
            bukti.temuan.catat("jawaban_salah", kunci, f"dijawab ok, tersimpan ditolak {kode}")
        elif minta.kode not in {None, kode, "perintah_id_terpakai"}:
            bukti.temuan.catat("jawaban_salah", kunci, f"ditolak {minta.kode}, tersimpan {kode}")
    for kunci, minta in klien.minta.items():
        if minta.kode is not None and minta.kode not in DI_PINTU and kunci not in tersimpan:
            bukti.temuan.catat("penolakan_hilang", kunci, f"ditolak {minta.kode}, tidak tersimpan")
    return len(tersimpan)


def periksa_surat_mati(bukti: Bukti) -> None:
    """No message lies dead but the poison that was planted (`racun` in the plan: the seqs or ids)."""
    racun = {str(satu) for satu in bukti.rencana.get("racun", [])}
    for baris in bukti.baris("surat_mati.jsonl"):
        selesai = baris.get("selesai") or baris.get("diselesaikan") or baris.get("selesai_pada")
        if not selesai and not racun & {str(nilai) for nilai in baris.values()}:
            bukti.temuan.catat("surat_mati", baris.get("seq") or baris.get("id"), str(baris)[:200])
