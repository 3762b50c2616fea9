import { describe, expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { problems } from "../../../http/problem.ts";
import type { Settings, SettingsInput } from "./settings-api.ts";
import { saveSection } from "./save-section.ts";
import { merge, takeTheirs, type Section } from "./section.ts";

const business: Section<Settings["business"]> = {
  id: "business",
  title: "Business",
  read: ({ business }) => business,
  write: (settings, business) => ({ ...settings, business }),
  label: (key) => key,
  text: (key, value) => String(Reflect.get(value, key)),
};

/** A server that keeps settings as ours does. */
const serverOf = (start: Settings) => {
  const server = {
    now: start,
    puts: 0,
    /** Somebody else, between the reading and the writing. */
    change: (change: (settings: Settings) => Settings) => {
      server.now = { ...change(server.now), rev: server.now.rev + 1 };
    },
    putSettings: async ({ rev, body }: { rev: number; body: SettingsInput }) => {
      server.puts += 1;
      if (rev !== server.now.rev) {
        const problem = {
          type: "/problems/stale",
          ...problems.stale,
          code: "stale",
          detail: "",
          request_id: "",
        } as const;
        return { ok: false, problem: { ...problem, current: server.now } } as const;
      }
      server.change((before) => ({ ...before, ...body, booking: { ...before.booking, ...body.booking } }));
      return { ok: true, value: server.now, replayed: false } as const;
    },
  };
  return server;
};

const start = sampleSettings("America/Los_Angeles");
const mine = { ...start.business, name: "Coastline Hauling" };

describe("saving a section", () => {
  it("keeps what others changed elsewhere, and asks nobody", async () => {
    const server = serverOf(start);
    server.change((now) => ({ ...now, booking: { ...now.booking, lead_time_hours: 5 } }));
    server.change((now) => ({ ...now, business: { ...now.business, currency: "CAD" } }));
    expect(await saveSection(server, business, start, mine)).toMatchObject({ outcome: "saved" });
    expect(server.now).toMatchObject({
      business: { name: "Coastline Hauling", currency: "CAD" },
      booking: { lead_time_hours: 5 },
    });
    expect(server.puts).toBe(2);
  });

  it("asks only about what both changed, and writes nothing meanwhile", async () => {
    const server = serverOf(start);
    server.change((now) => ({ ...now, business: { ...now.business, name: "Bay Hauling", currency: "CAD" } }));
    const saved = await saveSection(server, business, start, mine);
    expect(saved).toMatchObject({
      outcome: "conflict",
      keys: ["name"],
      mine: { name: "Coastline Hauling", currency: "CAD" },
      theirs: { business: { name: "Bay Hauling" } },
    });
    expect(server.now.business.name).toBe("Bay Hauling");
    if (saved.outcome !== "conflict") return;
    expect(takeTheirs(saved.mine, business.read(saved.theirs), saved.keys)).toEqual(server.now.business);
    expect(await saveSection(server, business, saved.theirs, saved.mine)).toMatchObject({ outcome: "saved" });
    expect(server.now.business).toMatchObject({ name: "Coastline Hauling", currency: "CAD" });
  });

  it("gives up after some tries against somebody who never stops", async () => {
    const server = serverOf(start);
    const putSettings = (input: { rev: number; body: SettingsInput }) => {
      server.change((now) => ({ ...now, sample: !now.sample }));
      return server.putSettings(input);
    };
    expect(await saveSection({ putSettings }, business, start, mine)).toMatchObject({
      outcome: "refused",
      problem: { code: "stale" },
    });
  });
});

describe("merging", () => {
  it.each([
    ["both the same", { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }, []],
    ["only mine", { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 2, b: 1 }, []],
    ["only theirs", { a: 1, b: 1 }, { a: 1, b: 3 }, { a: 1, b: 1 }, { a: 1, b: 3 }, []],
    ["both, otherwise", { a: 1 }, { a: 2 }, { a: 3 }, { a: 3 }, ["a"]],
    ["I added, they added", {}, { b: 1 }, { a: 1 }, { a: 1, b: 1 }, []],
    ["they took away what I left alone", { a: 1 }, {}, { a: 1 }, {}, []],
    ["they took away what I changed", { a: 1 }, {}, { a: 2 }, { a: 2 }, ["a"]],
  ])("%s", (_, base, theirs, own, merged, conflicts) => {
    expect(merge<object>(base, theirs, own)).toEqual({ merged, conflicts });
  });
});
