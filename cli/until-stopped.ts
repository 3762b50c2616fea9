import * as message from "./message.ts";
import { say } from "./terminal.ts";

/** Resolves at the first Ctrl-C or SIGTERM; a second one does not wait. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let first: number | null = null;
    const stop = (signal: NodeJS.Signals) => {
      if (first === null) {
        first = performance.now();
        if (signal === "SIGINT") say(message.stopping);
        resolve();
        return;
      }
      // One Ctrl-C may come twice: from the terminal, and passed on by who started us.
      if (performance.now() - first > 150) process.exit(130);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    process.on("SIGHUP", stop);
  });
