import { useEffect, useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import type { InboxCount } from "../alert/inbox-watch.ts";
import type { AppContext } from "../app-context.ts";
import type { InboxItem } from "../inbox/conversation.ts";

/** What needs an answer of the office and is no card of this day. */
export interface Waiting {
  /** The newest conversations that need a reply. */
  messages: readonly InboxItem[];
  /** New online bookings without a crew, the soonest first. */
  bookings: readonly Job[];
}

const mostListed = 5;
const bookingsMs = 60_000;
const newMs = 48 * 3_600_000;

/** Reads what waits: messages after each change of the Inbox, bookings once a minute and when the board changes. */
export const useWaiting = ({ api, browser }: AppContext, count: InboxCount | null, board: unknown): Waiting => {
  const [messages, setMessages] = useState<readonly InboxItem[]>([]);
  const [bookings, setBookings] = useState<readonly Job[]>([]);
  const [minute, setMinute] = useState(0);
  const waiting = count?.needs_reply ?? 0;
  useEffect(() => {
    if (waiting === 0) return setMessages([]);
    const load = async () => {
      const answer = await api.listInbox({ state: "open", limit: String(mostListed) });
      if (answer.ok) setMessages(answer.value.items);
    };
    void load();
  }, [api, waiting, count?.seq]);
  useEffect(() => {
    const load = async () => {
      const answer = await api.listJobs({ crew: "none", status: "booked", limit: "50" });
      if (answer.ok) setBookings(newBookings(answer.value.items, browser.now()).slice(0, mostListed));
    };
    void load();
    return browser.after(bookingsMs, () => setMinute((now) => now + 1));
  }, [api, minute, board]);
  return { messages, bookings };
};

/** The bookings that customers made online in the last two days and that have no crew yet. */
export const newBookings = (jobs: readonly Job[], now: number): Job[] =>
  jobs.filter(
    ({ source, created_at, crew }) => source === "booking" && crew === null && now - Date.parse(created_at) < newMs,
  );
