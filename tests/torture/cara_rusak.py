"""Some eighty ways to spoil a correct day of evidence, each with the kind of violation it must be called."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from tests.torture.contoh_bukti import DUA, SATU, UNIT, Baris, Dunia, mentah

Rusak = Callable[[Dunia], object]


def baris(dunia: Dunia, jenis_: str) -> Baris:
    return next(satu for satu in dunia.buku if satu["jenis"] == f"berkas.{jenis_}.v1" and satu["seq"] > 3)


def ubah(dunia: Dunia, jenis_: str, **isi: object) -> None:
    """Change what a line of this kind tells."""
    satu = baris(dunia, jenis_)
    satu["data"] = json.dumps(json.loads(satu["data"]) | isi, sort_keys=True, separators=(",", ":"))


def kata(dunia: Dunia, fase: str, nomor: int = 0) -> Baris:
    """A line of the history."""
    return [satu for satu in dunia.klien if satu["fase"] == fase][nomor]


def buang(daftar: list[Baris], satu: Baris) -> None:
    daftar.remove(satu)


def buang_baris(dunia: Dunia, satu: Baris) -> None:
    """As if the ledger had never had this line: everything after it moves up and agrees with itself."""
    dunia.buku.remove(satu)
    versi: dict[str, int] = {}
    for seq, kini in enumerate(dunia.buku, 1):
        versi[kini["subjek"]] = versi.get(kini["subjek"], 0) + 1
        kini["seq"], kini["versi"] = seq, versi[kini["subjek"]]


def gandakan(dunia: Dunia, satu: Baris, **isi: object) -> None:
    """The line once more, at the ledger's end."""
    versi = sum(lain["subjek"] == satu["subjek"] for lain in dunia.buku) + 1
    dunia.buku.append(satu | {"seq": len(dunia.buku) + 1, "versi": versi} | isi)


def tukar(dunia: Dunia, satu: int, dua: int) -> None:
    """Two lines of different records, in the other order; the answers say what the ledger says."""
    buku = dunia.buku
    buku[satu - 1], buku[dua - 1] = buku[dua - 1], buku[satu - 1]
    for seq, kini in enumerate(buku, 1):
        kini["seq"] = seq
        for jawaban in dunia.klien:
            if jawaban["command_id"] == kini["perintah_id"] and "seq" in jawaban:
                jawaban["seq"] = seq


def medan(dunia: Dunia, nama: str, nomor: int, **isi: object) -> None:
    dunia.berkas[nama][nomor].update(isi)


def geser_lewat(dunia: Dunia, **lama: float) -> None:
    """The deadline, told at another moment."""
    satu = baris(dunia, "lewat_tenggat")
    for kini in dunia.buku[satu["seq"] - 1 :]:
        for nama in ("terjadi_pada", "dicatat_pada"):
            kini[nama] = (dunia.saat + timedelta(**lama)).isoformat(timespec="microseconds")


def tanpa_lewat(dunia: Dunia) -> None:
    buang_baris(dunia, baris(dunia, "lewat_tenggat"))
    dunia.gangguan.clear()
    for satu in dunia.buku[-3:]:
        satu["dicatat_pada"] = satu["terjadi_pada"] = (dunia.saat + timedelta(hours=1)).isoformat()


def susulan_bergerak(dunia: Dunia) -> None:
    satu = baris(dunia, "kembali")
    satu["terjadi_pada"] = dunia.buku[0]["terjadi_pada"]


def jawab_lagi(dunia: Dunia, **isi: object) -> None:
    """The first command granted, asked again at the end, answered like this."""
    ok = kata(dunia, "ok")
    undang = next(satu for satu in dunia.klien if satu["command_id"] == ok["command_id"])
    t = dunia.t() + 10**9
    dunia.klien += [undang | {"t": t, "ulang": True}, ok | {"t": t + 1} | isi]


def tak_terjawab(dunia: Dunia) -> None:
    dunia.fase("invoke", dunia.baru(), jenis="berkas.rakit", subjek=SATU, isi={})


def cakram(dunia: Dunia) -> None:
    undang = kata(dunia, "invoke")
    dunia.gangguan.append({"t": undang["t"] - 1, "w": 0, "jenis": "flush_gagal", "pulih_t": undang["t"] + 10**9})


def tulis_tanpa_minta(dunia: Dunia) -> None:
    dunia.tulis(dunia.baru(), "berkas.rakit.v1".replace("rakit", "dirakit"), SATU, "kembali", "dirakit", di="RM")


