/**
 * How articles look is chosen with radio buttons and holds at once by the style sheet. The form below them remembers it;
 * with a script the cookie is written at each choice, and its button is not needed.
 */
import { cookie } from "./theme";

const NAMES = ["size", "face", "column", "paper"];

export function rememberLook(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form.look");
  if (!form) return;
  const button = form.querySelector("button");
  if (button) button.hidden = true;
  form.addEventListener("change", () => {
    const chosen = new FormData(form);
    const told = NAMES.map((name) => valueOf(chosen, name)).join(".");
    page.cookie = cookie("reader", told, page.location.protocol);
  });
}

function valueOf(chosen: FormData, name: string): string {
  const value = chosen.get(name);
  return typeof value === "string" ? value : "";
}
