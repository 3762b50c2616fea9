import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/engines/**/*.engine.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file has a store of its own in the engines, which share the machine with them.
    maxWorkers: 2,
  },
});
