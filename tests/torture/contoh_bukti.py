"""A small, correct evidence folder, made by hand: what the checker's own tests spoil.

Nothing of the engine is used. It is a day of three folders: lines, messages, tables and histories as they would be.
"""

import copy
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from tests.torture.pemeriksa.bukti import Bukti, Temuan
from tests.torture.pemeriksa.buku import jejak
from tests.torture.pemeriksa.kekurangan import AWALAN, Kekurangan
from tests.torture.pemeriksa.lipat import MEDAN, Jejak, Riwayat, berjalan
from tests.torture.pemeriksa.proyeksi import tempat
from tests.torture.pemeriksa.rantai import amplop
from tests.torture.pemeriksa.tenggat import BERKAS as BERTENGGAT
from tests.torture.pemeriksa.tenggat import Aturan, Halangan, Tenggat

KODE: Final = "UJI1"
ALIRAN: Final = f"JEJAK_{KODE}_1"
PAGI: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MULAI_T: Final = 10**12
DETIK: Final = 10**9
SATU, DUA, TIGA = (str(UUID(int=number)) for number in (101, 102, 103))
KURANG_LAMA, KURANG = (str(UUID(int=number)) for number in (301, 302))
LOKET, UNIT, KEPALA = (str(UUID(int=number)) for number in (201, 202, 203))

Baris = dict[str, Any]


