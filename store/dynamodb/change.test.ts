import { describe, expect, test } from "vitest";
import { addDays } from "../../domain/day.ts";
import type { Job, Visit } from "../../domain/job.ts";
import { marksJob } from "../../domain/job.fixture.ts";
import { countChange, outWrites, visitWrites } from "./change.ts";
import { transactionLimit } from "./table.ts";

const morning = { start: "08:00", end: "12:00" };
const visit = (id: string, day: string | null, more: Partial<Visit> = {}): Visit => ({
  id,
  kind: "service",
  day,
  window: day === null ? null : morning,
  crew: null,
  state: "scheduled",
  ...more,
});
const job = (...visits: Visit[]): Job => marksJob(visits);

describe("what a change takes", () => {
  test("a first job takes its places; one that is moved takes one and gives one back; one that stays, none", () => {
    const before = job(visit("v1", "2026-11-27"));
    expect(countChange(null, before).windows).toEqual([{ day: "2026-11-27", window: morning, count: 1 }]);
    const after = job(visit("v1", "2026-11-28"));
    expect(countChange(before, after).windows.map(({ day, count }) => [day, count])).toEqual([
      ["2026-11-27", -1],
      ["2026-11-28", 1],
    ]);
    expect(countChange(before, { ...before, notes: "x" })).toEqual({ windows: [], outs: [] });
    expect(countChange(before, { ...before, status: "cancelled" }).windows).toMatchObject([{ count: -1 }]);
  });

  test("what is out for 93 days is five items at most, whatever the change", () => {
    const out = (from: string, days: number) =>
      job(visit("v1", from, { hold: { resource: "trailer", until: addDays(from, days - 1) } }));
    const made = countChange(null, out("2026-11-30", 93)).outs;
    expect(made.map(({ month, counts }) => [month, counts.size])).toEqual([
      ["2026-11", 1],
      ["2026-12", 31],
      ["2027-01", 31],
      ["2027-02", 28],
      ["2027-03", 2],
    ]);
    const moved = countChange(out("2026-11-30", 93), out("2026-12-01", 93)).outs;
    expect(moved.flatMap(({ counts }) => [...counts])).toEqual([
      ["2026-11-30", -1],
      ["2027-03-03", 1],
    ]);
    // An expression takes 4 KB and 300 operators.
    for (const write of outWrites(made)) {
      const text = "update" in write ? `${write.set} ${write.when?.text}` : "";
      expect(text.length).toBeLessThan(4_096);
      expect(text.split(/[-+>=]/).length).toBeLessThan(300);
    }
  });

  test("every visit is written, and what is left behind is taken away, once each", () => {
    const before = job(visit("v1", "2026-11-27", { crew: "a" }), visit("v2", "2026-11-28"));
    const after = job(visit("v1", "2026-11-27", { crew: "b" }), visit("v2", null));
    const keys = (writes: ReturnType<typeof visitWrites>) =>
      writes.map((write) => {
        const key = "put" in write ? write.put : "remove" in write ? write.remove : null;
        return `${"put" in write ? "+" : "-"} ${key?.pk.replace(/#\d$/, "")} ${key?.sk}`;
      });
    expect(keys(visitWrites(before, after))).toEqual([
      "+ visits#2026-11 27#261127-7K3Q#v1",
      "- visits#2026-11 28#261127-7K3Q#v2",
      "+ crew#2026-11#b 27#261127-7K3Q#v1",
      "- crew#2026-11#a 27#261127-7K3Q#v1",
    ]);
    expect(keys(visitWrites(before, before)).filter((text) => text.startsWith("-"))).toEqual([]);
    expect(visitWrites(before, null)).toHaveLength(3);
  });

  test("sixteen visits, all moved and given to another crew, still fit one transaction", () => {
    const at = (offset: number, crew: string) =>
      job(
        ...Array.from({ length: 16 }, (_, index) =>
          visit(`v${index}`, addDays("2026-11-01", index * 2 + offset), { crew }),
        ),
      );
    const [before, after] = [at(0, "a"), at(1, "b")];
    const { windows, outs } = countChange(before, after);
    // The job, its token, its key, what waits, what is due, and some messages.
    expect(visitWrites(before, after).length + windows.length + outs.length).toBeLessThan(transactionLimit - 2);
  });
});
