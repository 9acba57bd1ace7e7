import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// For tests and benchmarks only: `--outDir` says where to. A page gets it as one script, `anchoring`.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  build: {
    target: "es2022",
    lib: { entry: "main.ts", formats: ["iife"], name: "anchoring", fileName: () => "anchoring.js" },
  },
});
