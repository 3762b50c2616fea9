import { dayLog } from "../../store/jobs/log/log-keys.ts";
import type { Change, LogKind } from "../../store/jobs/log/log-kind.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor, Context } from "./actor.ts";
import type { DayLogCode } from "./day-log-code.ts";
import { ObjectWorld } from "./object-world.ts";
import type { Search } from "./search.ts";

type State = readonly string[];
type LogRecord = { add: string } | { all: State };
type Process = Context<ObjectStore>;

/** A log of ids. It keeps repeats, so that a change which is applied twice shows. */
const ids: LogKind<State, LogRecord> = {
  empty: [],
  apply: (state, record) => ("all" in record ? record.all : [...state, record.add]),
  recordsOf: (state) => state.map((add) => ({ add })),
};
const name = dayLog("2026-11-27");

/** How an exploration uses its log. */
interface Use {
  /** A writer notes each confirmation in the store, where a reader of the same exploration sees it. */
  witnesses?: boolean;
  /** Each entry holds the whole list, and the log opens by LIST. */
  wholeValues?: boolean;
}
const day_ms = 86_400_000;

/** The processes of an exploration. Each opens its own log, as a process of its own would. */
export const processesOf = (code: DayLogCode, { witnesses = false, wholeValues = false }: Use = {}) => {
  const openLog = ({ handle: objects, clock, random }: Process, process: string) => {
    const entryClock = new code.EntryClock(clock);
    // One entry at a time: the fewest steps.
    const readAhead = { first: 1, most: 1 };
    const opening = wholeValues ? { opening: code.openAtNewest } : {};
    return new code.DayLog<State, LogRecord>({
      objects,
      name,
      kind: ids,
      entryClock,
      readAhead,
      process,
      clock,
      random,
      ...opening,
    });
  };

  const adding = (add: string): Change<State, LogRecord, null> => ({
    decide: (state) => ({ records: [wholeValues ? { all: [...state, add] } : { add }], result: null }),
    findIn: (state) => (!wholeValues && state.includes(add) ? { result: null } : null),
  });

  /** Adds each id and tells when it is confirmed, or that it failed. */
  const writer =
    (...added: string[]): Actor<ObjectStore> =>
    async (context) => {
      const log = openLog(context, added[0] ?? "");
      for (const add of added) {
        try {
          await log.change(adding(add));
          context.tell({ confirmed: add });
          if (witnesses) await context.handle.put(`witness/${add}`, new Uint8Array(), "any");
        } catch (error) {
          if (error instanceof code.OutcomeUnknown) return;
          if (!(error instanceof code.StoreUnavailable)) throw error;
          context.tell({ failed: add });
        }
      }
    };

  /** Reads several times and throws if an answer lacks an entry that was confirmed before the request. */
  const reader =
    (times: number): Actor<ObjectStore> =>
    async (context) => {
      const log = openLog(context, "reader");
      for (let time = 0; time < times; time += 1) {
        const listed = await context.handle.list("witness/");
        const { state } = await log.read();
        const confirmed = listed.outcome === "listed" ? listed.keys.map((key) => key.slice("witness/".length)) : [];
        for (const id of confirmed) if (!state.includes(id)) throw new Error("a read misses a confirmed entry");
      }
    };

  /** Reads the log in steps of its own, then names a snapshot of what it read: a compactor that may stall between. */
  const compactor: Actor<ObjectStore> = async (context) => {
    const head = await openLog(context, "compactor").read();
    if (head.n === 0) return;
    await context.atomically("compact", (objects) =>
      code.compact({ objects, name, kind: ids, random: context.random }, head),
    );
  };

  /** Does these steps in order, each as one: what is in question is what the others do between them. */
  const maintenance =
    (...steps: ("compact" | "day" | "delete" | "upkeep" | "write")[]): Actor<ObjectStore> =>
    async (context) => {
      for (const [index, step] of steps.entries()) {
        if (step === "day") await context.pass(day_ms);
        else {
          await context.atomically(step, async (objects) => {
            if (step === "delete") return await code.deleteExpired(objects, name);
            const log = openLog({ ...context, handle: objects }, "maintenance");
            if (step === "write") {
              await log.change(adding(`m${index}`));
              if (witnesses) await objects.put(`witness/m${index}`, new Uint8Array(), "any");
              return;
            }
            const head = await log.read();
            if (head.n === 0) return;
            if (step === "upkeep") return await code.deleteReplaced(objects, name, head);
            await code.compact({ objects, name, kind: ids, random: context.random }, head);
          });
          if (step === "write") context.tell({ confirmed: `m${index}` });
        }
      }
    };

  return { writer, reader, compactor, maintenance };
};

/** The exploration of these actors: every confirmed entry is in a cold view once, and no failed entry ever is. */
export const explorationOf = (
  code: DayLogCode,
  actors: Record<string, Actor<ObjectStore>>,
  { wholeValues, ...rest }: Partial<Search<ObjectStore>> & Pick<Use, "wholeValues"> = {},
): Search<ObjectStore> => ({
  world: new ObjectWorld(),
  now: day_ms,
  actors,
  invariant: async ({ handle, told, now, ended }) => {
    if (!ended) return;
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0 };
    const entryClock = new code.EntryClock(clock);
    const opening = wholeValues === true ? { opening: code.openAtNewest } : {};
    const context = { objects: handle, name, kind: ids, entryClock, process: "cold", clock, random };
    const log = new code.DayLog<State, LogRecord>({ ...context, ...opening });
    const { state } = await log.read();
    if (new Set(state).size < state.length) throw new Error("a change is applied twice");
    for (const { confirmed, failed } of Object.values(told).flat() as { confirmed?: string; failed?: string }[]) {
      if (confirmed !== undefined && !state.includes(confirmed)) throw new Error("a confirmed entry is lost");
      if (failed !== undefined && state.includes(failed)) throw new Error("a failed entry is committed");
    }
  },
  ...rest,
});
