"""What a hub's nats-server is told: every facility an account of its own that reaches its own lanes, and no more.

Pure and deterministic: the same register, the same text. Why accounts and not permissions alone: reply subjects are
not checked against a sender's permissions, so in one account a facility could write into another's lane (measured,
docs/federasi.md). A facility imports only services that were exported to it alone.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from schemas import subjects
from schemas.names.federasi import PENYELENGGARA
from schemas.names.federasi import JenisFasyankes as J
from schemas.names.federasi import MacamJalur as M

AKUN_FED: Final = "HUB_FED"
AKUN_SISTEM: Final = "HUB_SISTEM"
"""Underscores: no facility's code has one."""
SEMUA: Final = "*"
SAMBUNGAN: Final = 16
"""Connections a facility may have at once: one, and on a bad line those that are dead and not yet known to be."""
LANGGANAN: Final = 64


class Anggota(NamedTuple):
    """A facility on the hub."""

    kode: str
    jenis: J
    nkey: str


class Peladen(NamedTuple):
    """The hub itself."""

    kode: str
    dengar: str
    """HOST:PORT it listens on."""
    folder: str
    """Where its stream is."""
    tls: str
    """Where hub.pem, hub.key and ca.pem are."""
    admin: str
    """Public nkeys of the hub's own hands: of the stream, of the server, and of the probe of this generation."""
    sistem: str
    uji: str
    generasi: int


def uji(generasi: int) -> str:
    """The probe's account of this generation: always a new one, because a reload may leave new ones unserved."""
    return f"HUB_UJI{generasi}"


def bercerita(jenis: J, kode: str, hub: str) -> tuple[str, ...]:
    """The lanes this facility tells on. `hub`: the code of the office whose hub it is.

    An office has no `ref`: nothing about a patient goes to it or comes from it.
    """
    lanes = [(M.RCPT, SEMUA)]
    if jenis in PENYELENGGARA:
        lanes += [(M.AGG, SEMUA if kode == hub else hub), (M.KEY, SEMUA if kode == hub else hub)]
    else:
        lanes += [(M.REF, SEMUA), (M.AGG, hub), (M.KEY, hub)]
    if jenis == J.RS:
        lanes.append((M.BED, hub))
    return tuple(subjects.jalur(kode, macam.value, tujuan) for macam, tujuan in sorted(lanes))


def mendengar(jenis: J, kode: str, hub: str) -> tuple[str, ...]:
    """The lanes that are carried to this facility: the filters of its consumer. No two of them overlap."""
    lanes = [(SEMUA, M.RCPT, kode), (SEMUA, M.AGG, kode), (SEMUA, M.KEY, kode), (SEMUA, M.BED, hub)]
    if kode != hub:
        lanes.append((hub, M.KEY, hub))  # what the office tells everybody: the directory of keys
    if jenis not in PENYELENGGARA:
        lanes.append((SEMUA, M.REF, kode))
    return tuple(sorted(subjects.jalur(asal, macam.value, tujuan) for asal, macam, tujuan in lanes))


def konfigurasi(hub: Peladen, anggota: Sequence[Anggota]) -> str:
    """The whole file."""
    members = sorted(anggota)
    grants = {one.kode: _layanan(one, hub.kode) for one in members}
    tester = uji(hub.generasi)
    probe = subjects.jalur_terakhir(subjects.jalur_milik(tester))
    exports = [_ekspor(subject, kode) for kode, granted in grants.items() for subject in granted]
    exports += [_ekspor(subjects.keadaan_konsumen(one.kode), one.kode) for one in members]
    accounts = [
        *(_akun(one.kode, one.nkey, grants[one.kode], bertanya=True) for one in members),
        _akun(tester, hub.uji, (probe,)),
    ]
    return _KERANGKA.format(
        nama=f"hub-{hub.kode.lower()}",
        dengar=hub.dengar,
        folder=_kutip(hub.folder),
        tls=_kutip(hub.tls),
        fed=AKUN_FED,
        sistem=AKUN_SISTEM,
        kunci_admin=hub.admin,
        kunci_sistem=hub.sistem,
        ekspor="\n".join([*exports, _ekspor(probe, tester)]),
        akun="\n".join(accounts),
        generasi=hub.generasi,
    )


def _layanan(anggota: Anggota, hub: str) -> tuple[str, ...]:
    """Every subject a facility may publish to."""
    kode = anggota.kode
    return (
        *bercerita(anggota.jenis, kode, hub),
        subjects.jalur_terakhir(subjects.jalur_milik(kode)),
        subjects.tarikan(subjects.FED, kode),
        subjects.ack_milik(kode),
    )


def _ekspor(subject: str, kode: str) -> str:
    stream = ", response_type: stream" if subject.startswith("$JS.API.CONSUMER.MSG.NEXT.") else ""
    return f'      {{ service: "{subject}", accounts: ["{kode}"]{stream} }}'


def _akun(kode: str, nkey: str, granted: Sequence[str], *, bertanya: bool = False) -> str:
    """`bertanya`: it may ask how its own consumer stands."""
    asked = [subjects.keadaan_milik(kode)] if bertanya else []
    allowed = ", ".join(f'"{subject}"' for subject in (*granted, *asked))
    lines = [f'{{ service: {{ account: {AKUN_FED}, subject: "{subject}" }} }}' for subject in granted]
    lines += [
        f'{{ service: {{ account: {AKUN_FED}, subject: "{subjects.keadaan_konsumen(kode)}" }}, to: "{to}" }}'
        for to in asked
    ]
    imports = "\n".join(f"      {line}" for line in lines)
    return _AKUN.format(
        kode=kode,
        nkey=nkey,
        boleh=allowed,
        kotak=subjects.kotak(kode),
        impor=imports,
        sambungan=SAMBUNGAN,
        langganan=LANGGANAN,
    )


def _kutip(path: str) -> str:
    return path.replace("\\", "/").replace('"', '\\"')


# `max_file_store` is above any disk: the stream's own limit holds, and that can be raised while the server runs.
_KERANGKA: Final = """\
# Made by `jejak hub`; generation {generasi}. Changed by hand it is overwritten at the next enrolment.
server_name: "{nama}"
listen: "{dengar}"
pid_file: "{folder}/nats.pid"
ports_file_dir: "{folder}"
log_file: "{folder}/nats.log"
logfile_size_limit: 4194304
logfile_max_num: 3
max_payload: 1048576
max_control_line: 4096
max_connections: 1024
ping_interval: "20s"
ping_max: 2
jetstream {{
  store_dir: "{folder}"
  domain: hub
  sync_interval: always
  max_memory_store: 67108864
  max_file_store: 1099511627776
}}
tls {{ cert_file: "{tls}/hub.pem", key_file: "{tls}/hub.key", ca_file: "{tls}/ca.pem", timeout: 5 }}
accounts {{
  {fed} {{
    jetstream: enabled
    users: [ {{ nkey: {kunci_admin} }} ]
    exports: [
{ekspor}
    ]
  }}
{akun}
  {sistem} {{ users: [ {{ nkey: {kunci_sistem} }} ] }}
}}
system_account: {sistem}
"""

_AKUN: Final = """\
  "{kode}" {{
    limits {{ max_connections: {sambungan}, max_subscriptions: {langganan} }}
    users: [ {{ nkey: {nkey}, permissions {{
      publish: {{ allow: [{boleh}] }}
      subscribe: {{ allow: ["{kotak}.>"] }}
    }} }} ]
    imports: [
{impor}
    ]
  }}"""
