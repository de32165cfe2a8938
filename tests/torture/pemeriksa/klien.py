"""What the clients were told against what the ledger says: nothing lost, doubled, invented, and in real-time order."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tests.torture.pemeriksa.bukti import Baris, Bukti, Temuan, waktu
from tests.torture.pemeriksa.buku import Buku, Letak
from tests.torture.pemeriksa.kekurangan import AWALAN as KEKURANGAN
from tests.torture.pemeriksa.kekurangan import PERISTIWA as PERISTIWA_KEKURANGAN
from tests.torture.pemeriksa.kunjungan import PERISTIWA as PERISTIWA_KUNJUNGAN
from tests.torture.pemeriksa.langkah import DARI_PINDAI, PERISTIWA
from tests.torture.pemeriksa.pencarian import AWALAN as PENCARIAN
from tests.torture.pemeriksa.permintaan import AWALAN as PERMINTAAN
from tests.torture.pemeriksa.permintaan import PERISTIWA as PERISTIWA_PERMINTAAN
from tests.torture.pemeriksa.tenggat import SETIAP_LEWAT

JAWAB: Final = ("seq", "versi", "keadaan", "peristiwa")
"""What a granted command is told; asked again it is told the same."""
SEMENTARA: Final = frozenset(
    {"antrean_penuh", "belum_tercatat", "terlalu_sering", "belum_masuk", "galat_dalam", "terlalu_besar"}
)
"""Refusals that say "not now", not "no"."""
UUID: Final = 36
SENDIRI: Final = (PENCARIAN, PERMINTAAN, KEKURANGAN)
"""What follows by itself from what people do."""
DIMINTA: Final = PERISTIWA | PERISTIWA_KEKURANGAN | PERISTIWA_KUNJUNGAN | PERISTIWA_PERMINTAAN
"""What each wish of a person is told as."""


@dataclass(slots=True)
class Permintaan:
    """One command_id, through all its tries."""

    jenis: str
    subjek: str | None
    isi: dict[str, Any]
    mulai: int
    """When it was first asked (monotonic)."""
    jawab: int | None = None
    """When it was first answered for good."""
    ok: Baris | None = None
    kode: str | None = None
    terakhir: str = "invoke"
    versi: int | None = None
    """The version the asker had seen, where that was said."""
    sejak: list[int] = field(default_factory=list)
    """When it was answered `ok`, each time."""


@dataclass(slots=True)
class Klien:
    """All that the clients wrote down."""

    minta: dict[str, Permintaan] = field(default_factory=dict)
    angka: Counter[str] = field(default_factory=Counter)


def baca_klien(bukti: Bukti) -> Klien:
    """Read every client's history; what contradicts itself is noted on the way."""
    klien, temuan = Klien(), bukti.temuan
    for nama in bukti.nama("riwayat/*.jsonl"):
        for nomor, baris in enumerate(bukti.baris(nama), 1):
            try:
                _satu(klien, baris, f"{nama}:{nomor}", temuan)
            except (KeyError, TypeError, ValueError) as error:
                temuan.catat("bukti_rusak", f"{nama}:{nomor}", f"{type(error).__name__}: {error}")
    if not any(permintaan.ok for permintaan in klien.minta.values()):
        temuan.catat("bukti_kosong", "riwayat", "tidak satu pun perintah dijawab ok")
    return klien


def _satu(klien: Klien, baris: Baris, di: str, temuan: Temuan) -> None:
    fase, kunci, saat = baris["fase"], baris["command_id"], baris["t"]
    klien.angka[fase] += 1
    minta = klien.minta.get(kunci)
    if fase == "invoke":
        if minta is None:
            klien.minta[kunci] = Permintaan(
                baris["jenis"],
                baris.get("subjek"),
                baris.get("isi") or {},
                saat,
                versi=baris.get("versi"),
            )
        else:
            minta.mulai = min(minta.mulai, saat)
            minta.terakhir = "invoke"
        return
    if minta is None:
        temuan.catat("riwayat_rusak", di, f"jawaban {fase} untuk {kunci} yang tidak pernah diminta")
        return
    sementara = fase == "refused" and baris.get("kode") in SEMENTARA
    minta.terakhir = "unknown" if sementara else fase
    if fase == "ok":
        _dijawab_ok(minta, baris, di, temuan)
    elif fase == "refused" and not sementara:
        _ditolak(minta, baris, di, temuan)
    elif fase not in {"unknown", "refused"}:
        temuan.catat("riwayat_rusak", di, f"fase {fase}")


def _dijawab_ok(minta: Permintaan, baris: Baris, di: str, temuan: Temuan) -> None:
    minta.sejak.append(baris["t"])
    minta.jawab = baris["t"] if minta.jawab is None else min(minta.jawab, baris["t"])
    if minta.kode is not None:
        temuan.catat("jawaban_berubah", di, f"ok sesudah ditolak {minta.kode}")
    if minta.ok is None:
        minta.ok = {nama: baris.get(nama) for nama in JAWAB}
        return
    if beda := [nama for nama in JAWAB if baris.get(nama) != minta.ok.get(nama)]:
        temuan.catat("jawaban_berubah", di, f"{', '.join(beda)} lain dari jawaban pertama")


def _ditolak(minta: Permintaan, baris: Baris, di: str, temuan: Temuan) -> None:
    minta.jawab = baris["t"] if minta.jawab is None else min(minta.jawab, baris["t"])
    if minta.ok is not None:
        temuan.catat("jawaban_berubah", di, f"ditolak {baris.get('kode')} sesudah ok")
    elif minta.kode not in {None, baris.get("kode")}:
        temuan.catat("jawaban_berubah", di, f"ditolak {baris.get('kode')} sesudah ditolak {minta.kode}")
    minta.kode = str(baris.get("kode"))


