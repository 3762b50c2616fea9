import { setTimeout as sleep } from "node:timers/promises";
import type { Day } from "../../../domain/day.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import type { Random } from "../../../domain/random.ts";
import type { Sender, SendRequest, SendResult } from "../../../store/job-store.ts";
import type { ObjectStore } from "../../../store/port/object-store.ts";
import { now_us, type Log } from "../log.ts";

/** A slow sender that fails now and then, and always for poison. It logs each request for the checker. */
export class RecordingSender implements Sender {
  readonly timeout_ms = 10_000;
  readonly #parts: { log: Log; chance: Random; swaps: Swaps; failing: number };

  constructor(parts: { log: Log; chance: Random; swaps: Swaps; failing: number }) {
    this.#parts = parts;
  }

  async send({ entry, job }: SendRequest): Promise<SendResult> {
    const { id, cause: template } = entry;
    const { log, chance, swaps, failing } = this.#parts;
    const since = swaps.last(job.id);
    log.write({ k: "send", t: now_us(), since, message: id, job: job.id, rev: job.rev, template });
    const slow = chance.fraction() < failing / 10;
    await sleep(chance.fraction() * (slow ? 2_000 : 15));
    const delivered = !template.endsWith("!") && chance.fraction() >= failing;
    log.write({ k: "sent", t: now_us(), message: id, job: job.id, template, delivered });
    if (!delivered) throw new Error("The sender fails on purpose");
    return { how: "sent" };
  }

  async ended({ entry, job, how }: Parameters<Sender["ended"]>[0]): Promise<void> {
    const { log, chance, failing } = this.#parts;
    if (chance.fraction() < failing) throw new Error("The sender fails on purpose");
    log.write({ k: "ended", t: now_us(), message: entry.id, job: job.id, template: entry.cause, how });
  }
}

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
