"""The other faults: everything that is no kill. Each is injected under load, healed, and waited out.

`GANGGUAN` holds those that need nothing but a running system; wires, full file systems and power cuts need a system
put together for them (`kawat_rusak`, `cakram_penuh.tmpfs_penuh`, `listrik`). All: `python -m tests.torture.gangguan`.
"""

from typing import Final

from tests.torture.gangguan import bohong, cakram_penuh, henti, jam, racun
from tests.torture.gangguan.basis_lama import salinan_basis
from tests.torture.gangguan.dasar import Gangguan

SIARAN_BOHONG: Final[dict[str, Gangguan]] = {
    "direktori_hidup": bohong.direktori_hidup,
    "direktori_mati": bohong.direktori_mati,
    "ekor_api": bohong.ekor_api,
    "ekor_blok": bohong.ekor_blok,
    "bit": bohong.bit,
    "kosong": bohong.kosong,
    "hapus": bohong.hapus,
    "lubang": bohong.lubang,
    "salinan_nats": bohong.salinan_nats,
    "orang_asing": bohong.orang_asing,
    "salinan_basis": salinan_basis,
}
"""What a stream can be made to say that is not so."""
LAIN: Final[dict[str, Gangguan]] = {
    "henti_app": henti.henti_app,
    "henti_nats": henti.henti_nats,
    "racun_nats": racun.lewat_nats,
    "racun_http": racun.lewat_http,
    "racun_seratus": racun.seratus_kali,
    "racun_aliran": racun.di_aliran,
    "cakram_app": cakram_penuh.rlimit_app,
    "cakram_nats": cakram_penuh.rlimit_nats,
}
LAIN_POSTGRES: Final[dict[str, Gangguan]] = {
    "henti_pekerja": henti.henti_pekerja,
    "henti_backend": henti.henti_backend,
    "henti_penulis": henti.henti_penulis,
}
"""Faults of parts only that profile has."""
JAM: Final[dict[str, Gangguan]] = {
    "jam_maju_14_hari": jam.maju_14_hari,
    "jam_mundur_1_jam": jam.mundur_1_jam,
    "jam_goyang": jam.goyang,
}
"""For a system with `jam=True`; `jam.beda_proses` on PostgreSQL besides."""
GANGGUAN: Final[dict[str, Gangguan]] = SIARAN_BOHONG | LAIN | LAIN_POSTGRES | JAM | {"jam_beda": jam.beda_proses}
"""All of them by name."""
