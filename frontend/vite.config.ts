import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Files of fixed names: the server adds the digest to their addresses, so the pages need no manifest. Each is built by
// itself (`--mode` names it) and is whole: frame.js stands inside a document that may ask nobody for anything.
const ENTRIES: Readonly<Record<string, string>> = {
  elements: "elements/main.ts",
  reader: "reader/main.ts",
  frame: "reader/frame.ts",
};

export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: "../node_modules/.vite",
  build: {
    outDir: "../florilegium/web/static/florilegium/built",
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
  test: {
    environment: "happy-dom",
    include: ["**/*.test.ts"],
  },
}));
