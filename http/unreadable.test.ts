import { expect, it } from "vitest";
import { keys } from "../store/keys.ts";
import { UnreadableDocument } from "../store/job-store.ts";
import { MemoryObjectStore } from "../store/objects/memory/memory-object-store.ts";
import { createTestApp, goodBooking, owner } from "../test/harness/test-app.ts";

it("a day that cannot be read: 503 in words that name nothing, its key in the log, and every other day as ever", async () => {
  const objects = new MemoryObjectStore();
  const app = await createTestApp({ objects });
  const book = (day: string) =>
    app.call("POST", "/api/v1/jobs", {
      as: owner,
      body: {
        service: "trailer-15",
        customer: { name: "Mark" },
        location: goodBooking.location,
        day,
        window: { start: "08:00", end: "12:00" },
      },
    });
  expect((await book("2026-11-27")).status).toBe(201);
  await objects.put(keys.day("2026-11-27"), new TextEncoder().encode('{"day":'), "any");

  const answer = await app.call("GET", "/api/v1/board?day=2026-11-27", { as: owner });
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: "store_unavailable" });
  expect(JSON.stringify(answer.body)).not.toMatch(/2026-11-27|days\/|JSON|Syntax/);
  expect(app.faults).toContainEqual(
    expect.objectContaining({ name: "UnreadableDocument", key: keys.day("2026-11-27") }),
  );
  expect(app.faults.some((fault) => fault instanceof UnreadableDocument)).toBe(true);

  expect((await book("2026-11-27")).status).toBe(503);
  expect((await app.call("GET", "/api/v1/board?day=2026-11-28", { as: owner })).status).toBe(200);
  expect((await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-30")).status).toBe(
    200,
  );
  expect((await book("2026-11-28")).status).toBe(201);
});
