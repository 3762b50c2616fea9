import { spawn, type ChildProcess } from "node:child_process";
import { openSync, closeSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The processes of one engine. */
export class Children {
  /** Each process with its log file; empty if its output is not logged. */
  readonly #running = new Map<ChildProcess, string>();

  /** Starts a long-running process. Its output goes to the file `log`. */
  start(command: string, args: string[], { log, env }: { log: string; env?: Record<string, string> }): ChildProcess {
    const output = openSync(log, "a");
    const child = spawn(command, args, { stdio: ["ignore", output, output], env: { ...process.env, ...env } });
    closeSync(output);
    this.#track(child, log);
    return child;
  }

  /** Runs a command to its end and returns its output. Throws with the last lines of output if it fails. */
  async run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
    this.#track(child, "");
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    if (code !== 0) throw new Error(`${command} ${args[0] ?? ""} ended with ${code}:\n${lastLines(output)}`);
    return output;
  }

  /** Waits until `ready` resolves with true. Throws if the process ends first, or after `seconds`. */
  async until(child: ChildProcess, ready: () => Promise<boolean>, seconds = 90): Promise<void> {
    const log = this.#running.get(child) ?? "";
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
      if (await ready().catch(() => false)) return;
      const hasEnded = !this.#running.has(child);
      if (hasEnded || performance.now() > deadline) {
        const output = log === "" ? "" : lastLines(readFileSync(log, "utf8"));
        throw new Error(`${child.spawnfile} ${hasEnded ? "stopped" : "did not answer in time"}:\n${output}`);
      }
      await sleep(200);
    }
  }

  /** Kills all processes without waiting, for use while this process exits. */
  kill(): void {
    for (const child of this.#running.keys()) child.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    const children = [...this.#running.keys()];
    await Promise.all(
      children.map(async (child) => {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGTERM");
        const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
        await ended;
        clearTimeout(killer);
      }),
    );
  }

  #track(child: ChildProcess, log: string): void {
    this.#running.set(child, log);
    const forget = () => this.#running.delete(child);
    child.once("exit", forget).once("error", forget);
  }
}

/** Returns `count` different ports of 127.0.0.1 on which no process listens. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen(0, "127.0.0.1", resolve);
      });
      return server;
    }),
  );
  return await Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
      return address.port;
    }),
  );
};

/** True if the URL answers at all, since an engine that refuses a call is running too. Throws if it does not answer. */
export const answers = async (url: string): Promise<boolean> => {
  await (await fetch(url, { signal: AbortSignal.timeout(2_000) })).arrayBuffer();
  return true;
};

const lastLines = (text: string): string => text.trim().split("\n").slice(-20).join("\n");
