import { expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { undoAfter } from "./undo-after.ts";

type Entry = NonNullable<Job["history"]>[number];
const entry = (id: string, what: string, more: Partial<Entry> = {}): Entry => ({
  id,
  at: "2026-11-27T10:00:00.000Z",
  by: { kind: "dispatcher", name: "Ana" },
  what,
  from: {},
  to: {},
  ...more,
});
const booked = entry("w0", "booked", { from: null });
const offered = (...history: Entry[]) => undoAfter({ history } as Job, () => {}) !== null;

it("an undo is offered right after a change that the server takes back", () => {
  expect(offered(booked, entry("w1", "moved"))).toBe(true);
  expect(offered(booked, entry("w1", "moved"), entry("w2", "undone", { undoes: "w1" }), entry("w3", "assigned"))).toBe(
    true,
  );
});

it("none is offered after what stays: a new job, a message, a new link, an undo", () => {
  expect(offered(booked)).toBe(false);
  expect(offered(booked, entry("w1", "moved"), entry("w2", "messaged"))).toBe(false);
  expect(offered(booked, entry("w1", "moved"), entry("w2", "link_replaced"))).toBe(false);
  expect(offered(booked, entry("w1", "moved"), entry("w2", "moved"), entry("w3", "undone", { undoes: "w2" }))).toBe(
    false,
  );
  expect(undoAfter({} as Job, () => {})).toBeNull();
});

it("it undoes the job as it is after the change", () => {
  const undone: Job[] = [];
  const job = { rev: 2, history: [booked, entry("w1", "moved")] } as Job;
  undoAfter(job, (one) => void undone.push(one))?.();
  expect(undone).toEqual([job]);
});
