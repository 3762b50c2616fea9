import { defineConfig } from "vitest/config";

// Three minutes of torture, seeded; each run is a test. `npm run torture` is the same for as long as one likes.
export default defineConfig({
  test: {
    include: ["test/torture/ci/**/*.torture.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // Each run takes the machine for itself.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
