import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    // What the pages' content security policy would refuse is refused here first.
    files: ["**/*.ts"],
    rules: { "no-eval": "error", "no-new-func": "error", "@typescript-eslint/no-implied-eval": "error" },
  },
);
