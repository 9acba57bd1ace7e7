/**
 * The theme is chosen with the radio buttons named `theme` (auto, light, dark) and holds from then on: at once by the
 * style sheet, which looks which is checked, and by a cookie for the pages to come, which are rendered so.
 */
const THEMES = ["auto", "light", "dark"];
const YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

export function chooseTheme(page: Document): void {
  page.addEventListener("change", (event) => {
    const radio = event.target;
    if (!(radio instanceof HTMLInputElement) || radio.name !== "theme" || !THEMES.includes(radio.value)) return;
    page.cookie = themeCookie(radio.value, page.location.protocol);
  });
}

export function themeCookie(theme: string, protocol: string): string {
  return cookie("theme", theme, protocol);
}

/** A cookie of this site for a year. */
export function cookie(name: string, value: string, protocol: string): string {
  const secure = protocol === "https:" ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${String(YEAR_IN_SECONDS)}; SameSite=Lax${secure}`;
}
