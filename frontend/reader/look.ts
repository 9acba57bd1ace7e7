/**
 * How articles are set holds at once by the style sheet, which looks what is chosen; that it holds from then on needs the
 * form sent. With a script it is sent by itself, and its button is not needed.
 */
export function keepLook(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form.look");
  if (!form) return;
  form.querySelector("button")?.setAttribute("hidden", "");
  form.addEventListener("change", () => {
    // The answer is a redirect back here; that it came is enough.
    void fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => undefined);
  });
}
