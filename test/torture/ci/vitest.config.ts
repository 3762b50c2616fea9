import { defineConfig } from "vitest/config";

// Three minutes of fault injection with a seed; each run is a test. `npm run torture` runs it for any length of time.
export default defineConfig({
  test: {
    include: ["test/torture/ci/**/*.torture.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // More processes at a time would spend the seconds of a run on their start.
    maxConcurrency: 2,
  },
});
