import { randomFillSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../domain/random.ts";
import { seededFaults, type FaultChoice } from "../../store/adapters/wrap/fault.ts";
import { FaultyObjectStore } from "../../store/adapters/wrap/faulty-object-store.ts";
import { seededRandom } from "../../store/conformance/fixture.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { perform } from "./act/perform.ts";
import { Pool } from "./act/pool.ts";
import { RecordingSender } from "./act/recording-sender.ts";
import { Swaps } from "./act/swaps.ts";
import { text } from "./act/texting.ts";
import { oversold } from "./check/oversold.ts";
import { loadCode } from "./code.ts";
import { withSteps } from "./fault/steps.ts";
import { SteppingClock } from "./fault/stepping-clock.ts";
import { Log, now_us } from "./log.ts";
import { openStore } from "./open-store.ts";
import type { Operation } from "./operation.ts";
import { openPlace } from "./place.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "./worker-options.ts";
import { beginOn, dayAt } from "./world.ts";

/** One worker process: `<WorkerOptions as JSON>`. It ends on a message, or when the fault injection kills it. */
const options = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;
const { place, rates, plan } = options;
beginOn(options.first_day);
const log = new Log(options.log);
const names: Random = {
  bytes: (count) => randomFillSync(new Uint8Array(count)),
  fraction: Math.random,
};
const chance = seededRandom(options.seed);
const clock = new SteppingClock(rates.clock > 0 ? chance : null);

/** Late writes and lost answers. On a network the proxy injects them. */
const faulty = (inner: ObjectStore): ObjectStore => {
  const choose = seededFaults(chance, rates.objects);
  const telling: FaultChoice = (call) => {
    const fault = choose(call);
    if (fault !== "none") log.fault(`object ${fault}`);
    return fault;
  };
  return new FaultyObjectStore(inner, { choose: telling, deliverLate: () => chance.fraction() < 0.05 });
};
const swaps = new Swaps();
// A process knows of its own writes what it was answered, and the named steps are before and after that.
const objects = withSteps(swaps.watch(faulty(await openPlace(place, names))), plan, ({ act, step }, at) => {
  log.write({ k: "step", t: now_us(), act, step, at });
  process.kill(process.pid, act === "kill" ? "SIGKILL" : "SIGSTOP");
});

const store = openStore(await loadCode(options.code), {
  objects,
  clock,
  random: names,
  process: `${options.worker}.${options.life}`,
  takesTurns: place.kind !== "sqlite",
  report: (error) => {
    const isDamage = error instanceof UnreadableDocument;
    if (isDamage) log.fault(`VIOLATION ${String(error)} ${error.cause instanceof Error ? error.cause.message : ""}`);
  },
  provider: options.provider,
  watch: (sender) => new RecordingSender({ sender, log, swaps, now: () => clock.now() }),
  publisher: {
    publish: async (job) => {
      if (chance.fraction() < rates.publishing) throw new Error("The publisher fails on purpose");
      log.write({ k: "published", t: now_us(), job: job.id, rev: job.rev });
    },
  },
});
const { jobs, conversations, replies } = store;
const pool = new Pool(`${options.worker}.${options.life}`, { random: chance, names, ...options });
pool.from = options.from;

const life = { finishing: false };
let confirmed = 0;
const tell = (message: FromWorker) => process.send?.(message);
process.on("message", (message: ToWorker) => {
  if (message.from !== undefined) pool.from = message.from;
  if (message.finish === true) life.finishing = true;
});
// The parent process is gone, so this one ends too.
const alone = () => process.exit(1);
process.on("disconnect", alone);
const telling = setInterval(() => {
  tell({ confirmed });
  confirmed = 0;
}, 250);

/** Tries an operation. After an unknown outcome it usually repeats the same, as a person would. */
const carryOut = async (op: Operation): Promise<void> => {
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    log.write({ k: "start", t: now_us(), attempt, op });
    const { ended, job } = await perform(op, jobs);
    log.write({ k: "end", t: now_us(), id: op.id, ...ended });
    if (ended.outcome === "done") {
      confirmed += 1;
      if (job !== undefined) pool.saw(job);
      const id = ended.job ?? op.job;
      if (id !== null && chance.fraction() < 0.15) await look(id);
      return;
    }
    if (ended.outcome === "refused" || ended.outcome === "same") {
      // Another process changed it first, so read the result.
      if (op.job !== null && ended.why !== "window_full") await look(op.job);
      return;
    }
    if (ended.outcome === "broken" || life.finishing || chance.fraction() < 0.2) return;
    await sleep(chance.fraction() * 200);
  }
};

