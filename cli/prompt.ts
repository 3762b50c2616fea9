import { createInterface } from "node:readline/promises";
import type { OutputOptions } from "./command.ts";
import { UsageError } from "./command-error.ts";
import * as message from "./message/server.ts";

export interface Question {
  text: string;
  /** The value from the command line. If there is one, the question is skipped. */
  given: string | undefined;
  /** The meaning of an empty answer. Without it the question is repeated. */
  fallback?: string;
}

/** True if a person can answer questions: both ends are a terminal, and the output is not for a program. */
export const canPrompt = ({ json }: OutputOptions): boolean =>
  json !== true && process.stdin.isTTY && process.stderr.isTTY;

/** Asks one question at the terminal. See `ask`. */
export const askOne = async (text: string, fallback: string): Promise<string> => {
  const [answer = ""] = await ask([{ text, given: undefined, fallback }], {
    input: process.stdin,
    output: process.stderr,
  });
  return answer;
};

/** Asks a question that is answered with yes or no. An empty answer is no. */
export const confirm = async (text: string): Promise<boolean> => /^y(?:es)?$/i.test(await askOne(text, "no"));

/**
 * Asks questions in turn and returns the answers in the same order.
 * @throws UsageError if the person ends the input with Ctrl-D or Ctrl-C.
 */
export const ask = async (
  questions: Question[],
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string[]> => {
  const prompt = createInterface({ input, output });
  const closed = new AbortController();
  // Without this, a question at the end of the input stays pending and the process exits with 0.
  prompt.on("close", () => closed.abort());
  prompt.on("SIGINT", () => prompt.close());
  // Keep lines that arrive before their question, as in pasted text.
  const early: string[] = [];
  prompt.on("line", (line) => void early.push(line));
  const answers: string[] = [];
  try {
    for (const { text, given, fallback } of questions) {
      if (given !== undefined) {
        answers.push(given);
        continue;
      }
      let answer = "";
      while (answer === "") {
        const question = fallback === undefined ? `${text}: ` : `${text} (${fallback}): `;
        const typed = early.shift();
        if (typed !== undefined) output.write(`${question}${typed}\n`);
        const line = typed ?? (await prompt.question(question, { signal: closed.signal }));
        answer = line.trim() || (fallback ?? "");
      }
      answers.push(answer);
    }
    return answers;
  } catch (error) {
    if (closed.signal.aborted) throw new UsageError(message.cancelled);
    throw error;
  } finally {
    prompt.close();
  }
};
