// Arrows choose a row that waits for a decision; one key decides about it: s approves, a digit refuses with that reason.

const baris = () => [...document.querySelectorAll("[data-baris]")];

/** Send the form of a row once. */
function kirim(formulir) {
  if (formulir.dataset.terkirim) return;
  formulir.dataset.terkirim = "ya";
  formulir.requestSubmit();
}

addEventListener("keydown", (peristiwa) => {
  if (peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey || peristiwa.repeat) return;
  if (peristiwa.target.closest("input, select, textarea")) return;
  if (peristiwa.key === "n") {
    document.querySelector('a[href="/pinjaman/baru"]')?.click();
    return;
  }
  const semua = baris();
  const tempat = semua.indexOf(document.activeElement);
  if (peristiwa.key === "ArrowDown" || peristiwa.key === "ArrowUp") {
    const tuju = semua[tempat < 0 ? 0 : tempat + (peristiwa.key === "ArrowDown" ? 1 : -1)];
    if (tuju) {
      peristiwa.preventDefault();
      tuju.focus();
    }
  } else if (tempat >= 0 && peristiwa.key === "s") {
    kirim(semua[tempat].querySelector('[data-minta="setujui"]'));
  } else if (tempat >= 0 && /^[1-9]$/.test(peristiwa.key)) {
    const formulir = semua[tempat].querySelector('[data-minta="tolak"]');
    const pilihan = formulir.querySelector("select");
    if (Number(peristiwa.key) < pilihan.options.length) {
      pilihan.selectedIndex = Number(peristiwa.key);
      kirim(formulir);
    }
  }
});

baris()[0]?.focus();
