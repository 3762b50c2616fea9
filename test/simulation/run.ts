import { hash } from "node:crypto";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Random } from "../../domain/random.ts";
import type { Actor, Step, World } from "./actor.ts";
import { brief, textOf } from "./digest.ts";

export interface Budget {
  crashes: number;
  lostAnswers: number;
  latePuts: number;
  doubled: number;
  unavailable: number;
}

export interface Choice {
  label: string;
  take(): Promise<void>;
}

interface Waiting {
  step: Step;
  answer(result: unknown): void;
}

interface Playing {
  name: string;
  waiting: Waiting[];
  /** A digest of everything it has seen, in order. With its code, that determines what it does next. */
  seen: string;
  told: unknown[];
  state: "running" | "finished" | "crashed" | "failed";
  result?: unknown;
  /** True if its last relevant step was a write or it recorded something since. Only then does stopping it make a new state. */
  worthStopping: boolean;
}

/** One run of the real code under one schedule. */
export class Run<Handle> {
  readonly world: World<Handle>;
  /** Each choice and its outcome, for a person to read. */
  trace: string[] = [];
  readonly #actors: Playing[];
  readonly #late: { id: string; label: string; run(): Promise<unknown> }[] = [];
  readonly #left: Budget;
  #now: number;
  #last: Playing | undefined;
  #repeating = false;

  constructor(world: World<Handle>, actors: Record<string, Actor<Handle>>, budget: Budget, now: number) {
    this.world = world;
    this.#left = { ...budget };
    this.#now = now;
    this.#actors = Object.entries(actors).map(([name, actor]) => this.#start(name, actor));
  }

  get ended(): boolean {
    return this.#actors.every(({ state }) => state !== "running");
  }

  get failure(): { name: string; error: unknown } | undefined {
    const failed = this.#actors.find(({ state }) => state === "failed");
    return failed && { name: failed.name, error: failed.result };
  }