def periksa_klien(klien: Klien, buku: Buku, bukti: Bukti) -> int:
    """Each command against the ledger, each line against those who may have asked for it. How many commands."""
    temuan = bukti.temuan
    for kunci, minta in klien.minta.items():
        letak = buku.oleh.get(kunci)
        if minta.ok is not None:
            _tercatat(kunci, minta, letak, temuan)
        elif minta.kode is not None:
            _tidak_bergerak(kunci, minta.kode, letak, temuan)
        else:
            temuan.catat("belum_terjawab", kunci, f"{minta.jenis} terakhir {minta.terakhir}")
        if letak is not None:
            _sesuai(kunci, minta, letak, temuan)
    for kunci, letak in buku.oleh.items():
        sendiri = letak.cara == "sistem" and (letak.jenis.endswith(SETIAP_LEWAT) or letak.jenis.startswith(SENDIRI))
        if kunci not in klien.minta and letak.seq > bukti.templat and not sendiri:
            temuan.catat("tidak_diminta", letak.seq, f"{letak.jenis} oleh {kunci}, yang tidak pernah diminta")
    return len(klien.minta)


def _tercatat(kunci: str, minta: Permintaan, letak: Letak | None, temuan: Temuan) -> None:
    jawaban = minta.ok or {}
    if letak is None:
        temuan.catat("hilang", kunci, f"{minta.jenis} dijawab ok (seq {jawaban.get('seq')}), tidak ada di buku")
        return
    kata = {"seq": letak.seq, "versi": letak.versi, "keadaan": letak.ke, "peristiwa": letak.jenis}
    if beda := [f"{n} {jawaban.get(n)} bukan {kata[n]}" for n in JAWAB if jawaban.get(n) != kata[n]]:
        temuan.catat("jawaban_salah", kunci, "; ".join(beda))


def _tidak_bergerak(kunci: str, kode: str, letak: Letak | None, temuan: Temuan) -> None:
    if letak is None:
        return
    if not letak.terlihat:
        temuan.catat("ditolak_bergerak", letak.seq, f"{kunci} ditolak {kode}, tetapi tertulis {letak.jenis}")
    elif not json.loads(letak.data).get("ditolak"):
        temuan.catat("ditolak_bergerak", letak.seq, f"{kunci} ditolak {kode}, tetapi terlihat biasa")


def _sesuai(kunci: str, minta: Permintaan, letak: Letak, temuan: Temuan) -> None:
    """The line tells what was asked, of the record that was asked about."""
    if minta.subjek and len(minta.subjek) == UUID and minta.subjek != letak.subjek:
        temuan.catat("bukan_permintaan", letak.seq, f"{kunci} meminta {minta.subjek}, tertulis {letak.subjek}")
    harap = DARI_PINDAI if minta.jenis == "berkas.pindai" else {DIMINTA.get(minta.jenis)}
    if letak.jenis not in harap and not letak.terlihat:
        temuan.catat("bukan_permintaan", letak.seq, f"{minta.jenis} menjadi {letak.jenis}")
    if letak.terlihat:
        return
    if minta.versi is not None and letak.versi != minta.versi + 1:
        temuan.catat("versi_terlewati", letak.seq, f"{kunci} melihat versi {minta.versi}, tertulis {letak.versi}")
    if minta.jenis == "berkas.pindai":
        return
    data = json.loads(letak.data)
    if beda := [nama for nama, nilai in minta.isi.items() if nama in data and not _sama(nilai, data[nama])]:
        temuan.catat("bukan_permintaan", letak.seq, f"{minta.jenis}: lain di {', '.join(beda)}")


def _sama(diminta: object, tertulis: object) -> bool:
    if diminta is None or diminta == tertulis:
        return True
    try:
        return _saat(diminta) == _saat(tertulis)
    except ValueError:
        return False


def _saat(nilai: object) -> datetime:
    return waktu(str(nilai))


def periksa_urutan(klien: Klien, buku: Buku, temuan: Temuan) -> int:
    """What was answered before something else was asked stands before it in the ledger. Pairs looked at."""
    dijawab: list[tuple[int, int]] = []
    diminta: list[tuple[int, int, str]] = []
    for kunci, minta in klien.minta.items():
        letak = buku.oleh.get(kunci)
        if letak is None:
            continue
        diminta.append((minta.mulai, letak.seq, kunci))
        if minta.jawab is not None:
            dijawab.append((minta.jawab, letak.seq))
    dijawab.sort()
    diminta.sort()
    tertinggi, berikut = 0, 0
    for mulai, seq, kunci in diminta:
        while berikut < len(dijawab) and dijawab[berikut][0] < mulai:
            tertinggi = max(tertinggi, dijawab[berikut][1])
            berikut += 1
        if seq <= tertinggi:
            temuan.catat(
                "urutan_terbalik", seq, f"{kunci} diminta sesudah {tertinggi} dijawab, tetapi tertulis sebelumnya"
            )
    return len(diminta)


def periksa_cakram(klien: Klien, bukti: Bukti) -> None:
    """While the disk could not flush, nothing was granted that was asked for only then."""
    kala = [
        (satu["t"], satu.get("pulih_t") or float("inf"))
        for satu in bukti.baris("gangguan.jsonl")
        if satu.get("jenis") == "flush_gagal"
    ]
    for kunci, minta in klien.minta.items():
        for awal, akhir in kala:
            if minta.mulai >= awal and any(awal <= saat <= akhir for saat in minta.sejak):
                bukti.temuan.catat("ok_tanpa_cakram", kunci, f"{minta.jenis} dijawab ok selagi cakram menolak")
