import { beforeEach, describe, expect, it } from "vitest";

import { chooseTheme, themeCookie } from "./theme";

function choose(id: string): void {
  document.querySelector<HTMLInputElement>(`#${id}`)?.click();
}

describe("the theme", () => {
  chooseTheme(document);

  beforeEach(() => {
    document.cookie = "theme=; Path=/; Max-Age=0";
    document.body.innerHTML = `
      <input type="radio" name="theme" value="auto" id="auto" checked>
      <input type="radio" name="theme" value="dark" id="dark">
      <input type="radio" name="theme" value="neon" id="neon">
      <input type="radio" name="sort" value="light" id="sort">`;
  });

  it("holds for the pages to come", () => {
    choose("dark");
    expect(document.cookie).toContain("theme=dark");
  });

  it("returns to the device's own", () => {
    choose("dark");
    choose("auto");
    expect(document.cookie).toContain("theme=auto");
  });

  it.each(["neon", "sort"])("is not changed by the radio button “%s”", (id) => {
    choose(id);
    expect(document.cookie).not.toContain("theme=");
  });

  it("is remembered for a year, on this site, over https only if the page came so", () => {
    expect(themeCookie("dark", "http:")).toBe("theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
    expect(themeCookie("dark", "https:")).toBe("theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
  });
});
