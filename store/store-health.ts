import type { Clock } from "../domain/clock.ts";
import { diskFaults } from "./disk-fault.ts";

/** Why nothing can be saved. */
export type WriteFault = "disk_full" | "disk_quota" | "disk_read_only" | "unavailable";

/** Whether a store takes what is written. */
export interface StoreHealth {
  /**
   * Null while writes stand. Where a write can be tried (the embedded store), one is tried at most once a minute;
   * elsewhere this is the outcome of the last real write.
   */
  check(): Promise<WriteFault | null>;
}

/** The outcome of real writes, and of those that are tried. Each new reason is reported once, with the system's code. */
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

  /** `tryWrite` writes something small and removes it; it rejects with what the system said. */
  tryWith(tryWrite: () => Promise<void>): void {
    this.#tryWrite = tryWrite;
  }

  /** A write was answered (null), or failed because of `cause`. */
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

/** For the log: what the system said, in words and by its code. */
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
