import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "../../../domain/job.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import type { Random } from "../../../domain/random.ts";
import { keys } from "../../../store/keys.ts";
import type { Sender } from "../../../store/job-store.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import type { Wire } from "../../../store/dynamodb/wire.ts";
import { overridden } from "../fault/named-steps.ts";
import { now_us, type Log } from "../log.ts";
import type { Kept } from "../place.ts";

/** A slow sender that fails now and then, and always for poison. It logs each request for the checker. */
export class RecordingSender implements Sender {
  readonly timeout_ms = 10_000;
  readonly #parts: { log: Log; chance: Random; swaps: Swaps; failing: number };

  constructor(parts: { log: Log; chance: Random; swaps: Swaps; failing: number }) {
    this.#parts = parts;
  }

  async send({ id, job, template }: { id: string; job: Job; template: string }): Promise<void> {
    const { log, chance, swaps, failing } = this.#parts;
    const since = swaps.last(job.id);
    log.write({ k: "send", t: now_us(), since, message: id, job: job.id, rev: job.rev, template });
    const slow = chance.fraction() < failing / 10;
    await sleep(chance.fraction() * (slow ? 2_000 : 15));
    const delivered = !template.endsWith("!") && chance.fraction() >= failing;
    log.write({ k: "sent", t: now_us(), message: id, job: job.id, template, delivered });
    if (!delivered) throw new Error("The sender was told to fail");
  }
}

/**
 * The time when this process sent the last confirmed write of a document. A message begins with such a write (the CAS that
 * takes its lease). The sender is called before another write can be answered, so the CAS was not applied before this time.
 */
export class Swaps {
  readonly #sent = new Map<string, number>();
  /** The first of several attempts of one write. */
  readonly #trying = new Map<string, number>();

  last(job: JobId): number {
    return this.#sent.get(keys.day(homeDayOf(job))) ?? this.#sent.get(job) ?? 0;
  }

  watch(kept: Kept): Kept {
    return "wire" in kept
      ? { ...kept, wire: this.#watchTable(kept.wire) }
      : { ...kept, private: this.#watchObjects(kept.private) };
  }

  #watchObjects(inner: ObjectStore): ObjectStore {
    return {
      get: (key, options) => inner.get(key, options),
      list: (prefix, options) => inner.list(prefix, options),
      delete: (key, version) => inner.delete(key, version),
      put: (key, ...rest) =>
        this.#timed(
          key,
          () => inner.put(key, ...rest),
          ({ outcome }) => outcome === "stored",
        ),
    };
  }

  /** True for a lease: a transaction that changes an entry and checks that its job is unchanged. */
  #watchTable(inner: Wire): Wire {
    return overridden(inner, {
      write: (writes, token) => {
        const check = writes.find((write) => "check" in write);
        if (writes.length !== 2 || check === undefined) return inner.write(writes, token);
        return this.#timed(
          check.check.sk,
          () => inner.write(writes, token),
          ({ ok }) => ok,
        );
      },
    });
  }

  async #timed<T>(key: string, send: () => Promise<T>, landed: (answer: T) => boolean): Promise<T> {
    const sent = this.#trying.get(key) ?? now_us();
    this.#trying.set(key, sent);
    const answer = await send();
    // Any other answer may belong to a write that is repeated or that turns out to be applied.
    if (!landed(answer)) return answer;
    this.#sent.set(key, sent);
    this.#trying.delete(key);
    return answer;
  }
}
