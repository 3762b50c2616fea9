import { userInfo } from "node:os";
import { cleanLine } from "../domain/text.ts";
import { UnusableSetting } from "../store/settings-store.ts";
import * as message from "./message/server.ts";

/** Prints the result of a command on stdout. Resolves when the reader has taken it. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    // An error means that the reader has closed the pipe, as `| head` does, and wants no more.
    process.stdout.write(text, () => resolve());
  });

/** Prints a notice for a person on stderr: warnings, progress, questions and errors. */
export const printNotice = (text: string): void => {
  process.stderr.write(`${text.split("\n").map(plain).join("\n")}\n`);
};

/** Prints an error that a command met but survived. */
export const printFault = (error: unknown): void => printNotice(faultText(error));

/** Describes an error in one line, without a stack. An unusable setting is not a fault, so only its message is shown. */
export const faultText = (error: unknown): string => {
  if (error instanceof UnusableSetting) return error.message;
  return message.fault(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
};

/** Removes all characters that could move the cursor, change colors, or reverse the direction of text. */
export const plain = (line: string): string => line.replaceAll(/[^\S ]/g, " ").replaceAll(/\S+/g, cleanLine);

export const printJson = (value: unknown): Promise<void> =>
  print(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`);

/** The width for tables in columns. Narrow terminals wrap, and tables wider than 120 columns are hard to read. */
export const width = (): number => Math.min(120, Math.max(80, process.stdout.columns ?? 100));

/** The user's login name, as the actor in a job's history. */
export const userName = (): string => {
  try {
    return cleanLine(userInfo().username) || "Terminal";
  } catch {
    return "Terminal"; // some containers run under an account without a name
  }
};

/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP. A second one exits immediately. */
export const waitForStop = (): Promise<void> =>
  new Promise((resolve) => {
    let first: number | null = null;
    const stop = (signal: NodeJS.Signals) => {
      if (first === null) {
        first = performance.now();
        if (signal === "SIGINT") printNotice(message.stopping);
        resolve();
        return;
      }
      // One Ctrl-C can arrive twice, from the terminal and from a parent process that forwards it.
      if (performance.now() - first > 150) process.exit(130);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    process.on("SIGHUP", stop);
  });
