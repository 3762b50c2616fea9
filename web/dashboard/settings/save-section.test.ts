import { describe, expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { problems } from "../../../http/problem.ts";
import { settings } from "../../../http/schema/settings.ts";
import type { Settings, SettingsInput } from "./settings-api.ts";
import { saveSection } from "./save-section.ts";
import { takeRemote } from "../form/merge.ts";
import type { Section } from "./section.ts";

const business: Section<Settings["business"]> = {
  id: "business",
  title: "Business",
  read: ({ business }) => business,
  write: (settings, business) => ({ ...settings, business }),
  label: (key) => key,
  text: (key, value) => String(Reflect.get(value, key)),
};

/** A server that stores settings with a revision. */
const serverOf = (start: Settings) => {
  const server = {
    now: start,
    puts: 0,
    /** Saves a change of another owner. */
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
      server.change((before) => ({ ...before, ...settings.parse({ ...before, ...body }), rev: before.rev }));
      return { ok: true, value: server.now, replayed: false } as const;
    },
  };
  return server;
};

const start = sampleSettings("America/Los_Angeles");
const local = { ...start.business, name: "Coastline Hauling" };

describe("saveSection", () => {
  it("keeps what other owners changed elsewhere, without a conflict", async () => {
    const server = serverOf(start);
    server.change((now) => ({ ...now, booking: { ...now.booking, lead_time_hours: 5 } }));
    server.change((now) => ({ ...now, business: { ...now.business, currency: "CAD" } }));
    expect(await saveSection(server, business, start, local)).toMatchObject({ outcome: "saved" });
    expect(server.now).toMatchObject({
      business: { name: "Coastline Hauling", currency: "CAD" },
      booking: { lead_time_hours: 5 },
    });
    expect(server.puts).toBe(2);
  });

  it("reports only the keys that both changed, and writes nothing before a choice", async () => {
    const server = serverOf(start);
    server.change((now) => ({ ...now, business: { ...now.business, name: "Bay Hauling", currency: "CAD" } }));
    const saved = await saveSection(server, business, start, local);
    expect(saved).toMatchObject({
      outcome: "conflict",
      keys: ["name"],
      local: { name: "Coastline Hauling", currency: "CAD" },
      remote: { business: { name: "Bay Hauling" } },
    });
    expect(server.now.business.name).toBe("Bay Hauling");
    if (saved.outcome !== "conflict") return;
    expect(takeRemote(saved.local, business.read(saved.remote), saved.keys)).toEqual(server.now.business);
    expect(await saveSection(server, business, saved.remote, saved.local)).toMatchObject({ outcome: "saved" });
    expect(server.now.business).toMatchObject({ name: "Coastline Hauling", currency: "CAD" });
  });

  it("gives up after four tries while another owner keeps saving", async () => {
    const server = serverOf(start);
    const putSettings = (input: { rev: number; body: SettingsInput }) => {
      server.change((now) => ({ ...now, sample: !now.sample }));
      return server.putSettings(input);
    };
    expect(await saveSection({ putSettings }, business, start, local)).toMatchObject({
      outcome: "refused",
      problem: { code: "stale" },
    });
  });
});
