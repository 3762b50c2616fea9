import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "build/**", "data/**"],
    setupFiles: ["test/harness/require-assertions.ts"],
    testTimeout: 180_000,
    // Some hooks start a whole process, or build a release.
    hookTimeout: 60_000,
    // Two cores on the smallest machine we support: more workers only add noise.
    maxWorkers: 2,
  },
});
