/** One box that ticks all others of the form `several`; without scripts each is ticked by hand. */
export function tickAll(page: Document): void {
  const all = page.querySelector<HTMLInputElement>("#several-all");
  if (!all) return;
  all.closest("label")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of page.querySelectorAll<HTMLInputElement>("input[form=several]")) box.checked = all.checked;
  });
}
