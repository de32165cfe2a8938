"""The hash chain and the stream: every line recomputed byte for byte, every message compared with its line."""

import json
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Final

from tests.torture.pemeriksa.bukti import Baris, Bukti, waktu_kawat

SELESAI: Final = "ya"


def amplop(fasyankes: str, baris: Baris) -> bytes:
    """The CloudEvent of a ledger row, in the one spelling that is hashed: sorted keys, no white space."""
    teks = encode_basestring
    bagian = [
        f'"cara":{teks(baris["cara"])}',
        f'"data":{baris["data"]}',
        '"datacontenttype":"application/json"',
        f'"di":{teks(baris["di"])}' if baris["di"] is not None else "",
        f'"dicatatpada":"{waktu_kawat(baris["dicatat_pada"])}"',
        f'"id":{teks(baris["perintah_id"])}',
        f'"pelaku":{teks(baris["pelaku"])}',
        f'"selisihjam":{int(baris["selisih_jam"])}' if baris["selisih_jam"] is not None else "",
        f'"seq":{int(baris["seq"])}',
        f'"source":{teks(f"/fasyankes/{fasyankes}")}',
        '"specversion":"1.0"',
        f'"subject":{teks(baris["subjek"])}',
        f'"time":"{waktu_kawat(baris["terjadi_pada"])}"',
        f'"type":{teks(baris["jenis"])}',
        f'"versi":{int(baris["versi"])}',
    ]
    return ("{" + ",".join(satu for satu in bagian if satu) + "}").encode()


def isi_pesan(pesan: Baris) -> bytes:
    """The body of a dumped message."""
    if "data_b64" in pesan:
        return b64decode(pesan["data_b64"])
    return str(pesan.get("data", "")).encode()


class Rantai:
    """Reads ledger rows and stream messages side by side."""

    def __init__(self, bukti: Bukti) -> None:
        self._bukti = bukti
        self._temuan = bukti.temuan
        self._aliran = self._satu_utuh()
        self._pesan = self._di_aliran()
        self.pesan = 0
        """Messages compared."""

    def _satu_utuh(self) -> str:
        """The one whole epoch there must be; its name."""
        tentang = self._bukti.satu("aliran.json")
        semua = tentang.get("aliran") or []
        utuh = [satu["nama"] for satu in semua if satu.get("selesai") == SELESAI]
        if len(semua) != 1 or len(utuh) != 1:
            ada = {satu.get("nama"): satu.get("selesai") for satu in semua}
            self._temuan.catat("epoch_tidak_tunggal", "aliran.json", f"harus tepat satu dan utuh, ada {ada}")
        for satu in semua:
            if satu.get("pertama") not in {0, 1} or satu.get("jumlah") != satu.get("terakhir"):
                self._temuan.catat("siaran_berlubang", satu.get("nama"), f"keadaan aliran: {satu}")
        nama = str(utuh[-1]) if utuh else ""
        if utuh and tentang.get("epoch") is not None and not nama.endswith(f"_{tentang['epoch']}"):
            self._temuan.catat("epoch_tidak_tunggal", nama, f"basis data mengenal epoch {tentang['epoch']}")
        harap = self._bukti.rencana.get("epoch")
        if harap is not None and tentang.get("epoch") != harap:
            kata = f"epoch {tentang.get('epoch')}, padahal tidak ada yang menyentuh siaran (rencana: {harap})"
            self._temuan.catat("siaran_dibangun_ulang", nama, kata)
        return nama

    def _di_aliran(self) -> Iterator[Baris]:
        for pesan in self._bukti.baris("siaran.jsonl"):
            if pesan.get("aliran") == self._aliran:
                yield pesan

    def baris(self) -> Iterator[Baris]:
        """The ledger's rows, each compared on its way."""
        sebelum = sha256(b"jejak:" + self._bukti.fasyankes.encode()).digest()
        for baris in self._bukti.baris("jejak.jsonl"):
            try:
                isi = amplop(self._bukti.fasyankes, baris)
                tertulis = bytes.fromhex(baris["hash"])
            except (KeyError, TypeError, ValueError) as error:
                self._temuan.catat("baris_rusak", baris.get("seq"), f"{type(error).__name__}: {error}")
                continue
            if sha256(sebelum + isi).digest() != tertulis:
                self._temuan.catat("rantai_putus", baris["seq"], "hash bukan sha256(hash sebelumnya + amplop)")
            sebelum = tertulis
            self._bandingkan(baris, isi, next(self._pesan, None))
            yield baris
        for pesan in self._pesan:
            self._temuan.catat("siaran_lebih", pesan.get("seq"), "pesan tanpa baris buku")

    def _bandingkan(self, baris: Baris, isi: bytes, pesan: Baris | None) -> None:
        seq = baris["seq"]
        if pesan is None:
            self._temuan.catat("siaran_kurang", seq, "baris buku tanpa pesan")
            return
        self.pesan += 1
        if pesan.get("seq") != seq:
            self._temuan.catat("siaran_berlubang", seq, f"pesan berikutnya di {pesan.get('seq')}")
        if isi_pesan(pesan) != isi:
            self._temuan.catat("siaran_beda", seq, _beda(isi, isi_pesan(pesan)))
        kepala = pesan.get("headers") or {}
        if kepala.get("Jejak-Hash") != baris["hash"]:
            self._temuan.catat("siaran_hash", seq, f"Jejak-Hash {kepala.get('Jejak-Hash')}, buku {baris['hash']}")
        if kepala.get("Nats-Msg-Id") != baris["perintah_id"]:
            self._temuan.catat("siaran_id", seq, f"Nats-Msg-Id {kepala.get('Nats-Msg-Id')}")
        if not str(pesan.get("subjek", "")).endswith(f".{baris['jenis']}"):
            self._temuan.catat("siaran_beda", seq, f"subjek {pesan.get('subjek')}, jenis {baris['jenis']}")


def periksa_pengamatan(bukti: Bukti) -> int:
    """What readers could see meanwhile, where somebody looked: a whole epoch never gives way to a shorter one."""
    jumlah, paling = 0, 0
    for amatan in bukti.baris("pengamatan.jsonl"):
        jumlah += 1
        utuh = [satu for satu in amatan["aliran"] if satu["selesai"] == SELESAI]
        if not utuh:
            bukti.temuan.catat("siaran_mundur", amatan["t"], "tidak ada epoch utuh yang bisa diikuti")
            continue
        kini = max(utuh, key=lambda satu: int(str(satu["nama"]).rpartition("_")[2]))
        if kini["terakhir"] < paling:
            bukti.temuan.catat("siaran_mundur", amatan["t"], f"{kini['nama']} sampai {kini['terakhir']} < {paling}")
        paling = max(paling, kini["terakhir"])
    return jumlah


def _beda(buku: bytes, siaran: bytes) -> str:
    """Which fields differ."""
    try:
        satu, dua = json.loads(buku), json.loads(siaran)
    except ValueError:
        return f"isi bukan JSON: {siaran[:60]!r}"
    if not isinstance(dua, dict):
        return "isi bukan objek"
    return "beda di " + (", ".join(k for k in sorted({*satu, *dua}) if satu.get(k) != dua.get(k)) or "ejaannya")