/** Reads a job as a page does, and logs the result. */
const look = async (id: string): Promise<void> => {
  const t = now_us();
  try {
    const job = await jobs.find(id);
    log.write({ k: "read", t, until: now_us(), what: "find", revs: [[id, job?.rev ?? 0]] });
    if (job === null) pool.forget(id);
    else pool.saw(job);
  } catch {
    pool.forget(id); // unavailable now; try others
  }
};

/** Reads the dispatcher's board, from which this process learns of jobs that others created. */
const lookAtBoard = async (): Promise<void> => {
  const day = pool.day();
  const t = now_us();
  try {
    const board = await jobs.board(day);
    const prefix = `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-`;
    // Cards of other days' jobs may lag by one drain.
    const own = board.cards.filter(({ job }) => job.startsWith(prefix));
    log.write({ k: "read", t, until: now_us(), what: "board", revs: own.map(({ job, rev }) => [job, rev]) });
    const strangers = board.cards.filter(({ job, status }) => !pool.knows(job) && status !== "completed");
    for (const { job } of strangers.toSorted(() => chance.fraction() - 0.5).slice(0, 3)) await look(job);
    const waiting = board.waiting[Math.floor(chance.fraction() * board.waiting.length)];
    if (waiting !== undefined) await look(waiting.job);
  } catch {
    await sleep(20); // the store is unavailable; the next read comes soon
  }
};

const texting = { conversations, replies, random: chance, names, log, now: () => clock.now() };
const actor = async (): Promise<void> => {
  while (!life.finishing) {
    if (chance.fraction() < 0.04) await lookAtBoard();
    else if (chance.fraction() < 0.08 * options.told) confirmed += (await text(texting)) ? 1 : 0;
    else await carryOut(pool.next());
  }
};

/** The worker's timers: drain, sweep, and changes of the clock. */
const every = async (least: number, most: number, run: () => Promise<unknown>): Promise<void> => {
  while (!life.finishing) {
    const next = performance.now() + least + chance.fraction() * (most - least);
    while (!life.finishing && performance.now() < next) await sleep(200);
    try {
      await run();
    } catch {
      // A later round does it; the checker verifies that at the end.
    }
  }
};

tell({ ready: true });
const askAgain = async (): Promise<void> => {
  for (const op of options.unfinished) if (!life.finishing) await carryOut(op);
};
await Promise.all([
  askAgain(),
  ...Array.from({ length: options.actors }, actor),
  every(500, 1_500, store.drain),
  every(2_000, 4_000, () => store.remind(pool.from)),
  every(3_000, 8_000, () => jobs.sweep()),
  every(1_000, 8_000, async () => {
    if (rates.clock === 0 || chance.fraction() > rates.clock) return;
    clock.step(chance);
    log.fault("clock set");
  }),
  // Past working days are read too, so that old logs are read again.
  every(2_000, 5_000, async () => {
    for (let index = Math.max(0, pool.from - 3); index <= pool.from + options.width; index += 1) {
      const day = dayAt(index);
      const { jobs, reservations } = await store.days.state(day);
      for (const found of oversold(day, jobs.values(), reservations.values())) log.fault(`VIOLATION ${found}`);
    }
  }),
]);
clearInterval(telling);
tell({ confirmed });
process.off("disconnect", alone);
process.disconnect();
// A late write may still be running; it is never applied.
process.exit(0);