class Dunia:
    """Evidence in the making: `berkas[name]` are the lines of a file, `objek[name]` what a JSON file holds."""

    def __init__(self) -> None:
        self.saat = PAGI
        self.n = 0
        self.buku: list[Baris] = []
        self.klien: list[Baris] = []
        self.penolakan: list[Baris] = []
        self.cek: list[Baris] = []
        self.gangguan: list[Baris] = []
        self.log: list[str] = ['{"event":"siap"}']
        self.objek: dict[str, Any] = {
            "rencana.json": {"fasyankes": KODE, "kepala_templat": 3, "benih": 1},
            "kenari.json": {"nomor": ["KENARI"], "nama": ["Kenarisatu Rekaan"], "sandi": ["kenari-sandi"]},
        }
        self.berkas: dict[str, list[Baris]] = {}

    # ── time, histories, lines ──────────────────────────────────────────────────────────────────────

    def t(self) -> int:
        """The monotonic clock of the clients."""
        return MULAI_T + int((self.saat - PAGI).total_seconds() * DETIK)

    def maju(self, **lama: float) -> None:
        """Let time pass."""
        self.saat += timedelta(**lama)

    def baru(self) -> str:
        """A fresh command id."""
        self.n += 1
        return str(UUID(int=0xC000 + self.n))

    def fase(self, fase: str, kunci: str, **isi: Any) -> None:
        """One line of the client's history."""
        self.maju(milliseconds=5)
        w = int(self.saat.timestamp() * DETIK)
        self.klien.append({"t": self.t(), "w": w, "fase": fase, "k": 1, "n": self.n, "command_id": kunci, **isi})

    def undang(self, kunci: str, jenis: str, subjek: str, isi: Baris | None = None, **lain: Any) -> None:
        """Ask."""
        self.fase("invoke", kunci, jenis=jenis, subjek=subjek, isi=isi or {}, pintu="perintah", ulang=False, **lain)

    def tulis(self, kunci: str, jenis: str, subjek: str, dari: str, ke: str, **isi: Any) -> Baris:
        """One line of the ledger. `terjadi`, `pelaku`, `di`, `cara`, `selisih` are the envelope's, the rest is data."""
        self.maju(milliseconds=5)
        lain = {nama: isi.pop(nama, None) for nama in ("terjadi", "pelaku", "di", "cara", "selisih")}
        data = {"dari": dari, "ke": ke} | {nama: nilai for nama, nilai in isi.items() if nilai is not None}
        versi = 1 + sum(satu["subjek"] == subjek for satu in self.buku)
        baris = {
            "seq": len(self.buku) + 1,
            "perintah_id": kunci,
            "sidik": sha256(kunci.encode()).hexdigest(),
            "jenis": jenis,
            "subjek": subjek,
            "versi": versi,
            "terjadi_pada": (lain["terjadi"] or self.saat).isoformat(timespec="microseconds"),
            "dicatat_pada": self.saat.isoformat(timespec="microseconds"),
            "pelaku": lain["pelaku"] or LOKET,
            "cara": lain["cara"] or "api",
            "di": lain["di"],
            "selisih_jam": lain["selisih"],
            "data": json.dumps(data, sort_keys=True, separators=(",", ":"), default=_saat),
        }
        self.buku.append(baris)
        return baris

    def jawab(self, baris: Baris, **isi: Any) -> None:
        """Granted."""
        ke = json.loads(baris["data"])["ke"]
        seq, versi, jenis = baris["seq"], baris["versi"], baris["jenis"]
        self.fase("ok", baris["perintah_id"], seq=seq, versi=versi, keadaan=ke, peristiwa=jenis, **isi)

    def gerak(self, perintah: str, jenis: str, subjek: str, dari: str, ke: str, **isi: Any) -> Baris:
        """Asked, written, answered."""
        kunci = self.baru()
        diminta: Baris = {nama: isi[nama] for nama in ("tujuan", "peminjam") if nama in isi}
        self.undang(kunci, perintah, subjek, diminta)
        baris = self.tulis(kunci, f"berkas.{jenis}.v1", subjek, dari, ke, **isi)
        self.jawab(baris)
        return baris

    def tolak(self, perintah: str, subjek: str, kode: str) -> str:
        """Asked, refused, remembered."""
        kunci = self.baru()
        self.undang(kunci, perintah, subjek)
        self.ditolak(kunci, perintah, subjek, kode)
        return kunci

    def ditolak(self, kunci: str, perintah: str, subjek: str, kode: str) -> None:
        """Refused, and remembered."""
        self.penolakan.append(
            {"perintah_id": kunci, "jenis": perintah, "subjek": subjek, "pelaku": LOKET, "kode": kode, "nilai": "{}"}
        )
        self.fase("refused", kunci, kode=kode, http=409)

    # ── what follows from the lines ─────────────────────────────────────────────────────────────────

    def rangkai(self) -> None:
        """Chain the lines anew, and make messages and tables from them as they are now."""
        hash_ = sha256(f"jejak:{KODE}".encode()).digest()
        siaran: list[Baris] = []
        riwayat: dict[str, Riwayat] = {}
        mulai: dict[tuple[str, str], tuple[datetime, int]] = {}
        buta = Bukti(Path(), Temuan())
        gaps = Kekurangan(buta, Tenggat(buta, Halangan(), Aturan(buta)))
        for baris in self.buku:
            isi = amplop(KODE, baris)
            hash_ = sha256(hash_ + isi).digest()
            baris["hash"] = hash_.hex()
            kepala = {"Nats-Msg-Id": baris["perintah_id"], "Jejak-Hash": baris["hash"]}
            subjek = f"jejak.{KODE}.1.{baris['jenis']}"
            siaran.append(
                {"aliran": ALIRAN, "seq": baris["seq"], "subjek": subjek, "headers": kepala, "data": isi.decode()}
            )
            satu = jejak(baris)
            if satu.jenis.startswith(AWALAN):
                gaps.dengar(satu)
                _tenggat(mulai, satu, dict(gaps.semua[satu.subjek].berjalan), ("kekurangan",))
                continue
            satu_berkas = riwayat.setdefault(satu.subjek, Riwayat())
            satu_berkas.langkah(satu, lambda *_: None)
            _tenggat(mulai, satu, berjalan(satu_berkas.kini), BERTENGGAT)
        self.berkas |= {"siaran.jsonl": siaran, "jejak.jsonl": self.buku, "riwayat/klien-01.jsonl": self.klien}
        self.berkas |= {"penolakan.jsonl": self.penolakan, "perlu_dicek.jsonl": self.cek, "surat_mati.jsonl": []}
        self.berkas["berkas.jsonl"] = [_berkas(kunci, satu) for kunci, satu in riwayat.items()]
        self.berkas["tenggat.jsonl"] = [
            {"subjek": subjek, "jenis": jenis, "jatuh_tempo": due.isoformat(), "versi": versi}
            for (subjek, jenis), (due, versi) in mulai.items()
        ]
        self.berkas["kekurangan.jsonl"] = [
            {"id": id_, "keadaan": one.keadaan, "versi": one.versi} for id_, one in gaps.semua.items()
        ]
        self.berkas["hitungan.jsonl"] = _hitung(riwayat)
        kepala_buku = self.buku[-1]
        self.berkas["proyeksi/kursor.jsonl"] = [
            {"nama": "rekap_gerak", "seq": kepala_buku["seq"], "hash": kepala_buku["hash"]}
        ]
        self.berkas["proyeksi/rekap_gerak.jsonl"] = _rekap([jejak(baris) for baris in self.buku])
        self.berkas["gangguan.jsonl"] = self.gangguan
        jumlah = len(self.buku)
        self.objek["aliran.json"] = {
            "diambil": (self.saat + timedelta(seconds=2)).isoformat(),
            "zona": "WIB",
            "unit": {"RM": "rekam_medis", "UMUM": "rawat_jalan", "GIGI": "rawat_jalan"},
            "epoch": 1,
            "aliran": [{"nama": ALIRAN, "selesai": "ya", "pertama": 1, "terakhir": jumlah, "jumlah": jumlah}],
        }

    def simpan(self, folder: Path) -> Path:
        """Write it all down."""
        for nama, isi in self.objek.items():
            (folder / nama).write_text(json.dumps(isi), encoding="utf-8")
        for nama, baris in self.berkas.items():
            (folder / nama).parent.mkdir(exist_ok=True)
            (folder / nama).write_text("".join(json.dumps(satu) + "\n" for satu in baris), encoding="utf-8")
        (folder / "log").mkdir(exist_ok=True)
        (folder / "log" / "app.log").write_text("\n".join([*self.log, ""]), encoding="utf-8")
        return folder

    def salin(self) -> "Dunia":
        """One to spoil."""
        return copy.deepcopy(self)


