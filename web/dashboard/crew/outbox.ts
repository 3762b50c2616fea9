import type { Answer, Problem } from "../../../http/client.ts";
import type { PriceInput, VisitReport, Weight as ApiWeight } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";

/** A step that a crew member tapped. It stays until the server accepts or refuses it. */
export interface VisitChange {
  /** The idempotency key of the tap. */
  key: string;
  job: string;
  visit: string;
  /** `scheduled` undoes `en_route`. */
  state: "en_route" | "on_site" | "done" | "attempted" | "scheduled";
  /** What came with the tap. */
  details?: VisitDetails;
  /** When it was tapped, in milliseconds since the Unix epoch. */
  at: number;
  /** The customer's name, for the notice if it is refused. */
  customer: string;
}

/** What a crew reports beside the state. */
export type VisitDetails = Pick<VisitReport, "reason" | "code" | "unit" | "return_visit" | "arrives_in_minutes"> & {
  /** The weight of the load that the visit took. */
  weight?: ApiWeight;
  /** The load that was really there. It is a report of its own, with the state that the visit has already. */
  price?: { items: NonNullable<PriceInput["items"]>; reason: string };
};

/** A refused step, with the later steps of the same visit, which were dropped too. */
export interface RefusedChange {
  changes: VisitChange[];
  problem: Problem;
}

/** The outcome of a delivery. `offline`: no answer. `degraded`: the server asked to wait. `signed_out`: the session ended. */
export type Delivery = "sent" | "offline" | "degraded" | "signed_out";

export interface Outbox {
  waiting(): VisitChange[];
  refused(): RefusedChange[];
  add(change: Omit<VisitChange, "key" | "at">): void;
  /** Removes a step that is the last one and was never sent. Returns false if there is no such step. */
  takeBack(step: Pick<VisitChange, "job" | "visit" | "state">): boolean;
  /** Sends the waiting steps in order. A call during another one waits for that one. */
  send(): Promise<Delivery>;
  /** Removes a refused step after its notice was read. */
  dismiss(refused: RefusedChange): void;
}

export interface OutboxOptions<T> {
  /** The storage name, with the person's id, so that another person does not send these steps. */
  name: string;
  /** The phone's storage. It is read at each use, because another tab can change it. */
  storage: Pick<Browser, "read" | "write">;
  browser: Pick<Browser, "key" | "now">;
  post: (change: VisitChange) => Promise<Answer<T>>;
  sent: (value: T, change: VisitChange) => void;
  changed: () => void;
}

export const createOutbox = <T>({ name, storage, browser, post, sent, changed }: OutboxOptions<T>): Outbox => {
  let running: Promise<Delivery> | null = null;
  /** The steps that a call may have delivered, by key. */
  const begun = new Set<string>();
  const read = (): Kept => readKept(storage.read(name));
  const write = (next: Kept) => {
    storage.write(name, next.waiting.length + next.refused.length === 0 ? null : next);
    changed();
  };

  const deliver = async (): Promise<Delivery> => {
    for (;;) {
      const [next] = read().waiting;
      if (next === undefined) return "sent";
      begun.add(next.key);
      const answer = await post(next);
      if (answer.ok) {
        sent(answer.value, next);
        const now = read();
        write({ ...now, waiting: now.waiting.filter(({ key }) => key !== next.key) });
        continue;
      }
      const { problem } = answer;
      if (problem === null) return "offline";
      if (problem.code === "sign_in_required") return "signed_out";
      if (problem.status >= 500 || problem.status === 429 || problem.code === "idempotency_in_progress")
        return "degraded";
      const now = read();
      // A refused price stops no later step: the work is done, and the office sets the price.
      const isPrice = next.details?.price !== undefined;
      const fallen = ({ key, visit, job }: VisitChange) =>
        key === next.key || (!isPrice && visit === next.visit && job === next.job);
      write({
        waiting: now.waiting.filter((change) => !fallen(change)),
        refused: [...now.refused, { changes: now.waiting.filter(fallen), problem }],
      });
    }
  };

  return {
    waiting: () => read().waiting,
    refused: () => read().refused,
    add: (change) => {
      const now = read();
      write({ ...now, waiting: [...now.waiting, { ...change, key: browser.key(), at: browser.now() }] });
    },
    takeBack: ({ job, visit, state }) => {
      const now = read();
      const last = now.waiting.at(-1);
      const isLast = last?.job === job && last.visit === visit && last.state === state;
      if (last === undefined || !isLast || begun.has(last.key)) return false;
      write({ ...now, waiting: now.waiting.slice(0, -1) });
      return true;
    },
    send: () => (running ??= deliver().finally(() => (running = null))),
    dismiss: ({ changes }) => {
      const now = read();
      const [first] = changes;
      write({ ...now, refused: now.refused.filter((other) => other.changes[0]?.key !== first?.key) });
    },
  };
};

interface Kept {
  waiting: VisitChange[];
  refused: RefusedChange[];
}

const readKept = (value: unknown): Kept =>
  typeof value === "object" && value !== null && "waiting" in value && "refused" in value
    ? (value as Kept) // only this file writes under this name
    : { waiting: [], refused: [] };
