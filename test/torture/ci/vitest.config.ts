import { defineConfig } from "vitest/config";

// Three minutes of torture, seeded; each run is a test. `npm run torture` is the same for as long as one likes.
export default defineConfig({
  test: {
    include: ["test/torture/ci/**/*.torture.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // The runs on the engines one after the other; those of the mutants, which mostly wait, beside them.
    maxWorkers: 2,
  },
});