def epoch_kedua(dunia: Dunia) -> None:
    aliran = dunia.objek["aliran.json"]["aliran"]
    aliran.append(aliran[0] | {"nama": "JEJAK_UJI1_2", "selesai": "tidak"})


def amatan(*aliran: tuple[str, str, int]) -> Baris:
    return {"t": 1, "aliran": [{"nama": nama, "selesai": selesai, "terakhir": n} for nama, selesai, n in aliran]}


def gap(dunia: Dunia, jenis_: str, nomor: int = 0) -> Baris:
    """A line of a gap."""
    return [satu for satu in dunia.buku if satu["jenis"] == f"kekurangan.{jenis_}.v1"][nomor]


def lengkap_dengan_kekurangan(dunia: Dunia) -> None:
    satu = baris(dunia, "tidak_lengkap")
    satu["jenis"] = "berkas.lengkap.v1"
    satu["data"] = json.dumps({"dari": "dirakit", "ke": "lengkap"})


def tanpa_kekurangan(dunia: Dunia) -> None:
    for _ in range(2):
        buang_baris(dunia, gap(dunia, "tercatat", -1))


def kurang_dua_kali(dunia: Dunia) -> None:
    satu = gap(dunia, "tercatat", -1)
    dunia.buku.append(satu | {"seq": len(dunia.buku) + 1, "versi": 1, "subjek": UNIT, "perintah_id": dunia.baru()})


def kurang_tempo_lain(dunia: Dunia) -> None:
    satu = gap(dunia, "tercatat", -1)
    data = json.loads(satu["data"]) | {"jatuh_tempo": "2026-03-09T01:00:00Z"}
    satu["data"] = json.dumps(data, sort_keys=True, separators=(",", ":"))


def lain_pelaku(dunia: Dunia) -> None:
    baris(dunia, "gerak_diurungkan")["pelaku"] = UNIT


