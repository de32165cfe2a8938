// The list of folders that wait for analysis: the box has the focus, whatever is typed lands in it. A folder that
// was finished needs its draft no more.

const kotak = document.getElementById("kode");
const selesai = document.getElementById("hasil-rakit")?.dataset.berkas;
if (selesai) sessionStorage.removeItem(`jejak.rakit.${selesai}`);

addEventListener("keydown", (peristiwa) => {
  if (peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey || peristiwa.target === kotak) return;
  if (peristiwa.key.length === 1 && peristiwa.key !== " " && !peristiwa.target.closest("input, select, textarea")) kotak.focus();
}, true);
kotak.form.addEventListener("submit", (peristiwa) => {
  if (kotak.form.dataset.terkirim) peristiwa.preventDefault();
  kotak.form.dataset.terkirim = "ya";
});
addEventListener("pageshow", () => { delete kotak.form.dataset.terkirim; kotak.focus(); });
