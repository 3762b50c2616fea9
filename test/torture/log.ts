import { closeSync, openSync, writeSync } from "node:fs";
import type { JobId } from "../../domain/job-id.ts";
import type { SendResult } from "../../store/job-store.ts";
import type { SendEntry } from "../../store/queued-entry.ts";
import type { Ended, Operation, Texting } from "./operation.ts";

/**
 * The log of one worker process: what it did and which answers it got, one JSON line each. A line is written to the kernel
 * before anything else happens, so it survives a kill. Times are microseconds of one clock for all processes.
 */
export type LogLine =
  | { k: "start"; t: number; attempt: number; op: Operation }
  | ({ k: "end"; t: number; id: string } & Ended)
  /** Revisions read between `t` and `until`; 0 means that the job does not exist. */
  | { k: "read"; t: number; until: number; what: "find" | "board"; revs: [JobId, number][] }
  | { k: "published"; t: number; job: JobId; rev: number }
  /** `since`: the lease was not taken before this time. `rev`: the job's revision in the state that the lease follows. */
  | ({ k: "send"; t: number; since: number; message: string; job: JobId; rev: number } & SentClaim)
  /** `failed`: it is tried again, and holds its lane. */
  | { k: "sent"; t: number; message: string; job: JobId; how: SendResult["how"] | "failed" }
  /** A customer's text to the business, before it is stored, and once it is. Or an answer of the office. */
  | { k: "text"; t: number; id: string; what: Texting; phone: string }
  | { k: "texted"; t: number; id: string }
  /** The provider got a call. */
  | { k: "post"; t: number; to: string; message: string; accepted: boolean }
  | { k: "fault"; t: number; fault: string }
  /** The last line of a process that killed or suspended itself at a named step. `at`: the key. */
  | { k: "step"; t: number; act: "kill" | "stop"; step: string; at: string };

/** What a message says of itself. */
export type SentClaim = Pick<
  SendEntry,
  "event" | "audience" | "channels" | "lane" | "cause" | "visit" | "while" | "not_before"
>;

export class Log {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  write(line: LogLine): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  fault(fault: string): void {
    this.write({ k: "fault", t: now_us(), fault });
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** CLOCK_MONOTONIC: the same for all processes of the machine, and unaffected by clock changes. */
export const now_us = (): number => Number(process.hrtime.bigint() / 1_000n);
