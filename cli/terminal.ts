import { userInfo } from "node:os";
import { cleanLine } from "../domain/text.ts";
import { UnusableSetting } from "../store/settings-store.ts";

/** What a command prints on stdout; waits where the reader is slower. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    // A reader that has gone (`| head`) has had what it wanted.
    process.stdout.write(text, () => resolve());
  });

/** All else goes to stderr: sentences for a person, line by line. */
export const say = (text: string): void => {
  process.stderr.write(`${text.split("\n").map(plain).join("\n")}\n`);
};

/** One line: what a person can report, without a stack; or what its owner has to set, which is no fault. */
export const faultText = (error: unknown): string => {
  if (error instanceof UnusableSetting) return error.message;
  return `fault: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
};

/** One line with nothing in it that could move the cursor, colour the rest, or turn its direction. */
export const plain = (line: string): string => line.replaceAll(/[^\S ]/g, " ").replaceAll(/\S+/g, cleanLine);

export const printJson = (value: unknown): Promise<void> =>
  print(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`);

/** In columns: a table is neither squeezed nor stretched beyond what is easy to read. */
export const width = (): number => Math.min(120, Math.max(80, process.stdout.columns ?? 100));

/** Who did it, for the history. */
export const userName = (): string => {
  try {
    return cleanLine(userInfo().username) || "Terminal";
  } catch {
    return "Terminal"; // an account without a name, as in some containers
  }
};

/** Said where nobody has named a store, and it is not this machine's. */
export const whereWeAct = ({ name, region }: { name: string; region: string }): string =>
  `Acting on what is deployed: ${name} in ${region}, as tailboard.deployment.json says. TAILBOARD_STORE names another.`;
