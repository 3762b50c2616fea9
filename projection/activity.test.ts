import { describe, expect, it } from "vitest";
import { realJob } from "../domain/full-job.fixture.ts";
import { entriesOf, newestFirst, orderOf, type ActivityEntry } from "./activity.ts";

const by = { kind: "dispatcher", name: "Ana" } as const;

describe("the activity of a job", () => {
  it("has the values of visits and price and the names of other fields, never a link or a phone number", () => {
    const { pricing } = realJob();
    const job = realJob({
      history: [
        {
          id: "w1",
          at: "2026-11-20T10:00:00.000Z",
          by,
          what: "edited",
          reason: "Typing error",
          from: {
            customer: { name: "Mark", phone: "+16195550142" },
            tracking_token: "secret",
            visits: [],
            pricing,
          },
          to: { customer: { name: "Marc" }, tracking_token: "other", visits: [], pricing },
        },
        { id: "w2", at: "2026-11-21T10:00:00.000Z", by, what: "undone", undoes: "w1", from: null, to: null },
      ],
    });
    expect(entriesOf(job, "2026-11-20T00:00:00.000Z", "2026-11-22T00:00:00.000Z")).toEqual([
      {
        id: "w1",
        at: "2026-11-20T10:00:00.000Z",
        by,
        what: "edited",
        reason: "Typing error",
        job: { id: "261127-7K3Q", customer: "Mark Soderblom" },
        from: { customer: null, tracking_token: null, visits: [], pricing },
        to: { customer: null, tracking_token: null, visits: [], pricing },
      },
      {
        id: "w2",
        at: "2026-11-21T10:00:00.000Z",
        by,
        what: "undone",
        job: { id: "261127-7K3Q", customer: "Mark Soderblom" },
        from: null,
        to: null,
      },
    ]);
  });

  it("starts at `from` and ends before `to`", () => {
    const at = (from: string, to: string) => entriesOf(realJob(), from, to).map(({ id }) => id);
    expect(at("2026-11-21T10:00:00.000Z", "2026-11-28T18:00:00.000Z")).toEqual(["w2", "w3"]);
    expect(at("2026-11-28T18:00:00.000Z", "2026-11-29T09:40:00.001Z")).toEqual(["w4", "w5"]);
    const nameless = entriesOf(realJob({ customer: null }), "2026-11-20T00:00:00.000Z", "2026-11-20T12:00:00.000Z");
    expect(nameless.map(({ job }) => job)).toEqual([{ id: "261127-7K3Q", customer: null }]);
  });
});

it("sorts newest first, and entries of one instant by job and id", () => {
  const entry = (at: string, id: string, job?: string): ActivityEntry => ({
    at,
    id,
    by,
    what: "edited",
    ...(job === undefined ? {} : { job: { id: job, customer: null } }),
  });
  const entries = [entry("1", "a"), entry("2", "a", "j1"), entry("2", "b", "j1"), entry("2", "a", "j2")];
  expect(entries.toSorted(newestFirst).map(orderOf)).toEqual(["2 j2 a", "2 j1 b", "2 j1 a", "1  a"]);
});
