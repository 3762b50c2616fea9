import type { TrackedJob } from "../../http/client.ts";
import { readContact } from "../shared/contact.ts";
import { createJobReader } from "./job-reader.ts";
import { pollAfter } from "./poll.ts";
import type { TrackingContext } from "./tracking.ts";

/** Reads the job again and again while the page is visible. */
export const createJobFeed = (context: TrackingContext) => {
  const { token, client, fetcher, browser, screen, machine, today } = context;
  const { state, send } = machine;
  const reader = createJobReader(token, client, fetcher, browser);
  let reading = false;
  /** When the customer last opened or came back to the page, or the job last changed. */
  let activeAt = browser.now();
  let cancelPoll: (() => void) | undefined;
  let cancelTick: (() => void) | undefined;

  const showLost = () => {
    send({ is: "lost", view: token ? "gone" : "unlinked" });
    void findBusiness(context);
  };
  /** Shows the job, unless the page already shows a newer revision or the link has expired. */
  const accept = (job: TrackedJob) => {
    const shown = state().job?.rev ?? 0;
    if (job.rev < shown) return;
    if (job.expires_at !== null && Date.parse(job.expires_at) <= browser.now()) return showLost();
    if (job.rev > shown) activeAt = browser.now();
    reader.remember(job.rev);
    send({ is: "job", job });
  };
  /** Keeps "checked … ago" true between two reads. */
  const tick = () => {
    cancelTick?.();
    if (state().view !== "job" || !screen.visible()) return;
    cancelTick = browser.after(5_000, () => {
      send({ is: "tick" });
      tick();
    });
  };
  const schedule = () => {
    cancelPoll?.();
    const { view, job } = state();
    const ms = view === "gone" ? null : pollAfter(job, today(), screen.visible(), browser.now() - activeAt);
    if (ms !== null) cancelPoll = browser.after(ms, () => void refresh());
    tick();
  };
  const refresh = async () => {
    cancelPoll?.();
    if (reading || !token) return;
    reading = true;
    const result = await reader.read();
    reading = false;
    if (result.kind === "job") accept(result.job);
    else if (result.kind === "gone") showLost();
    else {
      send({ is: "unreachable" });
      if (state().job === null) void findBusiness(context);
    }
    schedule();
  };
  return {
    accept,
    refresh,
    showLost,
    schedule,
    /** The customer or the network came back, so the page polls often for a while. */
    noteActivity: () => {
      activeAt = browser.now();
    },
    pause: () => {
      cancelPoll?.();
      cancelTick?.();
    },
  };
};

/** Finds the business to call: in the catalog, or in the published file while the API is down. */
const findBusiness = async ({ client, fetcher, machine: { state, send } }: TrackingContext) => {
  if (state().business !== null) return;
  const answer = await client.getCatalog();
  const business = answer.ok ? answer.value.business : await readContact(fetcher);
  if (business !== null) send({ is: "business", business });
};

export type JobFeed = ReturnType<typeof createJobFeed>;
