/** Builds the extension for both browsers into dist/extension: `npm run extension`. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath, URL } from "node:url";
import { build } from "vite";
import { manifestFor } from "./manifest.mjs";

const SOURCE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = fileURLToPath(new URL("../../dist/extension/", import.meta.url));
/** The pages' own: one look. */
const STYLE = fileURLToPath(new URL("../../florilegium/web/static/florilegium/style.css", import.meta.url));
const BROWSERS = ["chromium", "firefox"];
/** A script a page: those of our own pages and the worker are modules, those that go into somebody's page are not. */
const SCRIPTS = { worker: "es", popup: "es", options: "es", pressed: "iife", allowed: "iife" };
const ENTRIES = { worker: "worker/main.ts", popup: "popup/main.ts", options: "options/main.ts" };
const FILES = ["popup.html", "options.html", "extension.css", "_locales", "icons"];

async function version() {
  const source = await readFile(new URL("../../florilegium/__init__.py", import.meta.url), "utf8");
  const found = /__version__ = "(\d+\.\d+\.\d+)/.exec(source)?.[1];
  if (found === undefined) throw new Error("florilegium/__init__.py tells no version");
  return found;
}

async function bundle(name) {
  await build({
    configFile: false,
    root: SOURCE,
    logLevel: "warn",
    build: {
      outDir: `${TARGET}scripts`,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome123", "firefox128"],
      lib: {
        entry: SOURCE + (ENTRIES[name] ?? `${name}.ts`),
        formats: [SCRIPTS[name]],
        name: "florilegium",
        fileName: () => `${name}.js`,
      },
      rolldownOptions: { output: { minify: true } },
    },
  });
}

await rm(TARGET, { recursive: true, force: true });
for (const name of Object.keys(SCRIPTS)) await bundle(name);
for (const browser of BROWSERS) {
  const folder = `${TARGET}${browser}/`;
  await mkdir(folder, { recursive: true });
  await cp(`${TARGET}scripts`, folder, { recursive: true });
  await cp(STYLE, `${folder}style.css`);
  for (const file of FILES) await cp(SOURCE + file, folder + file, { recursive: true });
  await writeFile(`${folder}manifest.json`, JSON.stringify(manifestFor(browser, await version()), null, 2));
}
await rm(`${TARGET}scripts`, { recursive: true });
