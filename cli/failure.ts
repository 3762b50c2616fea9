import { problems, type Problem } from "../http/problem.ts";
import type { ProblemCode } from "../domain/domain-error.ts";

/** The answer was no: exit 1, and the problem object for whoever asked for JSON. */
export class Failed extends Error {
  readonly problem: Problem;
  /** What a person could do now; the problem object is the API's own and has its facts instead. */
  readonly hints: string[];
  constructor(problem: Problem, hints: string[] = []) {
    super(problem.detail);
    this.name = "Failed";
    this.problem = problem;
    this.hints = hints;
  }
}

/** The command itself was not understood: exit 2. */
export class UsageError extends Error {}

/** A problem that arose here and was never asked of the API. */
export const localProblem = (code: ProblemCode | "internal", detail: string): Problem => ({
  type: `/problems/${code}`,
  ...problems[code],
  code,
  detail,
  request_id: "",
});
