import type { Day } from "../../../domain/day.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import type { ObjectStore } from "../../../store/port/object-store.ts";
import { now_us } from "../log.ts";

/**
 * The time when this process sent its last confirmed entry of a day's log. A message begins with such an entry, which takes
 * its lease. The sender is called before another entry can be confirmed, so the lease was not taken before this time.
 */
export class Swaps {
  readonly #sent = new Map<Day, number>();
  /** The first of several attempts at one number of a log. */
  readonly #trying = new Map<string, number>();

  last(job: JobId): number {
    return this.#sent.get(homeDayOf(job)) ?? 0;
  }

  watch(inner: ObjectStore): ObjectStore {
    return {
      partBytes: inner.partBytes,
      maxBodyBytes: inner.maxBodyBytes,
      get: (key, options) => inner.get(key, options),
      list: (prefix, options) => inner.list(prefix, options),
      delete: (key) => inner.delete(key),
      put: async (key, ...rest) => {
        const [room, day = ""] = key.split("/");
        if (room !== "days") return await inner.put(key, ...rest);
        const sent = this.#trying.get(key) ?? now_us();
        this.#trying.set(key, sent);
        const put = await inner.put(key, ...rest);
        if (put.outcome === "stored") this.#sent.set(day, sent);
        return put;
      },
    };
  }
}
