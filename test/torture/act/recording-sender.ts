import type { Sender, SendRequest, SendResult } from "../../../store/job-store.ts";
import { now_us, type Log } from "../log.ts";
import { soonerBy } from "../world.ts";
import type { Swaps } from "./swaps.ts";

/** Logs each call of the product's sender for the checker. Its waits are shorter, so that a run sees their ends. */
export class RecordingSender implements Sender {
  readonly timeout_ms: number;
  readonly #parts: { sender: Sender; log: Log; swaps: Swaps; now: () => number };

  constructor(parts: { sender: Sender; log: Log; swaps: Swaps; now: () => number }) {
    this.#parts = parts;
    this.timeout_ms = parts.sender.timeout_ms;
  }

  async send(request: SendRequest): Promise<SendResult> {
    const { log, swaps, sender, now } = this.#parts;
    const { entry, job } = request;
    const { id, event, audience, channels, lane, cause, visit, while: condition, not_before } = entry;
    const shown = { event, audience, channels, lane, cause, visit, while: condition, not_before };
    log.write({ k: "send", t: now_us(), since: swaps.last(job.id), message: id, job: job.id, rev: job.rev, ...shown });
    const result = await sender.send(request);
    const holds = result.how === "later" && (result.failed || result.begun === true);
    log.write({ k: "sent", t: now_us(), message: id, job: job.id, how: holds ? "failed" : result.how });
    return result.how === "later" ? { ...result, not_before: soonerBy(now(), result.not_before) } : result;
  }

  ended(message: Parameters<Sender["ended"]>[0]): Promise<void> {
    return this.#parts.sender.ended(message);
  }
}
