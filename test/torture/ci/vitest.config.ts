import { defineConfig } from "vitest/config";

// Three minutes of fault injection with a seed; each run is a test. `npm run torture` runs it for any length of time.
export default defineConfig({
  test: {
    include: ["test/torture/ci/**/*.torture.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // First the three engines, then the broken stores.
    maxConcurrency: 3,
  },
});