def _saat(nilai: object) -> str:
    assert isinstance(nilai, datetime)
    return nilai.replace(tzinfo=None).isoformat() + "Z"


def _berkas(kunci: str, riwayat: Riwayat) -> Baris:
    nilai = {nama: getattr(riwayat.kini, nama) for nama in MEDAN}
    return {"id": kunci} | {n: v.isoformat() if isinstance(v, datetime) else v for n, v in nilai.items()}


def _tenggat(
    mulai: dict[tuple[str, str], tuple[datetime, int]],
    satu: Jejak,
    kini: dict[str, datetime],
    jenisnya: tuple[str, ...],
) -> None:
    for jenis in jenisnya:
        kunci = (satu.subjek, jenis)
        if jenis not in kini:
            mulai.pop(kunci, None)
        elif mulai.get(kunci, (None, 0))[0] != kini[jenis]:
            mulai[kunci] = (kini[jenis], satu.versi)


def _hitung(riwayat: dict[str, Riwayat]) -> list[Baris]:
    jumlah: dict[tuple[str, str], int] = {}
    for satu in riwayat.values():
        kunci = (satu.kini.keadaan, satu.kini.tempat)
        jumlah[kunci] = jumlah.get(kunci, 0) + 1
    return [{"keadaan": keadaan, "unit": unit, "jumlah": banyak} for (keadaan, unit), banyak in jumlah.items()]


def _rekap(baris: list[Jejak]) -> list[Baris]:
    sel: dict[tuple[str, str, str], list[int]] = {}
    for satu in baris:
        hari = (satu.efektif + timedelta(hours=7)).date().isoformat()
        isi = sel.setdefault((hari, tempat(satu), satu.jenis), [0, satu.seq, satu.seq])
        isi[0] += 1
        isi[2] = satu.seq
    return [
        {"tanggal": hari, "unit": unit, "jenis": jenis, "jumlah": isi[0], "seq_awal": isi[1], "seq_akhir": isi[2]}
        for (hari, unit, jenis), isi in sel.items()
    ]