  get results(): Record<string, unknown> {
    return Object.fromEntries(this.#with("finished").map(({ name, result }) => [name, result]));
  }

  get told(): Record<string, unknown[]> {
    return Object.fromEntries(this.#actors.map(({ name, told }) => [name, told]));
  }

  get crashed(): string[] {
    return this.#with("crashed").map(({ name }) => name);
  }

  get now(): number {
    return this.#now;
  }

  /** Results that a repetition of these steps can reuse. */
  remember(): Remembered {
    return { trace: [...this.trace], seen: this.#actors.map(({ seen }) => seen), late: this.#late.map(({ id }) => id) };
  }

  /** Repeats choices up to the state in which `remembered` was stored. */
  async repeat(labels: string[], remembered: Remembered): Promise<void> {
    this.#repeating = true;
    for (const label of labels) await this.take(label);
    this.#repeating = false;
    this.trace = [...remembered.trace];
    for (const [index, actor] of this.#actors.entries()) actor.seen = remembered.seen[index] ?? "";
    for (const [index, late] of this.#late.entries()) late.id = remembered.late[index] ?? "";
  }

  async take(label: string | undefined): Promise<void> {
    const choices = this.choices();
    const choice = choices.find((other) => other.label === label);
    if (choice !== undefined) return choice.take();
    const listed = choices.map((other) => `"${other.label}"`).join(", ");
    throw new Error(`The schedule says "${label}", but there is only ${listed || "the end"}`);
  }

  /** Two runs with the same text have the same continuations. */
  fingerprint(): string {
    const actors = this.#actors.map(({ state, seen, told }) =>
      state === "crashed" ? `crashed ${JSON.stringify(told)}` : `${state} ${seen}`,
    );
    const late = this.#late.map(({ id }) => id).toSorted();
    const { crashes, lostAnswers, latePuts, doubled, unavailable } = this.#left;
    const rest = [this.#now, crashes, lostAnswers, latePuts, doubled, unavailable];
    return hash("md5", [this.world.fingerprint(), ...actors, ...late, rest.join()].join("\n"), "base64");
  }

  /** All possible next steps. The actor that moved last comes first, so that a failing schedule switches seldom. */
  choices(): Choice[] {
    const running = this.#with("running").toSorted(
      (one, other) => Number(other === this.#last) - Number(one === this.#last),
    );
    for (const actor of running) {
      const local = actor.waiting.find(({ step }) => step.kind === "local");
      if (local !== undefined) return [this.#deliver(actor, local)];
    }
    const choices = running.flatMap((actor) => actor.waiting.flatMap((waiting) => this.#outcomesOf(actor, waiting)));
    for (const late of this.#late) choices.push(this.#land(late));
    if (this.#left.crashes > 0) {
      for (const actor of running) if (actor.worthStopping) choices.push(this.#crash(actor));
    }
    return distinct(choices);
  }

  /** Resolves when every actor waits for a step or has ended. */
  async settle(): Promise<void> {
    for (let round = 0; ; round += 1) {
      // The next tick comes when all promise callbacks have run.
      await new Promise<void>((resolve) => process.nextTick(resolve));
      const busy = this.#actors.find(({ state, waiting }) => state === "running" && waiting.length === 0);
      if (busy === undefined) return;
      // Real asynchronous work, such as WebCrypto's.
      await setImmediate();
      if (round > 1_000) await setTimeout(1);
      if (round > 6_000) throw new Error(`${busy.name} waits for something that is not a step`);
    }
  }

  #start(name: string, actor: Actor<Handle>): Playing {
    const playing: Playing = { name, waiting: [], seen: "", told: [], state: "running", worthStopping: true };
    const see = (what: () => string): void => {
      if (!this.#repeating) playing.seen = hash("md5", `${playing.seen}\n${what()}`, "base64");
    };
    const take = (step: Step): Promise<unknown> =>
      new Promise((resolve) => {
        const waiting: Waiting = {
          step,
          answer: (result) => {
            playing.waiting.splice(playing.waiting.indexOf(waiting), 1);
            see(() => `${step.label} ${textOf(result)}`);
            if (step.kind !== "local") playing.worthStopping = step.kind === "write";
            resolve(result);
          },
        };
        playing.waiting.push(waiting);
      });
    let within = false;
    const context = {
      handle: this.world.scheduled(take, () => this.#now),
      clock: {
        now: () => {
          see(() => `now ${this.#now}`);
          return this.#now;
        },
        sleep: async (ms: number) => {
          if (within) return; // a part of that step
          await take({ label: `sleeps ${ms} ms`, kind: "local", run: async () => undefined });
        },
      },
      random: randomOf(name),
      pass: async (ms: number) => {
        const run = async (): Promise<void> => void (this.#now += ms);
        await take({ label: `lets ${ms} ms pass`, kind: "write", run });
      },
      atomically: async <Result>(label: string, act: (handle: Handle) => Promise<Result>): Promise<Result> => {
        const direct = this.world.direct(() => this.#now);
        const run = async (): Promise<Result> => {
          within = true;
          return await act(direct).finally(() => (within = false));
        };
        return (await take({ label, kind: "write", run })) as Result;
      },
      tell: (what: unknown) => {
        playing.told.push(what);
        playing.worthStopping = true;
        see(() => `told ${JSON.stringify(what)}`);
      },
    };
    actor(context).then(
      (result) => Object.assign(playing, { state: "finished", result }),
      (error: unknown) => Object.assign(playing, { state: "failed", result: error }),
    );
    return playing;
  }

  #with(state: Playing["state"]): Playing[] {
    return this.#actors.filter((actor) => actor.state === state);
  }

  #outcomesOf(actor: Playing, waiting: Waiting): Choice[] {
    const { step, answer } = waiting;
    const label = `${actor.name}: ${step.label}`;
    const choices = [this.#deliver(actor, waiting)];
    if (step.doubtful !== undefined && this.#left.lostAnswers > 0) {
      choices.push(
        this.#choice(`${label} (answer lost)`, actor, async () => {
          this.#left.lostAnswers -= 1;
          await step.run();
          answer(step.doubtful);
        }),
      );
    }
    if (step.doubtful !== undefined && this.#left.latePuts > 0) {
      choices.push(
        this.#choice(`${label} (late)`, actor, async () => {
          this.#left.latePuts -= 1;
          this.#late.push({ id: `${actor.name} ${actor.seen} ${step.label}`, label, run: () => step.run() });
          answer(step.doubtful);
        }),
      );
    }
    if (step.doubtful !== undefined && this.#left.doubled > 0) {
      choices.push(
        this.#choice(`${label} (delivered twice)`, actor, async () => {
          this.#left.doubled -= 1;
          await step.run();
          answer(await step.run());
        }),
      );
    }
    if (step.refused !== undefined && this.#left.unavailable > 0) {
      choices.push(
        this.#choice(`${label} (unavailable)`, actor, async () => {
          this.#left.unavailable -= 1;
          answer(step.refused);
        }),
      );
    }
    return choices;
  }

  #deliver(actor: Playing, { step, answer }: Waiting): Choice {
    return this.#choice(`${actor.name}: ${step.label}`, actor, async () => {
      const result = await step.run();
      answer(result);
      return result;
    });
  }

  #land(late: { label: string; run(): Promise<unknown> }): Choice {
    return this.#choice(`late: ${late.label}`, undefined, async () => {
      this.#late.splice(
        this.#late.findIndex((other) => other === late),
        1,
      );
      return late.run();
    });
  }

  #crash(actor: Playing): Choice {
    return this.#choice(`${actor.name} crashes`, actor, async () => {
      this.#left.crashes -= 1;
      actor.state = "crashed";
      actor.waiting.length = 0;
    });
  }

  #choice(label: string, actor: Playing | undefined, act: () => Promise<unknown>): Choice {
    return {
      label,
      take: async () => {
        const result = await act();
        if (!this.#repeating) this.trace.push(result === undefined ? label : `${label} → ${brief(result)}`);
        this.#last = actor;
        await this.settle();
      },
    };
  }
}

export interface Remembered {
  trace: string[];
  seen: string[];
  late: string[];
}

/** Needed because an actor may wait for two calls of the same name. */
const distinct = (choices: Choice[]): Choice[] => {
  const labels = new Set<string>();
  for (const choice of choices) {
    while (labels.has(choice.label)) choice.label += " again";
    labels.add(choice.label);
  }
  return choices;
};

const randomOf = (name: string): Random => {
  let count = 0;
  const next = (): Buffer => Buffer.from(hash("sha256", `${name} ${count++}`, "hex"), "hex");
  return {
    bytes: (length) => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) bytes.set(next().subarray(0, length - at), at);
      return bytes;
    },
    fraction: () => next().readUInt32BE() / 2 ** 32,
  };
};
