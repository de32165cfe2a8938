"""What another facility tells of a referral, as the command of this side: the same step, told by the peer.

The sender is the one that was proved, never one that a body names.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection

from engine.federasi.masuk import SEKUTU, Masuk, id_perintah
from schemas.commands import rujukan as ask
from schemas.federasi import Isi
from schemas.federasi import rujukan as kabar
from schemas.message import Command
from schemas.names import Cara

_SAMA: Final[Mapping[type[Isi], type[ask.PerintahRujukan]]] = MappingProxyType(
    {
        kabar.Dikirim: ask.Masuk,
        kabar.Dibatalkan: ask.Batalkan,
        kabar.Ditutup: ask.Tutup,
        kabar.Diterima: ask.Terima,
        kabar.Ditolak: ask.Tolak,
        kabar.Tiba: ask.Tiba,
        kabar.Dilayani: ask.Layani,
        kabar.TidakDatang: ask.TidakDatang,
        kabar.Dibalas: ask.Balas,
    }
)
"""The wish that is the same step."""
_BUKAN_ISI: Final = frozenset({"rujukan", "pada"})


def perintah(_connection: Connection, masuk: Masuk) -> Command | None:
    """The step that was told, as a wish of the peer."""
    isi = masuk.isi
    if not isinstance(isi, kabar.KabarRujukan):
        return None
    fields: dict[str, Any] = {name: getattr(isi, name) for name in type(isi).model_fields if name not in _BUKAN_ISI}
    if isinstance(isi, kabar.Dikirim):
        fields["perujuk"] = masuk.asal
    return _SAMA[type(isi)](
        command_id=id_perintah(masuk.id),
        subjek=isi.rujukan,
        pelaku=SEKUTU,
        cara=Cara.FEDERASI,
        pengirim=masuk.asal,
        menurut_pengirim=isi.pada,
        **fields,
    )


KABAR: Final = tuple(kind.jenis for kind in _SAMA)
"""Every kind of news of a referral."""
