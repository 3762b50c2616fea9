import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomFillSync } from "node:crypto";
import type { Random } from "../../domain/random.ts";
import { seededRandom } from "../../store/conformance/fixture.ts";
import { checkRun, type Verdict } from "./check/check-run.ts";
import { openEngine, type EngineName, type RunningEngine } from "./engine.ts";
import { loadCode, writeCode, type Code, type Mutant } from "./code.ts";
import { Fates, suspended_ms } from "./fates.ts";
import { Provider } from "./fault/provider.ts";
import { Proxy, type ProxyFault } from "./fault/proxy.ts";
import { Log, now_us } from "./log.ts";
import { patience_ms } from "./place.ts";
import { openRun, progressOf, type Progress, type RunFile } from "./run-file.ts";
import { settle } from "./settle.ts";
import { Worker, unfinishedOf } from "./worker.ts";
import { beginOn, dayAt } from "./world.ts";

export interface TortureOptions {
  engine: EngineName;
  /** The run ends after this many confirmed operations, or … */
  operations: number;
  /** … after this many minutes, whichever is first. */
  minutes: number;
  /** It goes on for so long in any case, so that a fast machine sees the faults too. */
  least_seconds?: number;
  seed: number;
  processes: number;
  /** Simulated people in each process. */
  actors: number;
  mutant: Mutant | null;
  /** Percentage of requests to an engine that get a fault. */
  faults: number;
  /** Percentage of new jobs whose customer gets messages. */
  told: number;
  /** Folder for logs, for the code under test and, for `sqlite`, for the store. */
  folder: string;
  /** Working days at a time: the fewer, the more conflicts. */
  width: number;
  /** Mean lifetime of a process, in seconds. */
  life_seconds: number;
  /** Continues the run in the folder. */
  resume: boolean;
  /** True for a store on a disk of its own, which is full now and then. It is gone after the run. */
  ownDisk: boolean;
  progress: (line: string) => void;
}

export interface Summary extends Verdict {
  engine: EngineName;
  seed: number;
  mutant: Mutant | null;
  processes: number;
  seconds: number;
  lives: number;
  /** How often a process was suspended, and how often past the trust window and the retention. */
  suspended: { times: number; past_retention: number };
  /** Kills at each named step. */
  steps: Record<string, number>;
}

/** One run: workers on one store with faults, then drain and sweep, then the check. */
export const torture = async (options: TortureOptions): Promise<Summary> => {
  const { folder, processes } = options;
  const began = now_us();
  const file = openRun(options);
  const { seed } = file;
  options.progress(`seed ${seed} on ${options.engine}; logs and, on sqlite, the store are in ${folder}`);
  beginOn(file.first_day);
  const logs = join(folder, "logs");
  mkdirSync(logs, { recursive: true });
  const code = writeCode(folder, options.mutant);
  // The checker and the last drain read with the same times, so with the same code.
  const loaded: Code = await loadCode(code);
  const engine = await openEngine(options.engine, { ...options, prefix: file.prefix, random: names });
  const proxies: Proxy[] = [];
  const faults = new Map<string, number>();
  const count = (fault: string): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1);
  const before = progressOf(logs);
  if (options.resume) options.progress(`Resumed after ${before.confirmed} confirmed operations`);
  const log = new Log(join(logs, "provider.1.jsonl"));
  const provider = new Provider({ random: seededRandom(seed * 13 + 5), log, tell: count });
  try {
    const address = await provider.listen();
    // Another seed for what goes wrong next, which the first one decides.
    const fates = new Fates({ ...options, seed: seed + 1_000 * before.lives.reduce((sum, lives) => sum + lives, 0) });
    const run = new Run(options, file, before, { engine, fates, logs, code, proxies, provider: address, count });
    await run.toTheEnd();
    provider.calm();
    for (const proxy of proxies) proxy.calm();
    // Writes in flight, which their sender gave up on, are applied now.
    await sleep(engine.words === null ? 0 : 10_000);
    options.progress("At rest: what is left to do is done by one process without faults.");
    // A broken store is caught by what it confirmed.
    const rounds = options.mutant === null ? 4 : 1;
    await settle(engine.place, { code: loaded, random: names, logs, provider: address, rounds });
    options.progress("Judging …");
    const verdict = await checkRun({ place: engine.place, code: loaded, logs, random: names, provider: address });
    for (const [fault, count] of faults) verdict.faults[fault] = (verdict.faults[fault] ?? 0) + count;
    return {
      ...verdict,
      engine: options.engine,
      seed,
      mutant: options.mutant,
      processes,
      seconds: Math.round((now_us() - began) / 1_000_000),
      lives: run.lives,
      suspended: run.suspended,
      steps: fates.steps,
    };
  } finally {
    for (const proxy of proxies) await proxy.close();
    await provider.close();
    log.close();
    await engine.stop();
  }
};

const names: Random = { bytes: (count) => randomFillSync(new Uint8Array(count)), fraction: Math.random };

interface RunParts {
  engine: RunningEngine;
  fates: Fates;
  logs: string;
  code: string;
  proxies: Proxy[];
  /** The address of the provider of messages. */
  provider: string;
  count: (fault: string) => void;
}

class Run {
  readonly #options: TortureOptions;
  readonly #parts: RunParts;
  readonly #workers: Worker[];
  readonly #random: Random;
  #confirmed: number;
  #over = false;
  #from = 0;
  readonly #file: RunFile;
  readonly #before: Progress;
  lives = 0;
  readonly suspended = { times: 0, past_retention: 0 };

