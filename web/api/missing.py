"""Searches for missing folders: which are open, and where to look."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from engine.refusals import Refusal
from engine.views import curiga, names, pencarian
from engine.views.pencarian import Dicari, Letak, Rinci
from schemas.names import UuidSubjek
from web.api import missing_bodies as bodies
from web.api.bodies import Berkas
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["pencarian"])


@router.get("/pencarian")
def daftar_pencarian(
    request: Request, _pengakses: Pembaca, batas: Annotated[int, Query(ge=1, le=pencarian.HALAMAN)] = pencarian.HALAMAN
) -> bodies.DaftarPencarian:
    """Pencarian yang berjalan: yang ditunggu dulu, lalu yang paling lama; dan yang hilang tetapi belum dicari."""
    with konteks(request).engine.connect() as connection:
        rows = pencarian.terbuka(connection, batas=batas)
        idle = pencarian.tanpa_pencarian(connection, batas=batas)
    return bodies.DaftarPencarian(
        isi=[_satu(row) for row in rows], belum_dicari=[Berkas.model_validate(row) for row in idle]
    )


@router.get("/pencarian/{pencarian_id}")
def satu_pencarian(request: Request, _pengakses: Pembaca, pencarian_id: UuidSubjek) -> bodies.PencarianRinci:
    """Satu pencarian dengan tempat-tempat yang patut dilihat, urut; tiap alasan menyebut baris jejak di baliknya."""
    with konteks(request).engine.connect() as connection:
        found = pencarian.rinci(connection, pencarian_id)
        if isinstance(found, Refusal):
            raise Ditolak(found)
    return _rinci(found)


@router.get("/curiga")
def daftar_curiga(request: Request, _pengakses: Pembaca) -> bodies.DaftarCuriga:
    """Yang belum hilang tetapi tidak wajar: terlalu lama, bolak-balik, atau di dua tempat sekaligus."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        unit = names.unit(connection)
        rows = curiga.daftar(connection, parts.now())
    return bodies.DaftarCuriga(
        isi=[
            bodies.Curiga(
                berkas=Berkas.model_validate(row.berkas),
                jenis=row.jenis,
                kalimat=str(row.kalimat(unit)),
                baris=list(row.baris),
            )
            for row in rows
        ]
    )


def _satu(row: Dicari) -> bodies.Pencarian:
    known = row.pencarian._asdict() | {"berkas": Berkas.model_validate(row.berkas)}
    own = {name: known[name] for name in bodies.Pencarian.model_fields if name in known}
    return bodies.Pencarian(**own, ditunggu_sejak=row.ditunggu)


def _rinci(found: Rinci) -> bodies.PencarianRinci:
    return bodies.PencarianRinci(pencarian=_satu(found.dicari), letak=[_letak(one) for one in found.letak])


def _letak(one: Letak) -> bodies.Letak:
    return bodies.Letak(
        urutan=one.urutan,
        letak=one.dugaan.letak,
        bobot=round(one.dugaan.skor, 3),
        berkas=Berkas.model_validate(one.berkas) if one.berkas else None,
        diperiksa=bodies.Periksa.model_validate(one.periksa) if one.periksa else None,
        alasan=[
            bodies.Alasan(jenis=why.jenis, kalimat=str(why.kalimat), bobot=round(why.bobot, 3), baris=list(why.baris))
            for why in one.dugaan.bukti
        ],
    )
