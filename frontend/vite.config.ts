import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vitest/config";

// Files of fixed names: the server adds the digest to their addresses, so the pages need no manifest. Each is built by
// itself (`--mode` names it) and is whole: frame.js stands inside a document that may ask nobody for anything.
const ENTRIES: Readonly<Record<string, string>> = {
  elements: "elements/main.ts",
  reader: "reader/main.ts",
  pdf: "pdf/main.ts",
  frame: "reader/frame.ts",
};

const BUILT = fileURLToPath(new URL("../florilegium/web/static/florilegium/built", import.meta.url));

/**
 * What pdf.js asks for while it reads: its worker, the fonts a PDF may leave out, tables of characters, decoders of
 * pictures. They stand in a folder of its version's name, since their own addresses carry no digest.
 */
function pdfFiles(): Plugin {
  const source = fileURLToPath(new URL("../node_modules/pdfjs-dist", import.meta.url));
  const { version } = JSON.parse(readFileSync(`${source}/package.json`, "utf-8")) as { version: string };
  const target = `${BUILT}/pdf/${version}`;
  return {
    name: "florilegium-pdf-files",
    apply: "build",
    closeBundle() {
      mkdirSync(target, { recursive: true });
      for (const folder of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
        cpSync(`${source}/${folder}`, `${target}/${folder}`, { recursive: true });
      }
      cpSync(`${source}/LICENSE`, `${target}/LICENSE`);
      cpSync(`${source}/legacy/build/pdf.worker.min.mjs`, `${target}/pdf.worker.mjs`);
    },
  };
}

export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: "../node_modules/.vite",
  build: {
    outDir: BUILT,
    emptyOutDir: mode === "elements",
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // all of them know light-dark()
    lib: {
      entry: ENTRIES[mode] ?? mode,
      formats: ["es"],
      fileName: () => `${mode}.js`,
    },
    rolldownOptions: { output: { minify: true } },
  },
  plugins: mode === "pdf" ? [pdfFiles()] : [],
  test: {
    environment: "happy-dom",
    include: ["**/*.test.ts"],
  },
}));
