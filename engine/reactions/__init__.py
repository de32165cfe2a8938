"""Reactions: what follows by itself from a fact, as wishes that go through the front door like everybody's.

`REAKSI` says which kind of fact asks for which. Each wish bears an id made from the fact it follows from, so that
asking again gets the first answer. Nothing here writes: `workers/reactions.py` asks.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection

from engine.reactions import kekurangan, peminjaman, pencarian, penggabungan, permintaan, rujukan, tempo
from engine.reactions.lihat import Lihat
from schemas.events import berkas as told
from schemas.events import kunjungan as visit
from schemas.events import pasien as orang
from schemas.events import peminjaman as pinjam
from schemas.events import permintaan as minta
from schemas.events import rujukan as rujuk
from schemas.message import Command, Event

Reaksi = Callable[[Any, Lihat], tuple[Command, ...]]


def _pinjaman(event: Event, lihat: Lihat) -> tuple[Command, ...]:
    return peminjaman.ikutan(event, lihat.percobaan)


REAKSI: Final[dict[str, tuple[Reaksi, ...]]] = {
    visit.KunjunganTerdaftar.jenis: (permintaan.kunjungan_terdaftar, tempo.kunjungan_berubah),
    visit.KunjunganDilayani.jenis: (rujukan.kunjungan_dilayani,),
    rujuk.RujukanTiba.jenis: (rujukan.tiba,),
    visit.KunjunganSelesai.jenis: (tempo.kunjungan_berubah,),
    visit.KunjunganDibukaLagi.jenis: (tempo.kunjungan_berubah,),
    visit.KunjunganDikenali.jenis: (permintaan.kunjungan_dikenali, tempo.kunjungan_berubah),
    visit.KunjunganDipindahkan.jenis: (permintaan.kunjungan_dipindahkan,),
    visit.KunjunganDibatalkan.jenis: (permintaan.kunjungan_dibatalkan, tempo.kunjungan_berubah),
    orang.PasienDigabung.jenis: (permintaan.pasien_digabung,),
    orang.PasienDipisahkan.jenis: (permintaan.pasien_dipisahkan,),
    told.BerkasDidaftarkan.jenis: (permintaan.berkas_baru, penggabungan.berkas_lama),
    told.BerkasDikaitkan.jenis: (permintaan.berkas_baru, penggabungan.berkas_lama),
    told.BerkasDiambil.jenis: (permintaan.berangkat, pencarian.di_tangan),
    told.BerkasDialihkan.jenis: (permintaan.berangkat, pencarian.di_tangan),
    told.BerkasDikembalikanKeUnit.jenis: (permintaan.berangkat, pencarian.di_tangan, tempo.dikembalikan),
    told.BerkasLengkap.jenis: (tempo.terisi,),
    told.PengambilanDibatalkan.jenis: (permintaan.tidak_jadi_sampai,),
    told.BerkasDilaporkanHilang.jenis: (permintaan.tidak_jadi_sampai, pencarian.dilaporkan_hilang),
    told.BerkasDiterima.jenis: (permintaan.diterima, pencarian.di_tangan),
    told.BerkasKembali.jenis: (permintaan.pulang, pencarian.di_tangan),
    told.PinjamanDikembalikan.jenis: (_pinjaman, pencarian.di_tangan),
    told.BerkasDipinjamkan.jenis: (_pinjaman,),
    told.TemuanDiverifikasi.jenis: (_pinjaman,),
    told.BerkasDigabung.jenis: (permintaan.digabung, kekurangan.digabung),
    told.GerakDiurungkan.jenis: (
        permintaan.diurungkan,
        pencarian.laporan_diurungkan,
        pencarian.temuan_diurungkan,
    ),
    minta.PermintaanDibuat.jenis: (permintaan.dibuat,),
    pinjam.PeminjamanDiperpanjang.jenis: (_pinjaman,),
    told.BerkasDitemukan.jenis: (pencarian.ditemukan,),
    told.BerkasTerlihat.jenis: (permintaan.diterima_menyusul, pencarian.di_tangan),
    told.BerkasDikirimKembali.jenis: (pencarian.di_tangan,),
    told.BerkasDirakit.jenis: (pencarian.di_tangan,),
    told.BerkasDisimpan.jenis: (pencarian.di_tangan,),
}
"""What follows from which kind of fact."""


PINDAIAN: Final = frozenset(
    kind
    for kind, reacts in REAKSI.items()
    if set(reacts)
    <= {
        permintaan.berangkat,
        permintaan.tidak_jadi_sampai,
        permintaan.diterima,
        permintaan.diterima_menyusul,
        permintaan.pulang,
        permintaan.digabung,
        pencarian.di_tangan,
    }
)
"""Facts about folders that concern nobody but who waits for that folder, or looks for it.

A receipt that comes late is for who waited: `permintaan.menyusul`.
"""


def tanggapan(connection: Connection, event: Event, percobaan: int = 0) -> tuple[Command, ...]:
    """The wishes that follow from a fact, as things are now. `percobaan`: how often the line was parked."""
    lihat = Lihat(connection, percobaan)
    return tuple(command for react in REAKSI.get(event.jenis, ()) for command in react(event, lihat))


__all__ = ["PINDAIAN", "REAKSI", "Lihat", "tanggapan"]