  constructor(options: TortureOptions, file: RunFile, before: Progress, parts: RunParts) {
    this.#options = options;
    this.#file = file;
    this.#before = before;
    this.#parts = parts;
    this.#random = seededRandom(file.seed);
    this.#confirmed = before.confirmed;
    this.#from = Math.floor(before.confirmed / file.per_day);
    this.#workers = Array.from(
      { length: options.processes },
      () =>
        new Worker(
          (count) => (this.#confirmed += count),
          (text) => options.progress(`a worker said: ${text.trim()}`),
        ),
    );
  }

  async toTheEnd(): Promise<void> {
    const { minutes, least_seconds = 0, operations, progress } = this.#options;
    const deadline = performance.now() + minutes * 60_000;
    const earliest = performance.now() + least_seconds * 1_000;
    const living = this.#workers.map((worker, index) => this.#reincarnate(worker, index));
    const nemesis = [this.#suspend(), this.#fillDisks()];
    let told = performance.now();
    let before = this.#confirmed;
    const isDone = (): boolean => this.#confirmed >= operations && performance.now() >= earliest;
    while (!isDone() && performance.now() < deadline) {
      await sleep(250);
      this.#moveOn();
      const elapsed = performance.now() - told;
      if (elapsed < 10_000) continue;
      const rate = Math.round(((this.#confirmed - before) / elapsed) * 1_000);
      progress(`${this.#confirmed} confirmed, ${rate}/s; ${this.lives} lives, ${this.suspended.times} suspended`);
      [told, before] = [performance.now(), this.#confirmed];
    }
    this.#over = true;
    for (const worker of this.#workers) worker.tell({ finish: true });
    // A process that does not end is killed, which is a fault like any other.
    const late = setTimeout(() => this.#workers.forEach((worker) => worker.end()), 45_000);
    await Promise.all([...living, ...nemesis]);
    clearTimeout(late);
  }

  /** The working days advance with the work, so that no document grows without bound. */
  #moveOn(): void {
    const from = Math.floor(this.#confirmed / this.#file.per_day);
    if (from === this.#from) return;
    this.#from = from;
    for (const worker of this.#workers) worker.tell({ from });
  }

  async #reincarnate(worker: Worker, index: number): Promise<void> {
    const { engine, fates, logs, code, provider, count } = this.#parts;
    let place = engine.place;
    if (engine.words !== null && place.kind !== "sqlite") {
      const proxy = new Proxy({
        target: place.endpoint,
        random: seededRandom(this.#file.seed * 97 + index),
        rate: this.#options.faults / 100,
        patience_ms,
        tell: (fault: ProxyFault) => count(`proxy: ${fault}`),
        words: engine.words,
      });
      this.#parts.proxies.push(proxy);
      place = { ...place, endpoint: await proxy.listen() };
    }
    const lived = this.#before.lives[index] ?? 0;
    let unfinished = unfinishedOf(join(logs, `${index}.${lived}.jsonl`));
    for (let life = lived + 1; !this.#over; life += 1) {
      const log = join(logs, `${index}.${life}.jsonl`);
      const { plan, killAfter_ms } = fates.next(index);
      this.lives += 1;
      const death = await worker.live({
        killAfter_ms,
        options: {
          worker: index,
          life,
          seed: this.#file.seed * 1_000_003 + index * 1_009 + life,
          first_day: dayAt(0),
          place,
          code,
          log,
          plan,
          rates: fates.rates(place.kind),
          actors: this.#options.actors,
          unfinished,
          from: this.#from,
          width: this.#options.width,
          told: this.#options.told / 100,
          provider,
          mutant: this.#options.mutant,
        },
      });
      fates.ended(plan, death);
      if (death === "broken") throw new Error(`Worker ${index} stopped by itself; see ${log}`);
      // The next process repeats half of the unanswered operations, as people do.
      unfinished = unfinishedOf(log).filter(() => this.#random.fraction() < 0.5);
    }
  }

  /**
   * Suspends a process now and then, mostly at a named step, for longer than trust window and retention. During that the
   * others compact, and delete the entries that it is about to write after.
   */
  async #suspend(): Promise<void> {
    while (!this.#over) {
      await sleep(250);
      const stopped = this.#workers.find((worker) => worker.stoppedItself());
      const chosen = stopped ?? (this.#random.fraction() < 0.25 / 40 ? this.#pickAlive() : undefined);
      if (chosen === undefined) continue;
      const isLong = stopped !== undefined || this.#random.fraction() < 0.3;
      await chosen.suspend(() => this.#unlessOver(isLong ? suspended_ms : 1_000 + this.#random.fraction() * 4_000));
      this.suspended.times += 1;
      if (isLong) this.suspended.past_retention += 1;
    }
  }

  async #unlessOver(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (!this.#over && performance.now() < end) await sleep(100);
  }

  /** Fills the disk of an embedded store now and then, for one process or for all. */
  async #fillDisks(): Promise<void> {
    const { engine, count } = this.#parts;
    if (engine.place.kind !== "sqlite") return;
    while (!this.#over) {
      await this.#unlessOver(2_000 + this.#random.fraction() * 6_000);
      const isForAll = engine.disk !== null && engine.disk !== undefined && this.#random.fraction() < 0.2;
      // For all it is sometimes longer than the store tries again.
      const length_ms = 200 + this.#random.fraction() * (isForAll ? 6_000 : 1_500);
      const during = (): Promise<void> => this.#unlessOver(length_ms);
      if (isForAll) {
        engine.disk?.fill();
        await during();
        engine.disk?.free();
        count("disk full for all");
      } else {
        await this.#pickAlive()?.fillDisk(during);
        count("disk full");
      }
    }
  }

  #pickAlive(): Worker | undefined {
    const alive = this.#workers.filter((worker) => worker.alive);
    return alive[Math.floor(this.#random.fraction() * alive.length)];
  }
}
