import { describe, expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { createFormat } from "../../shared/format.ts";
import { sampleCard } from "./board.sample.ts";
import { remoteMoveText } from "./remote-move-text.ts";

const now = Date.parse("2026-11-27T22:05:00Z");
const words = {
  me: { name: "Ana" },
  now,
  format: createFormat("en-US", "America/Los_Angeles"),
  crewName: (id: string) => (id === "t2" ? "Truck 2" : id),
};
const card = sampleCard("mark", { rev: 3, crew: "t1" });

type Entry = NonNullable<Job["history"]>[number];
const entry = (what: string, name = "Dana", at = "2026-11-27T22:04:30.000Z"): Entry => ({
  id: what,
  at,
  by: { kind: "dispatcher", name },
  what,
  from: {},
  to: {},
});
const say = (visit: Partial<Job["visits"][number]>, since: Entry[] = [entry("moved")], status = "booked") => {
  const { visit: id, kind, day, window, crew, state } = card;
  const job = {
    rev: card.rev + since.length,
    status,
    visits: [{ id, kind, day, window, crew, state, ...visit }],
    history: [entry("booked", "Mark"), entry("assigned", "Ana"), entry("edited", "Luis"), ...since],
  };
  return remoteMoveText(card, job as unknown as Job, words);
};

describe("a card that another person moved", () => {
  it("says who moved it where", () => {
    expect(say({ crew: "t2" })).toBe("Dana moved this stop to Truck 2 a moment ago. Your move was not saved.");
    expect(say({ crew: null })).toBe("Dana unassigned this stop a moment ago. Your move was not saved.");
    expect(say({ day: "2026-11-28" })).toBe(
      "Dana moved this stop to Sat, Nov 28, 8 AM–noon a moment ago. Your move was not saved.",
    );
    expect(say({ window: null, crew: "t2" })).toContain("moved this stop to Fri, Nov 27, any time, Truck 2 a moment");
    expect(say({ day: null, window: null, crew: null })).toContain("moved this stop to Not scheduled, Unassigned a");
  });

  it("says what else became of it", () => {
    expect(say({}, [entry("cancelled")], "cancelled")).toContain("Dana cancelled this job a moment ago.");
    expect(say({ state: "done" }, [entry("completed")])).toContain("Dana finished this stop a moment ago.");
    expect(say({}, [entry("edited")])).toContain("Dana changed this job a moment ago.");
  });

  it("names the person who moved it, not one who changed something else after that", () => {
    expect(say({ crew: "t2" }, [entry("moved", "Dana"), entry("edited", "Luis")])).toMatch(/^Dana moved/);
    // What was done before the card was drawn is no news.
    expect(say({ crew: "t2" }, [entry("edited", "Eva")])).toMatch(/^Eva moved/);
    expect(say({ crew: "t2" }, [entry("moved", "Ana")])).toMatch(/^In another window, you moved/);
  });

  it("says when", () => {
    const at = (iso: string) => say({ crew: "t2" }, [entry("moved", "Dana", iso)]);
    expect(at("2026-11-27T22:03:31.000Z")).toContain("Truck 2 a moment ago.");
    expect(at("2026-11-27T22:03:30.000Z")).toContain("Truck 2 at 2:03 PM.");
    expect(at("2026-11-26T22:05:00.000Z")).toContain("Truck 2 on Nov 26.");
  });
});
