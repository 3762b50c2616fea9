import { expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { whoChanged } from "./who-changed.ts";

const job = {
  history: [
    { at: "2026-11-27T10:00:00.000Z", by: { kind: "dispatcher", name: "Luis" } },
    { at: "2026-11-27T11:00:00.000Z", by: { kind: "dispatcher", name: "Dana" } },
    { at: "2026-11-27T12:00:00.000Z", by: { kind: "dispatcher", name: "Ana" } },
  ],
} as Job;

it("the other person who changed a job last is named, with when", () => {
  expect(whoChanged(job, { name: "Ana" })).toEqual({ name: "Dana", at: "2026-11-27T11:00:00.000Z" });
  expect(whoChanged(job, { name: "Eva" })?.name).toBe("Ana");
});

it("what was changed before the form was opened is no news", () => {
  expect(whoChanged(job, { name: "Ana" }, "2026-11-27T10:30:00.000Z")?.name).toBe("Dana");
  expect(whoChanged(job, { name: "Ana" }, "2026-11-27T11:00:00.000Z")).toBeNull();
  expect(whoChanged({} as Job, { name: "Ana" })).toBeNull();
});
