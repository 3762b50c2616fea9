import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";

/** How many conversations need a reply. `seq` grows with each new message from a customer. */
export interface InboxCount {
  needs_reply: number;
  seq: number;
}

/** The count that every page of staff shows. The board brings it with its own answers; on other pages it is asked for. */
export interface InboxWatch {
  /** Null until the first answer. */
  count(): InboxCount | null;
  /** Takes a count that another call brought. */
  take(count: InboxCount): void;
  refresh(): Promise<void>;
  /** Asks now, after this window changed a conversation. */
  check(): Promise<void>;
  pause(): void;
}

interface WatchOptions {
  summary: () => Promise<Answer<InboxCount>>;
  browser: Pick<Browser, "now" | "after">;
  /** True while no person sees the window. It then asks less often, and still plays its sound. */
  isHidden: () => boolean;
  changed: () => void;
  /** A customer wrote since the last count. */
  arrived: () => void;
}

const pollMs = 10_000;
const hiddenPollMs = 30_000;

export const createInboxWatch = ({ summary, browser, isHidden, changed, arrived }: WatchOptions): InboxWatch => {
  let known: InboxCount | null = null;
  let takenAt = -Infinity;
  let isPaused = true;
  let cancel = () => {};
  const take = (count: InboxCount) => {
    const before = known;
    takenAt = browser.now();
    known = count;
    // A count that was asked for earlier can arrive later.
    if (before !== null && count.seq > before.seq && count.needs_reply > 0) arrived();
    if (before?.needs_reply !== count.needs_reply || before.seq !== count.seq) changed();
  };
  const plan = (ms: number) => {
    cancel();
    if (!isPaused) cancel = browser.after(ms, () => void refresh());
  };
  const refresh = async (): Promise<void> => {
    isPaused = false;
    cancel();
    const left = takenAt + pollMs - browser.now();
    if (left > 0) return plan(left);
    await check();
  };
  const check = async (): Promise<void> => {
    const answer = await summary();
    if (answer.ok) take(answer.value);
    plan(isHidden() ? hiddenPollMs : pollMs);
  };
  return {
    count: () => known,
    take,
    refresh,
    check,
    pause: () => {
      isPaused = true;
      cancel();
    },
  };
};
