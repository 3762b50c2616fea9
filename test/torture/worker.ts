import { execFileSync, fork, type ChildProcess } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FromWorker, WorkerOptions, ToWorker } from "./worker-options.ts";
import type { LogLine } from "./log.ts";
import type { Operation } from "./operation.ts";

/** How a process ends: at a named step or at any moment, suspended and resumed in between, or undisturbed. */
export interface Fate {
  options: WorkerOptions;
  /** Milliseconds from when it is ready until SIGKILL. A start takes long on a busy machine, and proves nothing. */
  killAfter_ms: number;
}

export type Death = "finished" | "killed" | "killed at a step" | "broken";

/** Runs one worker process after another. */
export class Worker {
  #child: ChildProcess | null = null;
  #suspended = false;
  #log = "";
  readonly #onConfirmed: (count: number) => void;
  readonly #stderr: (text: string) => void;

  constructor(onConfirmed: (count: number) => void, stderr: (text: string) => void) {
    this.#onConfirmed = onConfirmed;
    this.#stderr = stderr;
  }

  get alive(): boolean {
    return this.#child !== null && !this.#suspended;
  }

  /** Runs one process, and resolves with how it ended. */
  async live({ options, killAfter_ms }: Fate): Promise<Death> {
    const child = fork(join(import.meta.dirname, "worker-process.ts"), [JSON.stringify(options)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // A process is short-lived, and would spend half of its time loading code.
      env: { ...process.env, NODE_COMPILE_CACHE: join(options.log, "../compiled") },
    });
    this.#child = child;
    this.#log = options.log;
    // However this process ends, it leaves no child behind, suspended or not.
    const orphan = () => child.kill("SIGKILL");
    process.once("exit", orphan);
    child.stderr?.on("data", (data: Buffer) => this.#stderr(data.toString()));
    let killer: NodeJS.Timeout | undefined;
    child.on("message", ({ confirmed = 0, ready }: FromWorker) => {
      if (ready === true) killer = setTimeout(() => child.kill("SIGKILL"), killAfter_ms);
      this.#onConfirmed(confirmed);
    });
    const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    clearTimeout(killer);
    process.off("exit", orphan);
    this.#child = null;
    if (signal === "SIGKILL") return lastLine(options.log)?.k === "step" ? "killed at a step" : "killed";
    return code === 0 ? "finished" : "broken";
  }

  tell(message: ToWorker): void {
    // A process that died just now gets no message, and needs none.
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }

  /** Suspends it at its current point while `during` runs. */
  async suspend(during: () => Promise<void>): Promise<void> {
    const child = this.#child;
    if (child === null || this.#suspended) return;
    this.#suspended = true;
    child.kill("SIGSTOP");
    try {
      await during();
    } finally {
      child.kill("SIGCONT");
      this.#suspended = false;
    }
  }

  /**
   * Lets its disk be full while `during` runs: no file of this process may grow past the size of its log. It is a limit of
   * the kernel, so it needs no right to mount a file system.
   */
  async fillDisk(during: () => Promise<void>): Promise<void> {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    const limit = (bytes: () => number | "unlimited"): void => {
      try {
        execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes()}:unlimited`], { stdio: "ignore" });
      } catch {
        // The process has ended, or has just begun.
      }
    };
    limit(() => statSync(this.#log).size + 512 * 1024);
    await during();
    limit(() => "unlimited");
  }

  /** True if it has suspended itself at a named step. */
  stoppedItself(): boolean {
    const pid = this.#child?.pid;
    if (pid === undefined || this.#suspended) return false;
    try {
      return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false; // the process has ended
    }
  }

  end(): void {
    this.#child?.kill("SIGKILL");
  }
}

const linesOf = (path: string): string[] => {
  try {
    return readFileSync(path, "utf8").split("\n").slice(0, -1);
  } catch {
    return []; // it died before its first line
  }
};

const lastLine = (path: string): LogLine | undefined => {
  const line = linesOf(path).at(-1);
  return line === undefined ? undefined : (JSON.parse(line) as LogLine);
};

/** The operations that a process had begun without an answer when it ended. */
export const unfinishedOf = (path: string): Operation[] => {
  const begun = new Map<string, Operation>();
  for (const text of linesOf(path)) {
    const line = JSON.parse(text) as LogLine;
    if (line.k === "start") begun.set(line.op.id, line.op);
    if (line.k === "end" && line.outcome !== "unknown" && line.outcome !== "unavailable") begun.delete(line.id);
  }
  // If many are unanswered, repeat the newest: people who waited longer have given up.
  return [...begun.values()].slice(-60);
};
