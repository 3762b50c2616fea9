import { defineConfig } from "vitest/config";

const rooms = ["{domain,edge,http,infra,main,notify,projection,release,store,web}/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        // The files of these rooms share a worker and its modules: each file would load the app for a second. Their tests keep
        // nothing in a module.
        test: { name: "rooms", include: rooms, isolate: false },
      },
      { extends: true, test: { name: "processes", include: ["**/*.test.ts"], exclude: rooms } },
    ],
    exclude: ["node_modules/**", "build/**", "data/**"],
    setupFiles: ["test/harness/require-assertions.ts"],
    testTimeout: 180_000,
    // Some hooks start a whole process, or build a release.
    hookTimeout: 60_000,
    // Two cores on the smallest machine we support: more workers only add noise.
    maxWorkers: 2,
  },
});
