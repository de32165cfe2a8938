"""Pindai: the page of the one box, and what to choose where a scan alone does not decide."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine import facility, people
from engine.numbers import Kode, baca_kode, kunci
from engine.refusals import Refusal
from engine.views import names, records, search
from engine.views.records import Ringkas
from engine.views.search import Saringan
from engine.workflows.berkas import BERKAS
from schemas.commands import COMMANDS
from schemas.names import RUANG_REKAM_MEDIS, SEMUA_UNIT, Keadaan, KodeUnit, Pembawa, Peran
from web.context import konteks
from web.i18n import N_
from web.pages import kata
from web.pages.kata_kekurangan import MENGANALISIS
from web.pages.tampil import Kerja, Ucapan, data_json, halaman, ucapan

router = APIRouter()

PILIHAN_TERBANYAK: Final = 9
"""Choices are picked by one digit."""
PUTUSAN: Final[dict[Keadaan, tuple[str, ...]]] = {
    Keadaan.DIRAKIT: ("berkas.nyatakan_lengkap",),
    Keadaan.TIDAK_LENGKAP: ("berkas.lengkapi",),
    Keadaan.DITEMUKAN: ("berkas.verifikasi_temuan",),
    Keadaan.INAKTIF: ("berkas.aktifkan",),
}
"""What a person may decide on the spot, by the state a scan found."""
DIPERIKSA: Final = frozenset({Keadaan.DIRAKIT, Keadaan.TIDAK_LENGKAP})
"""Folders whose checklist can be opened on the spot; what is incomplete is said there, item by item."""

KATA: Final = {
    "pilih_tempat": N_("Pilih tempat Anda"),
    "pilih_tempat_ket": N_("Tekan F2 atau pindai kode lokasi tempat Anda berdiri."),
    "tanpa_tujuan": N_("Tanpa tujuan"),
    "tempat_diatur": N_("Anda berada di sini. Semua pindaian berikutnya dicatat dari tempat ini."),
    "tujuan_diatur": N_("Tujuan untuk tumpukan ini. Pindai kode tempat Anda sendiri untuk menghapusnya."),
    "tujuan_dihapus": N_("Tidak ada tujuan; berkas diterima di tempat Anda."),
    "judul_tempat": N_("Anda berada di mana?"),
    "judul_tujuan": N_("Tumpukan ini ke mana?"),
    "unit_asing": N_("Lokasi tidak dikenal"),
    "unit_asing_ket": N_("Tidak ada unit {unit} di fasilitas ini."),
    "kartu_asing": N_("Kartu tidak dikenal"),
    "kartu_asing_ket": N_("Kartu {kode} bukan milik petugas yang aktif. Muat ulang halaman bila kartunya baru."),
    "pemegang_diatur": N_("Membawa tumpukan ini. Pindai kartunya lagi untuk menghapus."),
    "pemegang_dihapus": N_("Tidak lagi membawa tumpukan ini."),
    "periksa": N_("Buka daftar periksa"),
    "menunggu_kata": N_("Menunggu"),
    "dikirim": N_("sedang dikirim"),
    "tersimpan": N_("{kode} tersimpan di perangkat ini dan dikirim begitu tersambung. Teruskan memindai."),
    "menunggu": N_("{n} menunggu jawaban"),
    "menunggu_terputus": N_("{n} menunggu: sambungan terputus. Tidak ada yang hilang; teruskan memindai."),
    "milik_lain": N_("{n} pindaian milik petugas lain menunggu di perangkat ini sampai ia masuk lagi."),
    "ditolak_umum": N_("Ditolak"),
    "hilang_kata": N_("Berkas hilang!"),
    "hilang_ket": N_("Berkas ini sedang dicari. Pegang dulu dan beri tahu ruang rekam medis sekarang."),
    "hilang_temu": N_("Berkas yang dicari sudah di tangan Anda. Serahkan ke rekam medis; penyelia lain memastikannya."),
    "terlihat_ket": N_("Tercatat terlihat di {di}; tidak ada yang berpindah. Keadaan: {keadaan}."),
    "menuju": N_("Menuju {tujuan}."),
    "sekarang": N_("Keadaan sekarang: {keadaan}."),
    "ditunggu": N_("Ditunggu di {unit}"),
    "ditunggu_ket": N_("Diminta {sejak} ({lama}), dibutuhkan {butuh}."),
    "ditunggu_banyak": N_("Diminta {sejak} ({lama}), dibutuhkan {butuh}. {n} menunggu berkas ini."),
}


@router.get("/pindai")
def pindai(request: Request, sesi: Kerja) -> Response:
    """The page. Units and badges come with it, so that place and badge codes work without a network."""
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        units = facility.units(connection)
        staff = [orang for orang in people.orang(connection) if orang.kartu]
    mine = _tempat(sesi.petugas, [unit.kode for unit in units])
    data = {
        "unit": [{"kode": unit.kode, "nama": unit.nama, "jenis": unit.jenis} for unit in units],
        "unit_saya": mine,
        "di": _biasa(sesi.petugas, mine),
        "petugas": [{"id": orang.id, "nama": orang.nama, "kartu": orang.kartu} for orang in staff],
        "memeriksa": not sesi.petugas.peran.isdisjoint(MENGANALISIS),
    }
    words: dict[str, object] = {name: say(text) for name, text in KATA.items()}
    words["peristiwa"] = {jenis: say(text) for jenis, text in kata.PERISTIWA.items()}
    words["ditolak"] = {kode: say(text) for kode, text in kata.DITOLAK.items()}
    words["keadaan"] = {keadaan.value: say(rupa.kata) for keadaan, rupa in kata.KEADAAN.items()}
    return halaman(request, "pindai", sesi=sesi, data=data_json(data), kata_js=words)


def _tempat(petugas: people.Petugas, semua: list[KodeUnit]) -> list[KodeUnit]:
    """Where this person may stand: their units; the record room for its staff."""
    if SEMUA_UNIT in petugas.unit:
        return semua
    at_desk = petugas.adalah(Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN, Peran.KEPALA)
    return [kode for kode in semua if kode in petugas.unit or (at_desk and kode == RUANG_REKAM_MEDIS)]


def _biasa(petugas: people.Petugas, mine: list[KodeUnit]) -> KodeUnit | None:
    """Where this person stands unless they say otherwise; None: they must say."""
    if petugas.adalah(Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN) and RUANG_REKAM_MEDIS in mine:
        return RUANG_REKAM_MEDIS
    return mine[0] if len(mine) == 1 else None


@router.get("/pindai/pilihan")
def pilihan(request: Request, sesi: Kerja, kode: str) -> JSONResponse:
    """What the person may choose: which of several records, or what to decide about the one."""
    say = ucapan(request)
    read = baca_kode(kode)
    text = read.isi if isinstance(read, Kode) else kode
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, text)
        if isinstance(found, Refusal):
            page = search.cari(connection, Saringan(nomor=text), batas=PILIHAN_TERBANYAK)
            rows = () if isinstance(page, Refusal) else page.isi
            unit = names.unit(connection)
            same_end = [row for row in rows if kunci(row.nomor).endswith(kunci(text))]
            return JSONResponse({"berkas": [_sebut(row, _ket(row, unit, say)) for row in same_end], "gerak": []})
    moves = []
    if found.keadaan in DIPERIKSA and not sesi.petugas.peran.isdisjoint(MENGANALISIS):
        moves.append({"kata": say(KATA["periksa"]), "alamat": f"/berkas/{found.id}/rakit"})
    moves += [
        {"jenis": jenis, "kata": say(kata.PERINTAH[jenis])}
        for jenis in PUTUSAN.get(found.keadaan, ())
        if not BERKAS.roles(COMMANDS[jenis]).isdisjoint(sesi.petugas.peran)
    ]
    return JSONResponse({"berkas": [_sebut(found, "")], "gerak": moves})


def _ket(row: Ringkas, unit: Mapping[str, str], say: Ucapan) -> str:
    """What tells folders of like numbers apart: where each lives, and how it stands."""
    words = [unit.get(row.rumah, row.rumah), say(kata.KEADAAN[row.keadaan].kata)]
    if row.pembawa is not Pembawa.FISIK:
        words.insert(0, say(kata.PEMBAWA[row.pembawa]))
    return " · ".join(words)


def _sebut(row: Ringkas, ket: str) -> dict[str, str]:
    return {"id": row.id, "nomor": row.nomor, "kode": row.kode, "ket": ket}