def hari_biasa() -> Dunia:
    """A day with a little of everything, and nothing wrong."""
    dunia = Dunia()
    for subjek in (SATU, DUA, TIGA):
        pembawa = "elektronik" if subjek == TIGA else "fisik"
        dunia.tulis(subjek, "berkas.didaftarkan.v1", subjek, "baru", "disimpan", pembawa=pembawa, di="RM")
    dunia.maju(hours=1)
    gerak = dunia.gerak
    gerak("berkas.ambil", "diambil", SATU, "disimpan", "diambil", tujuan="UMUM", di="RM")
    dunia.tolak("berkas.simpan", SATU, "keadaan_tidak_sesuai")
    dunia.maju(minutes=5)
    terima = dunia.baru()
    dunia.undang(terima, "berkas.terima_di_unit", SATU, {"unit": "UMUM"})
    dunia.maju(milliseconds=10)
    due = dunia.saat + timedelta(hours=24)
    isi = {"unit": "UMUM", "pelaku": UNIT, "di": "UMUM", "kembali_sebelum": due}
    baris = dunia.tulis(terima, "berkas.diterima.v1", SATU, "diambil", "di_poli", **isi, terjadi=dunia.saat)
    dunia.fase("unknown", terima)
    dunia.undang(terima, "berkas.terima_di_unit", SATU, {"unit": "UMUM"})
    dunia.klien[-1]["ulang"] = True
    dunia.jawab(baris)
    # a scan at the wrong place: refused, yet the folder was seen there
    salah = dunia.baru()
    dunia.undang(salah, "berkas.terima_di_unit", SATU)
    isi = {"ditolak": "di_unit_tujuan", "perintah": "berkas.terima_di_unit", "alasan_cek": "tempat_tidak_cocok"}
    lihat = dunia.tulis(salah, "berkas.terlihat.v1", SATU, "di_poli", "di_poli", **isi, di="GIGI", cara="pindai")
    dunia.ditolak(salah, "berkas.terima_di_unit", SATU, "di_unit_tujuan")
    dunia.cek.append({"seq": lihat["seq"], "berkas_id": SATU, "alasan": "tempat_tidak_cocok", "selesai_seq": None})
    # a scan that comes late moves nothing
    susulan = dunia.baru()
    lama = dunia.saat - timedelta(minutes=30)
    dunia.undang(susulan, "berkas.pindai", SATU, {"di": "RM"}, terjadi_pada=lama.isoformat())
    isi = {"susulan": True, "terjadi": lama, "di": "RM", "cara": "pindai", "selisih": -1800}
    baris = dunia.tulis(susulan, "berkas.terlihat.v1", SATU, "di_poli", "di_poli", **isi)
    dunia.cek.append({"seq": baris["seq"], "berkas_id": SATU, "alasan": "jam_meleset", "selesai_seq": None})
    dunia.jawab(baris)
    # the list is worked off
    baris = gerak("berkas.selesaikan_cek", "cek_diselesaikan", SATU, "di_poli", "di_poli", seq=lihat["seq"],
                  putusan="salah_pindai", pelaku=KEPALA)  # fmt: skip
    dunia.cek[0]["selesai_seq"] = baris["seq"]
    # an electronic record is analysed where it lies, and found incomplete; a paper one is lent, and undone moves
    gerak("berkas.rakit", "dirakit", TIGA, "disimpan", "dirakit", di="RM")
    dunia.maju(seconds=1)
    _tidak_lengkap(dunia)
    _urungkan(dunia)
    dunia.maju(hours=1)
    pinjam = dunia.saat + timedelta(days=3)
    gerak("berkas.pinjamkan", "dipinjamkan", DUA, "disimpan", "dipinjam", peminjam=KEPALA, jatuh_tempo=pinjam, di="RM")
    _sehari_kemudian(dunia, due)
    dunia.rangkai()
    return dunia


