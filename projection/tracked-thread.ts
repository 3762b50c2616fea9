import type { Instant } from "../domain/clock.ts";
import type { HistoryEntry } from "../domain/job.ts";

/** A message on the customer's page: theirs, or an answer of the business. */
export interface TrackedMessage {
  at: Instant;
  from: "you" | "us";
  /** The first name of the person who answered. */
  name?: string;
  text: string;
}

/**
 * Returns the messages of a job's page, oldest first: the newest 20, in at most 4 KB. The history says which messages
 * belong to the page, so notices and texts about other jobs are never among them. `texts` has their words by history id;
 * older jobs have them in the history. A message whose words are not known is left out.
 */
export const threadOf = (
  history: readonly HistoryEntry[],
  texts: ReadonlyMap<string, string> = new Map(),
): TrackedMessage[] => {
  const thread: TrackedMessage[] = [];
  let bytes = 0;
  for (const { id, at, by, what, reason } of history.toReversed()) {
    const text = what === "messaged" ? (texts.get(id) ?? reason) : undefined;
    if (text === undefined) continue;
    const message: TrackedMessage =
      by.kind === "customer" ? { at, from: "you", text } : { at, from: "us", ...firstNameOf(by.name), text };
    bytes += new TextEncoder().encode(JSON.stringify(message)).length;
    if (thread.length >= most || bytes > mostBytes) break;
    thread.unshift(message);
  }
  return thread;
};

const firstNameOf = (name: string): { name?: string } => {
  const [first = ""] = name.split(" ");
  return first === "" ? {} : { name: first };
};

const most = 20;
const mostBytes = 4_096;
