import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Random, freshId } from "../../domain/random.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { setStatus } from "../../domain/status.ts";
import { newJob } from "../../domain/new-job.ts";
import {
  afternoon,
  friday,
  jobDraft,
  morning,
  moved,
  saturday,
  seededRandom,
  thursday,
  visitOf,
} from "../../store/conformance/fixture.ts";
import { openDayDocuments } from "../../store/day-documents/open-day-documents.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";

/**
 * One real process of the race: `<folder> <seed> <turns>`. Several clients book, move and cancel simultaneously. Prints
 * the confirmed writes as JSON.
 */
const [folder = "", seed = "1", turns = "20"] = process.argv.slice(2);
const clock = { now: () => Date.now(), sleep: (ms: number) => setTimeout(ms) };
// Names differ between processes for every seed. The seed determines the operations.
const random: Random = { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: Math.random };
const chance = seededRandom(Number(seed));
const { jobs } = openDayDocuments({
  objects: new DirectoryObjectStore(folder, { clock, random }),
  clock,
  random,
  process: freshId(random),
  timeZone: "America/Los_Angeles",
  report: () => undefined,
  publisher: () => ({ publish: () => Promise.resolve() }),
  sender: { timeout_ms: 1_000, send: () => Promise.resolve() },
});
const pick = <T>(from: readonly T[], otherwise: T): T => from[Math.floor(chance.fraction() * from.length)] ?? otherwise;

/** Three days with two windows of three openings each: far fewer than requested. */
const days = [thursday, friday, saturday];
const windows = [morning, afternoon];
const by = { kind: "customer", name: "Customer" } as const;

const confirmed: { write: string; job: string }[] = [];
let refused = 0;

const client = async (): Promise<void> => {
  const own: string[] = [];
  for (let turn = 0; turn < Number(turns); turn += 1) {
    const [day, window] = [pick(days, friday), pick(windows, morning)];
    const write = freshId(random);
    const id = pick(own, "");
    try {
      if (id === "" || chance.fraction() < 0.3) {
        const { job } = await jobs.create({
          homeDay: day,
          write,
          by,
          draft: (identity, stamp) =>
            newJob(
              { ...jobDraft, customer: { name: "Ana" }, visits: [visitOf("v1", "service", day, window)] },
              identity,
              stamp,
            ),
        });
        own.push(job.id);
        confirmed.push({ write, job: job.id });
      } else if (chance.fraction() < 0.8) {
        const changed = await jobs.change(id, { write, by, decide: (job) => moved(job, "v1", day, window) });
        if (changed?.changed === true) confirmed.push({ write, job: id });
      } else {
        const changed = await jobs.change(id, {
          write,
          by,
          decide: (job, at) => setStatus(job, "cancelled", "No longer needed", at),
        });
        if (changed?.changed === true) confirmed.push({ write, job: id });
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused += 1;
    }
  }
};

await Promise.all(Array.from({ length: 4 }, client));
console.log(JSON.stringify({ confirmed, refused }));
