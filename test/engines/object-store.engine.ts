import { test } from "vitest";
import { describeObjectStore } from "../../store/port/object-store.case.ts";
import { freshPrefix, storeEngines } from "./stores.ts";

// The conformance suite on real engines.

for (const engine of storeEngines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  describeObjectStore(engine.name, async () => {
    const prefix = freshPrefix();
    return { store: await engine.open(prefix), second: await engine.open(prefix) };
  });
}
