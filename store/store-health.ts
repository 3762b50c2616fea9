import type { Clock } from "../domain/clock.ts";
import { diskFaults } from "./disk-fault.ts";

/** The reason why nothing can be saved. */
export type WriteFault = "disk_full" | "disk_quota" | "disk_read_only" | "unavailable";

/** Whether a store accepts writes. */
export interface StoreHealth {
  /**
   * Returns null while writes succeed. The embedded store tries a write at most once a minute. Other stores return the outcome of
   * the last real write.
   */
  check(): Promise<WriteFault | null>;
}

/** Tracks the outcome of real and test writes. Reports each new reason once, with the system's code. */
export class WriteWatch implements StoreHealth {
  readonly #clock: Clock;
  readonly #report: (error: unknown) => void;
  #tryWrite: (() => Promise<void>) | null = null;
  #fault: WriteFault | null = null;
  #knownAt = -Infinity;
  #triedAt = -Infinity;
  #trying: Promise<void> | null = null;

  constructor({ clock, report }: { clock: Clock; report: (error: unknown) => void }) {
    this.#clock = clock;
    this.#report = report;
  }

  /** `tryWrite` writes a small file and removes it. It rejects with the system's error. */
  tryWith(tryWrite: () => Promise<void>): void {
    this.#tryWrite = tryWrite;
  }

  /** Records that a write succeeded (null), or failed because of `cause`. */
  note(cause: unknown): void {
    this.#knownAt = this.#clock.now();
    const fault = cause === null ? null : faultOf(cause);
    if (fault !== null && fault !== this.#fault) this.#report(new StoreNotWritable(cause));
    this.#fault = fault;
  }

  async check(): Promise<WriteFault | null> {
    const now = this.#clock.now();
    const due = now - this.#triedAt >= tryEveryMs && (this.#fault !== null || now - this.#knownAt >= tryEveryMs);
    if (this.#trying === null && this.#tryWrite !== null && due) {
      this.#triedAt = now;
      this.#trying = this.#try(this.#tryWrite).finally(() => (this.#trying = null));
    }
    await this.#trying;
    return this.#fault;
  }

  async #try(tryWrite: () => Promise<void>): Promise<void> {
    try {
      await tryWrite();
      this.note(null);
    } catch (error) {
      this.note(error);
    }
  }
}

/** For the log: the system's error in words and by its code. */
export class StoreNotWritable extends Error {
  override name = "StoreNotWritable";
  constructor(cause: unknown) {
    const code = codeOf(cause);
    const words = code === null ? undefined : diskFaults[code];
    const why = words === undefined ? (cause instanceof Error ? cause.message : String(cause)) : `${words} (${code})`;
    super(`Nothing can be saved: ${why}.`, { cause });
  }
}

const faultOf = (cause: unknown): WriteFault => byCode[codeOf(cause) ?? ""] ?? "unavailable";

const byCode: Readonly<Record<string, WriteFault>> = {
  EDQUOT: "disk_quota",
  ENOSPC: "disk_full",
  EROFS: "disk_read_only",
};

const codeOf = (cause: unknown): string | null =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;

const tryEveryMs = 60_000;
