import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/engines/**/*.engine.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The engines share the machine with the tests.
    maxWorkers: 1,
  },
});
