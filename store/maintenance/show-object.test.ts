import { beforeEach, expect, test } from "vitest";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { friday, SteppedClock } from "../conformance/fixture.ts";
import { showObject } from "./show-object.ts";
import { TestDays } from "./test-days.case.ts";

let days: TestDays;
beforeEach(() => {
  const clock = new SteppedClock();
  days = new TestDays(new MemoryObjectStore(() => clock.now()), clock);
});

test("an entry is shown as its header, its records and its checksum", async () => {
  const [job] = await days.addJobs(friday, 1);
  expect(await showObject(days.objects, `days/${friday}/00000001`)).toEqual({
    kind: "object",
    key: `days/${friday}/00000001`,
    values: [
      expect.objectContaining({ v: 1, n: 1 }),
      { job: JSON.parse(JSON.stringify(job)), holds: [] },
      { sum: expect.any(String) },
    ],
  });
});

test("without an object, the keys that begin with the text are listed", async () => {
  await days.addJobs(friday, 2);
  const entries = [`days/${friday}/00000001`, `days/${friday}/00000002`];
  expect(await showObject(days.objects, `days/${friday}`)).toEqual({ kind: "keys", keys: entries, more: false });
  expect(await showObject(days.objects, "")).toEqual({
    kind: "keys",
    keys: ["calendar/2026-11", ...entries],
    more: false,
  });
  expect(await showObject(days.objects, "nothing")).toEqual({ kind: "missing" });
});

test("secrets, sessions, password hashes and the salt of contacts are not shown", async () => {
  const user = { login: "rosa", password: { kind: "argon2id", hash: "c2VjcmV0" } };
  await days.objects.put("users/00000001", Buffer.from(`${JSON.stringify({ users: [user] })}\n`), "absent");
  for (const key of [
    "secrets",
    "provider-secrets",
    "webhook-secrets",
    "sessions/abc",
    "sessions/",
    "quarantine/secrets/2026",
  ])
    expect(await showObject(days.objects, key)).toEqual({ kind: "secret" });
  expect(JSON.stringify(await showObject(days.objects, "users/00000001"))).not.toContain("c2VjcmV0");
  const identity = `${JSON.stringify({ id: "store-1", contact_salt: "c2FsdA" })}\n`;
  await days.objects.put("identity/00000001", Buffer.from(identity), "absent");
  const shown = JSON.stringify(await showObject(days.objects, "identity/00000001"));
  expect(shown).toContain("store-1");
  expect(shown).not.toContain("c2FsdA");
});

test("bytes that are not JSON are counted, not printed", async () => {
  await days.objects.put("open/00000001", Uint8Array.of(255, 1, 2), "absent");
  expect(await showObject(days.objects, "open/00000001")).toEqual({ kind: "unreadable", bytes: 3 });
});
