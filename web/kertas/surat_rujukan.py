"""The letter of referral on paper: A4, the fields of the SOP and of Permenkes 1/2012 pasal 15, and the return slip.

Who carries it shows it at the other desk: its code is the referral's own id, so nothing is typed twice there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from web.kertas.dokumen import Kop
from web.kertas.lembar import MM_PER_PT, Cetakan, Garis, Kotak, Lembar, Qr, Unsur
from web.kertas.pas import JARAK, baris, kotak_teks, lebar
from web.kertas.slip import A4

PINGGIR: Final = 18.0
RUANG: Final = A4[0] - 2 * PINGGIR
BAWAH: Final = A4[1] - 16.0
KODE: Final = "RUJUK:"
"""What a code on a letter begins with."""
PT: Final = 9.5
_BARIS: Final = PT * MM_PER_PT * JARAK
TERTINGGI: Final = 46.0
"""Millimetres of one column; what is longer is set smaller."""


@dataclass(frozen=True, slots=True)
class Surat:
    """One letter."""

    kop: Kop
    id: str
    nomor: str
    saat: datetime
    perujuk: str
    tujuan: str
    sifat: str
    """Emergency or planned, the level, the exception."""
    identitas: IdentitasSurat | None
    isi: IsiSurat
    penanda: str
    balasan: IsiBalasan | None = None
    tindak_lanjut: str = ""
    naskah: bool = False
    """Not sent yet: says so across the head."""

    @property
    def kode(self) -> str:
        """What its code says."""
        return f"{KODE}{self.id}"


class _Halaman:
    """Sheets being filled from above."""

    def __init__(self, kaki: str) -> None:
        self.sheets: list[list[Unsur]] = [[]]
        self.y = 12.0
        self._kaki = kaki

    @property
    def isi(self) -> list[Unsur]:
        return self.sheets[-1]

    def minta(self, tinggi: float) -> None:
        if self.y + tinggi > BAWAH:
            self.baru()

    def baru(self) -> None:
        self.sheets.append([])
        self.y = 14.0

    def bagian(self, judul: str, isi: str) -> None:
        """A headed paragraph, as tall as its text."""
        text = " / ".join(part for part in isi.split("\n") if part.strip())
        wide = lebar(text, PT)
        rows = max(1, int(wide / (RUANG - 4)) + (1 if wide > RUANG - 4 else 0) + (wide > 2 * (RUANG - 4)))
        tall = min(TERTINGGI, rows * _BARIS + 1.5)
        self.minta(tall + 5.5)
        self.isi.append(baris(PINGGIR, self.y, RUANG, judul, 8, tebal=True))
        self.isi.extend(kotak_teks(PINGGIR + 4, self.y + 4, RUANG - 4, tall, text, PT))
        self.y += tall + 5.0

    def pasangan(self, isi: Sequence[tuple[str, str]]) -> None:
        """Short fields, two beside each other."""
        half = RUANG / 2
        for place in range(0, len(isi), 2):
            self.minta(5.4)
            for column, (word, value) in enumerate(isi[place : place + 2]):
                x = PINGGIR + column * half
                self.isi.append(baris(x, self.y, 27, word, 8.5))
                self.isi.extend(kotak_teks(x + 27, self.y - 0.3, half - 29, 5.2, f": {value}", PT))
            self.y += 5.4

    def lembar(self) -> tuple[Lembar, ...]:
        made = []
        for nomor, isi in enumerate(self.sheets, 1):
            foot = baris(PINGGIR, A4[1] - 11, RUANG, f"{self._kaki} · halaman {nomor} dari {len(self.sheets)}", 7.5)
            made.append(Lembar("a4", *A4, (*isi, foot)))
        return tuple(made)


def surat(dokumen: Surat) -> Cetakan:
    """The letter, and behind it the sheet for the answer."""
    page = _Halaman(f"Surat rujukan {dokumen.nomor or 'naskah'} · {dokumen.perujuk}")
    _kepala(page, dokumen, "SURAT RUJUKAN")
    page.isi.append(baris(PINGGIR, page.y, RUANG, f"Kepada Yth. {_tujuan(dokumen)}", 10.5, tebal=True))
    page.y += 6
    page.isi.append(baris(PINGGIR, page.y, RUANG, "Mohon pemeriksaan dan penanganan lebih lanjut pasien berikut.", PT))
    page.y += 6.5
    page.pasangan(_identitas(dokumen.identitas))
    alamat = " ".join((dokumen.identitas.alamat or "").split()) if dokumen.identitas else ""
    page.isi.append(baris(PINGGIR, page.y, 27, "Alamat", 8.5))
    page.isi.extend(kotak_teks(PINGGIR + 27, page.y - 0.3, RUANG - 29, 5.2, f": {alamat}", PT))
    page.y += 7
    for judul, isi in _klinis(dokumen.isi):
        if isi:
            page.bagian(judul, isi)
    vital = _tanda_vital(dokumen.isi)
    if vital:
        page.bagian("Keadaan pasien", vital)
    _tanda_tangan(page, dokumen.kop.waktu(dokumen.saat, "d MMMM yyyy"), "Yang merujuk", dokumen.penanda)
    _balasan(page, dokumen)
    return Cetakan("Surat rujukan", dokumen.saat, page.lembar())


def _tujuan(dokumen: Surat) -> str:
    clinic = dokumen.isi.layanan_tujuan
    return f"{clinic}, {dokumen.tujuan}" if clinic else dokumen.tujuan


def _kepala(page: _Halaman, dokumen: Surat, judul: str) -> None:
    page.isi.append(baris(PINGGIR, page.y, RUANG - 30, dokumen.perujuk, 12, tebal=True))
    page.isi.append(Qr(A4[0] - PINGGIR - 26, page.y - 3, 26, dokumen.kode))
    page.y += 8
    page.isi.append(baris(PINGGIR, page.y, RUANG - 30, judul, 15, tebal=True))
    page.y += 7.5
    nomor = dokumen.nomor or "........................"
    page.isi.append(baris(PINGGIR, page.y, RUANG - 30, f"Nomor {nomor} · {dokumen.kop.waktu(dokumen.saat)}", 10))
    page.y += 5.2
    page.isi.append(baris(PINGGIR, page.y, RUANG - 30, dokumen.sifat, 9.5, tebal=True))
    page.y += 5.5
    if dokumen.naskah:
        page.isi.append(baris(PINGGIR, page.y, RUANG - 30, "NASKAH: BELUM DIKIRIM", 9.5, tebal=True))
        page.y += 5
    page.isi.append(Garis(PINGGIR, page.y, A4[0] - PINGGIR, page.y, 0.4))
    page.y += 3


def _identitas(who: IdentitasSurat | None) -> list[tuple[str, str]]:
    if who is None:
        return [("Nama", "")]
    sex = {"laki_laki": "Laki-laki", "perempuan": "Perempuan"}.get(who.jenis_kelamin.value, "")
    born = f"{who.tempat_lahir or ''} {who.tanggal_lahir.strftime('%d-%m-%Y') if who.tanggal_lahir else ''}".strip()
    about = " (perkiraan)" if who.lahir_perkiraan and born else ""
    return [
        ("Nama", who.nama),
        ("No. RM", who.nomor_rm or ""),
        ("Lahir", born + about),
        ("Jenis kelamin", sex),
        ("NIK", who.nik or ""),
        ("No. JKN", who.nomor_jkn or ""),
        ("Telepon", who.telepon or ""),
        ("Penanggung", who.penanggung_jawab or ""),
    ]


def _klinis(isi: IsiSurat) -> list[tuple[str, str]]:
    diagnosis = isi.diagnosis or ""
    if isi.kode_diagnosis:
        diagnosis = f"{diagnosis} ({isi.kode_diagnosis})".strip()
    return [
        ("Anamnesis dan pemeriksaan fisik", isi.anamnesis or ""),
        ("Diagnosis kerja", diagnosis),
        ("Terapi atau tindakan yang sudah diberikan", isi.terapi or ""),
        ("Tujuan rujukan", isi.maksud or ""),
        ("Laboratorium", isi.laboratorium or ""),
        ("Radiologi", isi.radiologi or ""),
        ("Alergi", isi.alergi or ""),
        ("Pendamping", isi.pendamping or ""),
    ]


def _tanda_vital(isi: IsiSurat) -> str:
    said = (
        ("kesadaran", isi.kesadaran.value.replace("_", " ") if isi.kesadaran else None),
        ("tekanan darah", f"{isi.tekanan_darah} mmHg" if isi.tekanan_darah else None),
        ("nadi", f"{isi.nadi} x/menit" if isi.nadi is not None else None),
        ("suhu", f"{isi.suhu:g} C" if isi.suhu is not None else None),
        ("pernapasan", f"{isi.pernapasan} x/menit" if isi.pernapasan is not None else None),
        ("nyeri", isi.nyeri.value if isi.nyeri else None),
        ("keadaan umum", isi.keadaan_umum),
    )
    return "; ".join(f"{word} {value}" for word, value in said if value)


def _tanda_tangan(page: _Halaman, hari: str, sebagai: str, nama: str) -> None:
    page.minta(34)
    x = A4[0] - PINGGIR - 70
    page.isi.append(baris(x, page.y + 2, 70, hari, PT, rata="tengah"))
    page.isi.append(baris(x, page.y + 7, 70, sebagai, PT, rata="tengah"))
    page.isi.append(Garis(x + 4, page.y + 27, x + 66, page.y + 27))
    page.isi.append(baris(x, page.y + 28, 70, nama, PT, tebal=True, rata="tengah"))
    page.isi.append(baris(PINGGIR, page.y + 2, 60, "Cap fasilitas", 8))
    page.isi.append(Kotak(PINGGIR, page.y + 6, 40, 25, 0.15))
    page.y += 34


def _balasan(page: _Halaman, dokumen: Surat) -> None:
    """Rujuk balik: what was answered, or lines to answer on."""
    page.baru()
    page.isi.append(baris(PINGGIR, page.y, RUANG, "SURAT RUJUKAN BALIK", 15, tebal=True))
    page.y += 8
    page.isi.append(baris(PINGGIR, page.y, RUANG, f"Kepada Yth. {dokumen.perujuk}", 10.5, tebal=True))
    page.y += 6
    nama = dokumen.identitas.nama if dokumen.identitas else ""
    page.isi.append(
        baris(PINGGIR, page.y, RUANG, f"Menjawab surat rujukan {dokumen.nomor or '..........'}, pasien {nama}.", PT)
    )
    page.y += 8
    isi = dokumen.balasan
    rows = (
        ("Diagnosis", " ".join(p for p in (isi.diagnosis, isi.kode_diagnosis) if p) if isi else ""),
        ("Pemeriksaan dan hasilnya", (isi.pemeriksaan or "") if isi else ""),
        ("Terapi atau tindakan", (isi.terapi or "") if isi else ""),
        ("Anjuran untuk perujuk", (isi.anjuran or "") if isi else ""),
        ("Tindak lanjut", dokumen.tindak_lanjut),
    )
    for judul, value in rows:
        if isi is not None:
            if value:
                page.bagian(judul, value)
            continue
        page.isi.append(baris(PINGGIR, page.y, RUANG, judul, 8, tebal=True))
        for line in range(1, 4):
            page.isi.append(Garis(PINGGIR, page.y + 4 + line * 7, A4[0] - PINGGIR, page.y + 4 + line * 7, 0.12))
        page.y += 32
    _tanda_tangan(page, "............................", "Yang menjawab", (isi.dokter or "") if isi else "")
