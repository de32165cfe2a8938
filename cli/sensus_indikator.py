"""`jejak sensus indikator`: BOR, AvLOS, TOI, BTO, NDR and GDR of a month, for people or for programs."""

from datetime import date
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.aturan_indikator import AturanIndikator, KodeIndikator
from engine.policy import kebijakan
from engine.sensus.hari import hari_terakhir
from engine.sensus.indikator import bulat
from engine.sensus.indikator_baca import Pembaca, Terukur, bulan_bulan


def indikator(
    bulan: Annotated[str, typer.Option(help="Bulan, misalnya 2026-10; kosong: bulan ini.")] = "",
    unit: Annotated[str | None, typer.Option(help="Hanya ruang ini.")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Indikator rawat inap sebulan: BOR, AvLOS, TOI, BTO, NDR, GDR, seluruhnya dan tiap ruang."""
    rules = kebijakan()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.zona.key
        last = hari_terakhir(clock.now(), zona, rules.sensus.batas)
        first = _bulan(bulan) if bulan else last.replace(day=1)
        ((first, end),) = bulan_bulan(first, first, 1, 1)
        reader = Pembaca(connection, zona, rules.sensus, rules.indikator, last)
        isi = reader.isi(first, end)
        wards = sorted({one.unit for one in isi.tempat if not one.bayi and unit in {None, one.unit}})
        found = {"": reader.ukur(isi, first, end, unit=unit)} | {
            one: reader.ukur(isi, first, end, unit=one) for one in wards
        }
    if dalam_json:
        cetak_json(
            {
                "bulan": first.isoformat()[:7],
                "terhitung_sampai": found[""].sampai if found[""].bahan.hari else None,
                "isi": [{"unit": name or unit} | _isi(one, rules.indikator) for name, one in found.items()],
            }
        )
        return
    cetak_tabel(
        ("ruang", *(rules.indikator.indikator[kode].nama for kode in KodeIndikator), "HP", "LD", "keluar", "hari TT"),
        (
            (
                name or unit or "semua",
                *(_kata(one, kode, rules.indikator) for kode in KodeIndikator),
                one.bahan.hari_perawatan,
                one.bahan.lama_dirawat,
                one.bahan.keluar,
                one.bahan.hari_tempat_tidur,
            )
            for name, one in found.items()
        ),
    )
    cetak(
        f"Terhitung sampai {found[''].sampai.isoformat()}." if found[""].bahan.hari else "Belum ada hari yang selesai."
    )


def _isi(one: Terukur, rules: AturanIndikator) -> dict[str, object]:
    made: dict[str, object] = {
        kode.value: {
            "nilai": None if nilai.nilai is None else str(bulat(nilai.nilai, rules.indikator[kode].desimal)),
            "pembilang": str(nilai.pembilang),
            "penyebut": str(nilai.penyebut),
            "kosong": nilai.kosong,
            "letak": nilai.letak,
        }
        for kode, nilai in one.nilai.items()
    }
    return made


def _kata(one: Terukur, kode: KodeIndikator, rules: AturanIndikator) -> str:
    nilai = one.nilai[kode]
    if nilai.nilai is None:
        return (nilai.kosong or "").replace("_", " ")
    return f"{bulat(nilai.nilai, rules.indikator[kode].desimal)} {rules.indikator[kode].satuan}"


def _bulan(teks: str) -> date:
    try:
        return date.fromisoformat(f"{teks}-01")
    except ValueError:
        gagal(f"{teks} bukan bulan. Tulis tahun dan bulannya, misalnya 2026-10.")
