// The board, and every other page that is one live fragment. The browser's own EventSource, not htmx's SSE extension: each snapshot replaces one whole fragment, the
// id is the ledger's seq (so a new server knows what we have seen), a wall board must not pause in the background,
// and a stream that is silently dead must be seen: no pulse for 12 s = cut off, and a new try every 2 s at most 8 s.

import { isi, kata, pukul, segarkanLama } from "./inti.js";

const TANPA_DENYUT = 12000;
const el = (id) => document.getElementById(id);
const papan = el("papan");
let terlihat = papan.dataset.seq;
let sumber;
let denyut = Date.now();
let terputusSejak = null;
let coba = 0;

function sambung() {
  sumber?.close();
  sumber = new EventSource(`${papan.dataset.aliran ?? "/papan/aliran"}?sejak=${terlihat}`);
  sumber.addEventListener("papan", (peristiwa) => { hidup(); pasang(peristiwa.data, peristiwa.lastEventId); });
  sumber.addEventListener("denyut", (peristiwa) => { hidup(); tertunda(peristiwa.data); });
  sumber.addEventListener("tutup", () => { sumber.close(); ulang(); }); // the server says goodbye before it stops
  sumber.addEventListener("error", ulang);
}

function hidup() {
  denyut = Date.now();
  coba = 0;
  terputusSejak = null;
  el("terputus").hidden = true;
  document.documentElement.dataset.aliran = "tersambung";
}

function ulang() {
  sumber.close();
  terputusSejak ??= denyut;
  document.documentElement.dataset.aliran = "terputus";
  el("terputus-kata").textContent = isi(kata.terputus, { jam: pukul(terputusSejak) });
  el("terputus").hidden = false;
  denyut = Date.now();
  coba += 1;
  if (coba > 2) fetch("/api/v1/papan", { credentials: "same-origin" }).then(keluarBila401, () => {});
  setTimeout(sambung, Math.min(500 * 2 ** coba, 8000));
}

/** The session has ended: the page itself knows the way to the login. */
function keluarBila401(jawaban) {
  if (jawaban.status === 401) location.reload();
}

function tertunda(data) {
  el("tertunda").hidden = data !== "tertunda";
}

/** The new fragment; rows that were not there yet light up for a while. */
function pasang(html, seq) {
  const lama = Number(terlihat);
  const fokus = document.activeElement?.id;
  papan.innerHTML = html; // our own server's template, autoescaped
  for (const baris of papan.querySelectorAll("tr[data-seq]")) {
    if (Number(baris.dataset.seq) > lama) baris.classList.add("baru");
  }
  for (const bagian of papan.dataset.unit ? papan.querySelectorAll("[data-unit]") : []) {
    bagian.hidden = bagian.dataset.unit !== papan.dataset.unit; // one snapshot for all; this page shows one unit
  }
  if (fokus) el(fokus)?.focus();
  segarkanLama(papan);
  terlihat = seq;
  papan.dataset.seq = seq;
}

setInterval(() => {
  if (Date.now() - denyut > TANPA_DENYUT) ulang();
}, 1000);

document.addEventListener("keydown", (peristiwa) => {
  if (el("mode-besar") && peristiwa.key === "b" && !peristiwa.ctrlKey && !peristiwa.altKey) besar();
});
document.addEventListener("keydown", (peristiwa) => {
  if (peristiwa.key !== "h" || peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey) return;
  document.activeElement?.closest("tr[data-permintaan]")?.querySelector(".aksi-hilang")?.click(); // the row in focus
});
function besar() {
  const kini = document.body.classList.toggle("besar");
  const alamat = new URL(location.href);
  if (kini) alamat.searchParams.set("besar", "1");
  else alamat.searchParams.delete("besar");
  history.replaceState(null, "", alamat);
}
el("mode-besar")?.addEventListener("click", besar);
sambung();
