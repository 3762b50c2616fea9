import { describe, expect, it } from "vitest";
import { epochOf } from "../../domain/clock.ts";
import { oldReleases } from "./prune.ts";
import { noReleases, type Promotion, type ReleaseEntry, type Releases } from "./releases.ts";

const deployedAt = "2026-01-01T00:00:00.000Z";
const entry = (id: string): ReleaseEntry => ({
  id,
  commit: null,
  dirty: false,
  deployed_at: deployedAt,
  deployed_by: "ann",
  bytes: 1,
});
/** Twelve releases. The first two are not among the last ten. */
const ids = Array.from({ length: 12 }, (_, at) => `r${at}`);
const twelve: Releases = { ...noReleases(), releases: ids.map(entry) };
const late = epochOf("2026-06-01T00:00:00.000Z");
const overdueIn = (change: Partial<Releases>, live: string[] = [], now = late) =>
  oldReleases({ ...twelve, ...change }, now, new Set(live)).map(({ id }) => id);

const change = (from: string, to: string, ended_at: string | null): Promotion => ({
  id: `${from}-${to}`,
  holders: [],
  verb: "promote",
  who: "ann",
  started_at: deployedAt,
  ended_at,
  release: to,
  only: null,
  kinds: ["site"],
  restores: {},
  undoes: null,
  step: "done",
  from: { site: { sha256: "", pages: { book: from, track: from } } },
  to: { site: { sha256: "", pages: { book: to, track: to } } },
  uninvalidated: {},
});

describe("an old release", () => {
  it("is not among the last ten and was deployed more than thirty days ago", () => {
    expect(overdueIn({})).toEqual(["r0", "r1"]);
    const month = 30 * 86_400_000;
    expect(overdueIn({}, [], epochOf(deployedAt) + month)).toEqual([]);
    expect(overdueIn({}, [], epochOf(deployedAt) + month + 1)).toEqual(["r0", "r1"]);
  });

  it("is not live, not on staging, and not the server's own", () => {
    expect(overdueIn({}, ["r0"])).toEqual(["r1"]);
    expect(overdueIn({ staging: { promotion: "p", release: "r0", by: "ann", at: deployedAt } })).toEqual(["r1"]);
    expect(overdueIn({ server: "r0" })).toEqual(["r1"]);
  });

  it("is not needed for a rollback and was not live in the last thirty days", () => {
    expect(overdueIn({ history: [change("r0", "r1", deployedAt)] })).toEqual([]);
    const twice = [change("r0", "r5", "2026-05-20T00:00:00.000Z"), change("r5", "r6", "2026-05-21T00:00:00.000Z")];
    expect(overdueIn({ history: twice })).toEqual(["r1"]);
    const longAgo = [change("r0", "r5", "2026-02-01T00:00:00.000Z"), change("r5", "r6", "2026-05-21T00:00:00.000Z")];
    expect(overdueIn({ history: longAgo })).toEqual(["r0", "r1"]);
  });

  it("is any release that is already being deleted", () => {
    const leaving = twelve.releases.map((each) => (each.id === "r11" ? { ...each, leaving: true as const } : each));
    expect(overdueIn({ releases: leaving }, ["r11"])).toEqual(["r0", "r1", "r11"]);
  });
});
