import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// One file of a fixed name: the server adds the digest to its address, so the pages need no manifest.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: "../node_modules/.vite",
  build: {
    outDir: "../florilegium/web/static/florilegium/built",
    emptyOutDir: true,
    target: "es2022",
    lib: {
      entry: "elements/main.ts",
      formats: ["es"],
      fileName: () => "elements.js",
    },
  },
  test: {
    environment: "happy-dom",
    include: ["**/*.test.ts"],
  },
});
