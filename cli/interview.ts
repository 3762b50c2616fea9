import { createInterface } from "node:readline/promises";
import { UsageError } from "./failure.ts";

export interface Question {
  text: string;
  /** What was typed on the command line: it is not asked for. */
  given: string | undefined;
  /** What an empty answer means; without it the question is asked again. */
  usual?: string;
}

/**
 * Asks one thing after the other, and returns the answers in the same order.
 * @throws UsageError where whoever sat there has gone (Ctrl-D, Ctrl-C).
 */
export const interview = async (
  questions: Question[],
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string[]> => {
  const prompt = createInterface({ input, output });
  const gone = new AbortController();
  // A question that is never answered would never end, and the program with it, as if all were well.
  prompt.on("close", () => gone.abort());
  prompt.on("SIGINT", () => prompt.close());
  // Lines that came before they were asked for, as from a paste, are kept.
  const early: string[] = [];
  prompt.on("line", (line) => void early.push(line));
  const answers: string[] = [];
  try {
    for (const { text, given, usual } of questions) {
      if (given !== undefined) {
        answers.push(given);
        continue;
      }
      let answer = "";
      while (answer === "") {
        const asked = usual === undefined ? `${text}: ` : `${text} (${usual}): `;
        const ready = early.shift();
        if (ready !== undefined) output.write(`${asked}${ready}\n`);
        const line = ready ?? (await prompt.question(asked, { signal: gone.signal }));
        answer = line.trim() || (usual ?? "");
      }
      answers.push(answer);
    }
    return answers;
  } catch (error) {
    if (gone.signal.aborted) throw new UsageError("It was not answered to the end. Nothing was written.");
    throw error;
  } finally {
    prompt.close();
  }
};