def _sehari_kemudian(dunia: Dunia, due: datetime) -> None:
    """The folder is still at its unit, and the system was down when that became too late."""
    dunia.saat = due - timedelta(seconds=30)
    dunia.gangguan.append(_gangguan(dunia, "bunuh", 60))
    dunia.saat = due + timedelta(seconds=45)
    isi = {"tenggat": "pengembalian", "jatuh_tempo": due, "cara": "sistem"}
    versi = next(satu["versi"] for satu in dunia.buku if satu["jenis"] == "berkas.diterima.v1")
    kunci = str(uuid5(UUID("6a656a61-6b00-5000-8000-74656e676761"), f"{SATU}/pengembalian/{versi}/0"))
    dunia.tulis(kunci, "berkas.lewat_tenggat.v1", SATU, "di_poli", "di_poli", **isi)
    gerak = dunia.gerak
    gerak("berkas.terima_kembali", "kembali", SATU, "di_poli", "kembali", cara_kembali="dijemput", di="RM")
    gerak("berkas.kembalikan_pinjaman", "pinjaman_dikembalikan", DUA, "dipinjam", "kembali", di="RM")
    gerak("berkas.ambil", "diambil", DUA, "kembali", "diambil", tujuan="GIGI", di="RM")


def _gangguan(dunia: Dunia, jenis: str, detik: float) -> Baris:
    w = int(dunia.saat.timestamp() * DETIK)
    lama = int(detik * DETIK)
    return {"t": dunia.t(), "w": w, "jenis": jenis, "sasaran": "app", "pulih_t": dunia.t() + lama, "pulih_w": w + lama}


def _kurang(dunia: Dunia) -> None:
    """One gap that was completed and struck off, and one that is open."""
    for gap, butir in ((KURANG_LAMA, "identitas.ada"), (KURANG, "resume_medis.tanda_tangan")):
        kunci = dunia.baru()
        diminta = {"berkas": TIGA, "butir": butir, "penanggung_jawab": UNIT}
        dunia.undang(kunci, "kekurangan.catat", gap, diminta)
        dunia.maju(milliseconds=10)
        due = dunia.saat + timedelta(days=14)
        isi = diminta | {"versi_daftar": 1, "jatuh_tempo": due, "terjadi": dunia.saat}
        dunia.jawab(dunia.tulis(kunci, "kekurangan.tercatat.v1", gap, "baru", "terbuka", **isi))
    for perintah, jenis, dari, ke in (
        ("nyatakan_dilengkapi", "dinyatakan_lengkap", "terbuka", "dilengkapi"),
        ("verifikasi", "diverifikasi", "dilengkapi", "diverifikasi"),
    ):
        kunci = dunia.baru()
        dunia.undang(kunci, f"kekurangan.{perintah}", KURANG_LAMA)
        dunia.jawab(dunia.tulis(kunci, f"kekurangan.{jenis}.v1", KURANG_LAMA, dari, ke))


def _tidak_lengkap(dunia: Dunia) -> None:
    _kurang(dunia)
    kunci = dunia.baru()
    dunia.undang(kunci, "berkas.nyatakan_tidak_lengkap", TIGA, {"penanggung_jawab": UNIT})
    dunia.maju(milliseconds=10)
    due = dunia.saat + timedelta(days=14)
    isi = {"penanggung_jawab": UNIT, "jatuh_tempo": due, "di": "RM", "terjadi": dunia.saat}
    baris = dunia.tulis(kunci, "berkas.tidak_lengkap.v1", TIGA, "dirakit", "tidak_lengkap", **isi)
    dunia.jawab(baris)


def _urungkan(dunia: Dunia) -> None:
    """A pull that was a mistake, taken back by who made it."""
    sejak = dunia.buku[1]["dicatat_pada"]
    gerak = dunia.gerak("berkas.ambil", "diambil", DUA, "disimpan", "diambil", tujuan="GIGI", di="RM")
    dunia.maju(seconds=1)
    pulihan = {"keadaan": "disimpan", "lokasi": "RM", "kembali_lewat": False, "tempo_lewat": False, "sejak": sejak}
    dunia.gerak("berkas.urungkan", "gerak_diurungkan", DUA, "diambil", "disimpan",
                versi_diurungkan=gerak["versi"], pulihan=pulihan)  # fmt: skip


def mentah(isi: bytes) -> Baris:
    """A message body that is no text."""
    return {"data_b64": b64encode(isi).decode()}


__all__ = ["ALIRAN", "DUA", "KODE", "LOKET", "SATU", "TIGA", "Dunia", "hari_biasa", "mentah"]