SALAH: Final[dict[str, tuple[str, Rusak, bool]]] = {
    # clients and ledger
    "an answer whose line is gone": ("hilang", lambda d: buang_baris(d, baris(d, "dirakit")), True),
    "an answer with another seq": ("jawaban_salah", lambda d: kata(d, "ok").update(seq=9), False),
    "an answer with another version": ("jawaban_salah", lambda d: kata(d, "ok").update(versi=7), False),
    "an answer with another fact": ("jawaban_salah", lambda d: kata(d, "ok").update(peristiwa="berkas.x.v1"), False),
    "an answer with another state": ("jawaban_salah", lambda d: kata(d, "ok").update(keadaan="kembali"), False),
    "another answer to the same id": ("jawaban_berubah", lambda d: jawab_lagi(d, seq=12), False),
    "refused after it was granted": ("jawaban_berubah", lambda d: jawab_lagi(d, fase="refused", kode="x"), False),
    "one id with two facts": ("dua_kali", lambda d: gandakan(d, baris(d, "diambil")), True),
    "a refusal that moved": ("ditolak_bergerak", lambda d: kata(d, "ok").update(fase="refused", kode="x"), False),
    "a refusal that left a plain sighting": ("ditolak_bergerak", lambda d: ubah(d, "terlihat", ditolak=None), True),
    "a kept refusal that was granted": (
        "jawaban_salah",
        lambda d: d.penolakan[0].update(perintah_id=kata(d, "ok")["command_id"]),
        False,
    ),
    "a refusal that is not remembered": ("penolakan_hilang", lambda d: d.penolakan.pop(0), False),
    "a line nobody asked for": ("tidak_diminta", tulis_tanpa_minta, True),
    "a line of another record": ("bukan_permintaan", lambda d: kata(d, "invoke").update(subjek=DUA), False),
    "a line with another destination": (
        "bukan_permintaan",
        lambda d: kata(d, "invoke").update(isi={"tujuan": "GIGI"}),
        False,
    ),
    "another fact than was asked": (
        "bukan_permintaan",
        lambda d: kata(d, "invoke").update(jenis="berkas.simpan"),
        False,
    ),
    "a command whose asker had not seen what it changed": (
        "versi_terlewati",
        lambda d: kata(d, "invoke").update(versi=0),
        False,
    ),
    "a command without an end": ("belum_terjawab", tak_terjawab, False),
    "an answer nobody asked for": ("riwayat_rusak", lambda d: d.klien.pop(0), False),
    "an order against real time": ("urutan_terbalik", lambda d: tukar(d, 8, 9), True),
    "granted while the disk could not flush": ("ok_tanpa_cakram", cakram, False),
    # the ledger itself
    "a hole in the positions": ("seq_berlubang", lambda d: d.buku.pop(9), False),
    "a hole in the versions": ("versi_berlubang", lambda d: baris(d, "kembali").update(versi=20), True),
    "a step the trade does not know": ("langkah_terlarang", lambda d: ubah(d, "dipinjamkan", ke="inaktif"), True),
    "received where it was not sent": ("langkah_terlarang", lambda d: ubah(d, "diterima", unit="GIGI"), True),
    "an electronic record on a journey": (
        "langkah_terlarang",
        lambda d: d.buku[1].update(data=d.buku[2]["data"]),
        True,
    ),
    "a step from another state": ("dari_tidak_cocok", lambda d: ubah(d, "kembali", dari="diambil"), True),
    "a sighting that moves": ("diam_menggerakkan", lambda d: ubah(d, "terlihat", ke="kembali"), True),
    "a late scan that moves": ("susulan_menggerakkan", susulan_bergerak, True),
    "an undo by somebody else": ("urung_terlarang", lain_pelaku, True),
    "an undo of another move": ("urung_terlarang", lambda d: ubah(d, "gerak_diurungkan", versi_diurungkan=1), True),
    "a line that cannot be read": ("baris_rusak", lambda d: baris(d, "kembali").update(data="{"), False),
    # chain and stream
    "a line changed after the fact": ("rantai_putus", lambda d: baris(d, "diambil").update(pelaku=UNIT), False),
    "a chain that skips": ("rantai_putus", lambda d: baris(d, "diambil").update(hash="00" * 32), False),
    "another genesis": ("rantai_putus", lambda d: d.objek["rencana.json"].update(fasyankes="UJI2"), False),
    "a message that differs": ("siaran_beda", lambda d: medan(d, "siaran.jsonl", 5, data="{}"), False),
    "a message that is no text": ("siaran_beda", lambda d: d.berkas["siaran.jsonl"][5].update(mentah(b"\xff")), False),
    "a message on another subject": ("siaran_beda", lambda d: medan(d, "siaran.jsonl", 5, subjek="jejak.x"), False),
    "a message too few": ("siaran_kurang", lambda d: d.berkas["siaran.jsonl"].pop(), False),
    "a message too many": (
        "siaran_lebih",
        lambda d: d.berkas["siaran.jsonl"].append(d.berkas["siaran.jsonl"][-1] | {"seq": 99}),
        False,
    ),
    "a message in another place": ("siaran_berlubang", lambda d: medan(d, "siaran.jsonl", 16, seq=18), False),
    "another hash on the wire": ("siaran_hash", lambda d: medan(d, "siaran.jsonl", 3, headers={}), False),
    "another message id": (
        "siaran_id",
        lambda d: d.berkas["siaran.jsonl"][3]["headers"].update({"Nats-Msg-Id": "x"}),
        False,
    ),
    "two epochs": ("epoch_tidak_tunggal", epoch_kedua, False),
    "an epoch that is not whole": (
        "epoch_tidak_tunggal",
        lambda d: d.objek["aliran.json"]["aliran"][0].update(selesai="tidak"),
        False,
    ),
    "an epoch the database does not know": (
        "epoch_tidak_tunggal",
        lambda d: d.objek["aliran.json"].update(epoch=4),
        False,
    ),
    # tables
    "a record in another state": (
        "berkas_bukan_jumlah",
        lambda d: medan(d, "berkas.jsonl", 0, keadaan="di_poli"),
        False,
    ),
    "a record at another version": ("berkas_bukan_jumlah", lambda d: medan(d, "berkas.jsonl", 0, versi=1), False),
    "a record in another place": ("berkas_bukan_jumlah", lambda d: medan(d, "berkas.jsonl", 0, lokasi="KIA"), False),
    "a record that is missing": ("berkas_bukan_jumlah", lambda d: d.berkas["berkas.jsonl"].pop(), False),
    "a record without a line": (
        "berkas_bukan_jumlah",
        lambda d: d.berkas["berkas.jsonl"].append(d.berkas["berkas.jsonl"][0] | {"id": UNIT}),
        False,
    ),
    "a wrong count": ("hitungan_salah", lambda d: medan(d, "hitungan.jsonl", 0, jumlah=2), False),
    "a line missing from the list": ("perlu_dicek_salah", lambda d: d.cek.pop(), False),
    "a line on the list without cause": (
        "perlu_dicek_salah",
        lambda d: d.cek.append(d.cek[0] | {"seq": 4}),
        False,
    ),
    "a settled line that stays": ("perlu_dicek_salah", lambda d: d.cek[0].update(selesai_seq=None), False),
    "a dead letter": ("surat_mati", lambda d: d.berkas["surat_mati.jsonl"].append({"seq": 5, "galat": "X"}), False),
    # deadlines
    "a deadline never told": ("tenggat_terlewat", tanpa_lewat, True),
    "a deadline told twice": (
        "tenggat_dua_kali",
        lambda d: gandakan(d, baris(d, "lewat_tenggat"), perintah_id=d.baru()),
        True,
    ),
    "a deadline told by another wish": (
        "tenggat_id",
        lambda d: baris(d, "lewat_tenggat").update(perintah_id=d.baru()),
        True,
    ),
    "readers sent to an epoch that is not filled yet": (
        "siaran_mundur",
        lambda d: d.berkas.update(
            {"pengamatan.jsonl": [amatan(("_1", "ya", 9)), amatan(("_1", "ya", 9), ("_2", "ya", 2))]}
        ),
        False,
    ),
    "a stream built anew though nobody touched it": (
        "siaran_dibangun_ulang",
        lambda d: d.objek["rencana.json"].update(epoch=0),
        False,
    ),
    "readers left without an epoch": (
        "siaran_mundur",
        lambda d: d.berkas.update({"pengamatan.jsonl": [amatan(("_2", "tidak", 2))]}),
        False,
    ),
    "a deadline told early": ("tenggat_dini", lambda d: geser_lewat(d, hours=-2), True),
    "a deadline told late": ("tenggat_telat", lambda d: geser_lewat(d, minutes=3), True),
    "a deadline told for another time": (
        "tenggat_salah",
        lambda d: ubah(d, "lewat_tenggat", jatuh_tempo="2026-03-03T00:00:00Z"),
        True,
    ),
    "a deadline reckoned in another zone": (
        "tenggat_salah_hitung",
        lambda d: ubah(d, "diterima", kembali_sebelum="2026-03-03T09:05:00Z"),
        True,
    ),
    "a deadline missing from the table": (
        "tenggat_bukan_jumlah",
        lambda d: d.berkas["tenggat.jsonl"].pop(),
        False,
    ),
    "a deadline overdue at the end": (
        "tenggat_terlewat",
        lambda d: d.objek["aliran.json"].update(diambil="2026-04-01T00:00:00+00:00"),
        False,
    ),
    # gaps
    "a record declared complete with a gap in it": ("putusan_salah", lengkap_dengan_kekurangan, True),
    "a record declared incomplete without a gap": ("putusan_salah", tanpa_kekurangan, True),
    "a gap written down twice": ("dua_kali", kurang_dua_kali, True),
    "a gap verified that nobody completed": (
        "langkah_terlarang",
        lambda d: buang_baris(d, gap(d, "dinyatakan_lengkap")),
        True,
    ),
    "a gap due at another time": ("tenggat_salah_hitung", kurang_tempo_lain, True),
    "a gap missing from the table": (
        "kekurangan_bukan_jumlah",
        lambda d: d.berkas["kekurangan.jsonl"].pop(),
        False,
    ),
    # projections
    "a projection that lags": (
        "proyeksi_tertinggal",
        lambda d: medan(d, "proyeksi/kursor.jsonl", 0, seq=3),
        False,
    ),
    "a projection that counted twice": (
        "proyeksi_salah",
        lambda d: medan(d, "proyeksi/rekap_gerak.jsonl", 0, jumlah=4),
        False,
    ),
    "a projection that skipped a line": (
        "proyeksi_salah",
        lambda d: d.berkas["proyeksi/rekap_gerak.jsonl"].pop(),
        False,
    ),
    # canaries
    "a number in the log": ("kenari_bocor", lambda d: d.log.append('{"nomor":"kenari-000123"}'), False),
    "a name in a message": (
        "kenari_bocor",
        lambda d: medan(d, "siaran.jsonl", 4, data="Kenarisatu Rekaan"),
        False,
    ),
    "a name in a fact": ("kenari_bocor", lambda d: ubah(d, "diambil", catatan="Kenarisatu Rekaan"), True),
    "no canary at all": ("bukti_kosong", lambda d: d.objek["kenari.json"].clear(), False),
}
