import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChange } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { marksJob } from "../../domain/job.fixture.ts";
import { decodeJob, encodeJob, pageKeys, type Layed, type PageItem } from "./job-item.ts";
import { sizeOf } from "./reckon.ts";
import { itemLimitBytes } from "./table.ts";

const fresh: Layed = { made: "1", first_page: 0, end_page: 0, paged: 0 };
const noted = (job: Job, id: string, notes: string): Job =>
  applyChange(
    job,
    { next: { ...job, notes }, what: "edited" },
    { id, at: job.updated_at, by: { kind: "system", name: "" } },
  );

describe("a job as it lies in a table", () => {
  test("an ordinary one is one item", () => {
    const job = noted(marksJob(), "w1", "Beware of the dog");
    const { item, pages } = encodeJob(job, fresh, "stamp");
    expect(pages).toEqual([]);
    expect(item).toMatchObject({ rev: 2, stamp: "stamp", made: "1", end_page: 0, paged: 0 });
    expect(decodeJob(item, [])).toEqual({ job, stamp: "stamp", ...fresh });
  });

  test("however it grows: what was written is read, every item is far below its limit, and no page is written twice", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6_000), { maxLength: 60 }),
        fc.integer({ min: 1_500, max: 40_000 }),
        (sizes, limit) => {
          let job = marksJob();
          let layed: Layed = fresh;
          const written = new Map<string, PageItem>();
          for (const [index, size] of sizes.entries()) {
            job = noted(job, `w${index + 1}`, `${index} ${"x".repeat(size)}`);
            const { item, pages } = encodeJob(job, layed, `s${index}`, limit);
            for (const page of pages) {
              expect(written.has(page.sk)).toBe(false);
              written.set(page.sk, page);
              expect(sizeOf(page)).toBeLessThan(itemLimitBytes);
            }
            // The newest entry, and the job itself, are all that may be beyond what is allowed beside it.
            expect(sizeOf(item)).toBeLessThan(limit + 20_000);
            const read = pageKeys(job.id, item).flatMap(({ sk }) => written.get(sk) ?? []);
            const stored = decodeJob(item, read);
            expect(stored.job).toEqual(job);
            layed = stored;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a page that is not there is named, not left out", () => {
    let job = marksJob();
    for (let index = 1; index < 9; index += 1) job = noted(job, `w${index}`, `${index} ${"x".repeat(900)}`);
    const { item, pages } = encodeJob(job, fresh, "stamp", 2_000);
    expect(pages).toHaveLength(1);
    expect(() => decodeJob(item, [])).toThrow(SyntaxError);
  });

  test("a history that comes in all at once, as from a backup, is written as pages of its own", () => {
    let job = marksJob();
    for (let index = 1; index < 700; index += 1) job = noted(job, `w${index}`, `${index} ${"ä".repeat(490)}`);
    const { item, pages } = encodeJob(job, { ...fresh, first_page: 3, end_page: 3 }, "stamp");
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.every((page) => sizeOf(page) < itemLimitBytes)).toBe(true);
    expect(pageKeys(job.id, item).map(({ sk }) => sk)).toEqual(pages.map(({ sk }) => sk));
    expect(decodeJob(item, pages).job).toEqual(job);
  });
});
