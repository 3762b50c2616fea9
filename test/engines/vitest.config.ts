import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/engines/**/*.engine.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Engines and tests share the machine.
    maxWorkers: 1,
  },
});
