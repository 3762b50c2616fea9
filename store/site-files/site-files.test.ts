import { expect, it } from "vitest";
import { sampleSettings } from "../../domain/settings.ts";
import { StoreUnavailable } from "../job-store.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { publishFiles } from "./publish-files.ts";
import { PublishingSettingsStore } from "./publishing-settings-store.ts";

const headersOf = (key: string) => ({ contentType: `type of ${key}`, cacheControl: "max-age=5" });
const bytes = (text: string) => new TextEncoder().encode(text);
const at = async (objects: ObjectStore, key: string) => {
  const got = await objects.get(key);
  return got.outcome === "found"
    ? { text: new TextDecoder().decode(got.body), version: got.version, headers: got.headers }
    : got.outcome;
};

it("publishes what is new or different, and leaves what is the same", async () => {
  const objects = new MemoryObjectStore(() => 0);
  await publishFiles(objects, new Map([["a.txt", bytes("one")], ["b.txt", bytes("two")]]), headersOf); // prettier-ignore
  const before = await at(objects, "brand/a.txt");
  await publishFiles(objects, new Map([["a.txt", bytes("one")], ["b.txt", bytes("three")]]), headersOf); // prettier-ignore
  expect(await at(objects, "brand/a.txt")).toEqual(before);
  expect(await at(objects, "brand/b.txt")).toMatchObject({ text: "three", headers: headersOf("brand/b.txt") });
  await objects.put("brand/b.txt", bytes("three"), "any");
  await publishFiles(objects, new Map([["b.txt", bytes("three")]]), headersOf);
  expect(await at(objects, "brand/b.txt")).toMatchObject({ headers: headersOf("brand/b.txt") });
});

it("says that the store cannot be reached, whether it reads or writes", async () => {
  const objects = new MemoryObjectStore(() => 0);
  const broken = { outcome: "unavailable", cause: new Error("away") } as const;
  const files = new Map([["a.txt", bytes("one")]]);
  for (const [name, answer] of [
    ["get", broken],
    ["put", broken],
    ["put", { ...broken, outcome: "indeterminate" }],
  ] as const) {
    const faulty: ObjectStore = {
      partBytes: objects.partBytes,
      maxBodyBytes: objects.maxBodyBytes,
      get: (key) => (name === "get" ? Promise.resolve(broken) : objects.get(key)),
      put: () => Promise.resolve(answer),
      delete: (key) => objects.delete(key),
      list: (prefix) => objects.list(prefix),
    };
    await expect(publishFiles(faulty, files, headersOf)).rejects.toThrow(StoreUnavailable);
  }
});

it("publishes each change of the settings; a publication that fails changes nothing of the change", async () => {
  let settings = sampleSettings("UTC");
  const inner = {
    read: () => Promise.resolve(settings),
    stored: () => Promise.resolve(settings),
    change: (apply: (now: typeof settings) => typeof settings) => Promise.resolve((settings = apply(settings))),
    adopt: () => Promise.resolve(void (settings = { ...settings, sample: false })),
  };
  const published: string[] = [];
  const reported: unknown[] = [];
  const fault = new Error("away");
  const store = new PublishingSettingsStore(
    inner,
    ({ business }) =>
      business.name === "B" ? Promise.reject(fault) : Promise.resolve(void published.push(business.name)),
    (error) => reported.push(error),
  );
  const rename = (name: string) => store.change((now) => ({ ...now, business: { ...now.business, name } }));
  await rename("A");
  expect((await rename("B")).business.name).toBe("B");
  expect((await store.read()).business.name).toBe("B");
  expect(published).toEqual(["A"]);
  expect(reported).toEqual([fault]);
  await rename("C");
  await store.adopt(settings);
  expect(published).toEqual(["A", "C", "C"]);
});
