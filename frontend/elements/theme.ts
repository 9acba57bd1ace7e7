/**
 * The theme is chosen with the radio buttons named `theme` (auto, light, dark) and holds from then on: at once by
 * `<html data-theme>`, and by a cookie for the pages to come, which the server renders in that theme from the start.
 */
const THEMES = ["auto", "light", "dark"];
const YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

export function chooseTheme(page: Document): void {
  page.addEventListener("change", (event) => {
    const radio = event.target;
    if (!(radio instanceof HTMLInputElement) || radio.name !== "theme" || !THEMES.includes(radio.value)) return;
    page.documentElement.dataset["theme"] = radio.value;
    page.cookie = themeCookie(radio.value, page.location.protocol);
  });
}

export function themeCookie(theme: string, protocol: string): string {
  const secure = protocol === "https:" ? "; Secure" : "";
  return `theme=${theme}; Path=/; Max-Age=${String(YEAR_IN_SECONDS)}; SameSite=Lax${secure}`;
}
