import { addDays } from "../../domain/day.ts";
import { cephRgw } from "../../scripts/engine/ceph-rgw.ts";
import { freshPrefix } from "../../test/engines/stores.ts";
import { today } from "../day-logs.ts";
import { median } from "../machine.ts";
import { createInOneFile, oneFileJob } from "../one-file.ts";
import { onEngine } from "./day-log-contender.ts";
import { engineNamed, withEngines } from "./engines.ts";

export interface OneFileRow {
  design: string;
  jobs: number;
  creates: number;
  seconds: number;
  a_second: number;
}

/**
 * Compares creates by 16 clients on Ceph RGW: day logs over 30 days, and one file with 100 and with 36,500 jobs. A
 * create in the large file takes seconds, so it gets more time, and its writers stop between two tries when time is up.
 */
export const besideOneFile = (seconds: number, rounds: number): Promise<OneFileRow[]> =>
  withEngines([cephRgw], async () => {
    const bucket = engineNamed("Ceph RGW");
    if (bucket === null) return [];
    const ours = await onEngine(bucket);
    const small = await bucket.open(freshPrefix());
    const full = await bucket.open(freshPrefix());
    const fill = async (objects: typeof small, jobs: number) =>
      objects.put(
        "jobs.json",
        new TextEncoder().encode(JSON.stringify(Array.from({ length: jobs }, oneFileJob))),
        "any",
      );
    await fill(full, 36_500);
    const dayRounds: OneFileRow[] = [];
    const smallRounds: OneFileRow[] = [];
    let count = 0;
    for (let turn = 0; turn < rounds; turn += 1) {
      const create = async () => {
        await ours.create(addDays(today(), 1 + turn * 30 + ((count += 1) % 30)));
        return true;
      };
      dayRounds.push(await within(seconds, { design: "day logs", jobs: 100 }, create));
      await fill(small, 100);
      smallRounds.push(
        await within(seconds, { design: "one file", jobs: 100 }, (stop) => createInOneFile(small, stop)),
      );
    }
    const large = await within(seconds * fullTimes, { design: "one file", jobs: 36_500 }, (stop) =>
      createInOneFile(full, stop),
    );
    return [middle(dayRounds), middle(smallRounds), large];
  });

const within = async (
  seconds: number,
  store: Pick<OneFileRow, "design" | "jobs">,
  create: (stopped: () => boolean) => Promise<unknown>,
): Promise<OneFileRow> => {
  const began = performance.now();
  const stopped = () => performance.now() - began > seconds * 1000;
  let creates = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (!stopped()) if ((await create(stopped)) !== null) creates += 1;
    }),
  );
  const took = (performance.now() - began) / 1000;
  return { ...store, creates, seconds: took, a_second: creates / took };
};

const middle = (rounds: OneFileRow[]): OneFileRow => {
  const at = median(rounds.map(({ a_second }) => a_second));
  const row = rounds.find(({ a_second }) => a_second === at);
  if (row === undefined) throw new RangeError("The median needs at least one round");
  return row;
};

/** How many times longer the full file gets, enough for a few creates. */
const fullTimes = 15;
