/**
 * The keyboard on a listing: j and k go from entry to entry, o opens the page, e edits, s keeps a new page, ? shows the
 * sheet. Nothing happens while one types, with Ctrl, Alt or Meta held, or when they are switched off on the sheet.
 */
const OFF = "keys-off";

export function listenToKeys(page: Document): void {
  const sheet = page.querySelector<HTMLDialogElement>("dialog#keys");
  if (!sheet) return;
  const on = sheet.querySelector<HTMLInputElement>("input[name=keys]");
  if (on) {
    on.checked = areOn();
    on.addEventListener("change", () => {
      switchKeys(on.checked);
    });
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || sheet.open || !areOn()) return;
    if (press(page, event.key, sheet)) event.preventDefault();
  });
  page.querySelector("[data-keys]")?.addEventListener("click", (event) => {
    event.preventDefault();
    sheet.showModal();
  });
}

export function areOn(): boolean {
  return localStorage.getItem(OFF) === null;
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

/** Do what a key stands for; whether it stands for anything. */
function press(page: Document, key: string, sheet: HTMLDialogElement): boolean {
  const entries = [...page.querySelectorAll<HTMLElement>("article.entry")];
  const here = entries.findIndex((entry) => entry.contains(page.activeElement));
  const entry = entries[here];
  switch (key) {
    case "j":
      return go(entries[Math.min(here + 1, entries.length - 1)]);
    case "k":
      return go(entries[Math.max(here - 1, 0)]);
    case "o":
      return follow(entry?.querySelector<HTMLAnchorElement>("h2 a"));
    case "e":
      return follow(entry?.querySelector<HTMLAnchorElement>(".actions a[href$='/edit']"));
    case "s":
      return follow(page.querySelector<HTMLAnchorElement>(".head > a[href='/save']"));
    case "?":
      sheet.showModal();
      return true;
    default:
      return false;
  }
}

function go(entry: HTMLElement | undefined): boolean {
  if (!entry) return false;
  entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "start" });
  return true;
}

function follow(link: HTMLAnchorElement | null | undefined): boolean {
  if (!link) return false;
  link.click();
  return true;
}
