import type { ProblemCode } from "../domain/domain-error.ts";
import { problems, type Problem } from "../http/problem.ts";

/** A command that failed or was refused. The process exits with 1; `--json` prints the problem. */
export class CommandError extends Error {
  readonly problem: Problem;
  /** What a person can do next. They are not part of the JSON output, where the problem has the same facts as fields. */
  readonly hints: string[];
  constructor(problem: Problem, hints: string[] = []) {
    super(problem.detail);
    this.name = "CommandError";
    this.problem = problem;
    this.hints = hints;
  }
}

/** A command line that could not be understood. The process exits with 2. */
export class UsageError extends Error {}

/** A problem that arose in the CLI and not in the API. */
export const localProblem = (code: ProblemCode | "internal", detail: string): Problem => ({
  type: `/problems/${code}`,
  ...problems[code],
  code,
  detail,
  request_id: "",
});

/** Runs `action` and turns a `ConfigError` (a setting in the environment or in a config file) into a `CommandError`. */
export const withConfigErrors = async <T>(
  action: () => T | Promise<T>,
  code: "invalid" | "store_unavailable" = "invalid",
): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    const { ConfigError } = await import("../main/config-error.ts");
    throw error instanceof ConfigError ? new CommandError(localProblem(code, error.message)) : error;
  }
};
