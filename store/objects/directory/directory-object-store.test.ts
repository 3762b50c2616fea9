import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { describeObjectStore } from "../object-store.case.ts";
import { DirectoryObjectStore } from "./directory-object-store.ts";

const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };

describeObjectStore("DirectoryObjectStore", async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-directory-"));
  return {
    store: new DirectoryObjectStore(root, { clock, random }),
    second: new DirectoryObjectStore(root, { clock, random }),
    close: () => rm(root, { recursive: true }),
  };
});
