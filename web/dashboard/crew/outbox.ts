import type { Answer, Problem } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";

/** What a crew member did to one visit. It is kept until the server has said yes or no to it. */
export interface VisitChange {
  /** One tap, one key: however often it is sent, it is done once. */
  key: string;
  job: string;
  visit: string;
  state: "en_route" | "on_site" | "done" | "attempted";
  reason?: string;
  /** When it was tapped, in milliseconds since the Unix epoch. */
  at: number;
  /** Whose visit it is, for the sentence that says what became of it. */
  customer: string;
}

/** The server said no: this, and whatever was tapped after it on the same visit, did not happen. */
export interface RefusedChange {
  changes: VisitChange[];
  problem: Problem;
}

/** How the last try went: `silent` no answer, `busy` asked to wait, `signed_out` nobody is signed in here. */
export type Delivery = "sent" | "offline" | "degraded" | "signed_out";

export interface Outbox {
  waiting(): VisitChange[];
  refused(): RefusedChange[];
  add(change: Omit<VisitChange, "key" | "at">): void;
  /** Sends what waits, in order, one at a time. A call while another runs waits for that one. */
  send(): Promise<Delivery>;
  /** The notice was read. */
  dismiss(refused: RefusedChange): void;
}

export interface OutboxOptions<T> {
  /** Kept under this name; one for each person, so that nobody sends another's. */
  name: string;
  /** What outlives the page. Read anew at each use: another tab may have added or sent something. */
  storage: Pick<Browser, "read" | "write">;
  browser: Pick<Browser, "key" | "now">;
  post: (change: VisitChange) => Promise<Answer<T>>;
  sent: (value: T, change: VisitChange) => void;
  changed: () => void;
}

export const createOutbox = <T>({ name, storage, browser, post, sent, changed }: OutboxOptions<T>): Outbox => {
  let running: Promise<Delivery> | null = null;
  const read = (): Kept => readKept(storage.read(name));
  const write = (next: Kept) => {
    storage.write(name, next.waiting.length + next.refused.length === 0 ? null : next);
    changed();
  };

  const deliver = async (): Promise<Delivery> => {
    for (;;) {
      const [next] = read().waiting;
      if (next === undefined) return "sent";
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
      const fallen = ({ key, visit, job }: VisitChange) =>
        key === next.key || (visit === next.visit && job === next.job);
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
    ? (value as Kept) // written by nobody but this file, under a name of its own
    : { waiting: [], refused: [] };
