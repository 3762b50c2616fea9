import type { TrackedJob } from "../../http/client.ts";
import { readContact } from "../shared/contact.ts";
import type { FollowContext } from "./following.ts";
import { createJobReader } from "./job-reader.ts";
import { pollAfter } from "./poll.ts";

/** Looks at the job again and again while the page is visible. */
export const createLooking = (context: FollowContext) => {
  const { token, client, fetcher, browser, screen, machine, today } = context;
  const { state, send } = machine;
  const reader = createJobReader(token, client, fetcher, browser);
  let looking = false;
  /** When the page was last opened, looked at again, or changed by something new. */
  let livelyAt = browser.now();
  let stopPoll: (() => void) | undefined;
  let stopTick: (() => void) | undefined;

  /** Finds out who to call: from the catalog, or from the published file while the API is down. */
  const findBusiness = async () => {
    if (state().business !== null) return;
    const answer = await client.getCatalog();
    const business = answer.ok ? answer.value.business : await readContact(fetcher);
    if (business !== null) send({ is: "business", business });
  };
  const lose = () => {
    send({ is: "lost", view: token ? "gone" : "unlinked" });
    void findBusiness();
  };
  /** Shows the job, unless something newer is on show already or its link has expired. */
  const accept = (job: TrackedJob) => {
    const shown = state().job?.rev ?? 0;
    if (job.rev < shown) return;
    if (job.expires_at !== null && Date.parse(job.expires_at) <= browser.now()) return lose();
    if (job.rev > shown) livelyAt = browser.now();
    reader.remember(job.rev);
    send({ is: "job", job });
  };
  /** Keeps "checked … ago" true between two looks. */
  const tick = () => {
    stopTick?.();
    if (state().view !== "job" || !screen.visible()) return;
    stopTick = browser.after(5_000, () => {
      send({ is: "tick" });
      tick();
    });
  };
  const wait = () => {
    stopPoll?.();
    const { view, job } = state();
    const ms = view === "gone" ? null : pollAfter(job, today(), screen.visible(), browser.now() - livelyAt);
    if (ms !== null) stopPoll = browser.after(ms, () => void look());
    tick();
  };
  const look = async () => {
    stopPoll?.();
    if (looking || !token) return;
    looking = true;
    const reading = await reader.read();
    looking = false;
    if (reading.kind === "job") accept(reading.job);
    else if (reading.kind === "gone") lose();
    else {
      send({ is: "silent" });
      if (state().job === null) void findBusiness();
    }
    wait();
  };
  return {
    accept,
    look,
    lose,
    wait,
    /** The customer came back to the page, or the network did. */
    enliven: () => {
      livelyAt = browser.now();
    },
    rest: () => {
      stopPoll?.();
      stopTick?.();
    },
  };
};

export type Looking = ReturnType<typeof createLooking>;
