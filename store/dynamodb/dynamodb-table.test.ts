import { describe, expect, test } from "vitest";
import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { OutcomeUnknown, StoreUnavailable } from "../job-store.ts";
import { DynamoDbTable, type Line } from "./dynamodb-table.ts";
import type { Failure } from "./judge.ts";

const failure = (code: string, more: Partial<Failure> = {}): Failure => ({
  ok: false,
  sent: true,
  status: 400,
  code,
  reasons: [],
  cause: new Error(code),
  ...more,
});
const lost = failure("TimeoutError", { status: null });
const refused = failure("TransactionCanceledException", { reasons: ["None", "ConditionalCheckFailed"] });
const raced = failure("TransactionCanceledException", { reasons: ["TransactionConflict", "None"] });
const denied = failure("AccessDeniedException");
const done = { ok: true } as const;

/** A line that answers a write with each of these in turn, the last for ever. */
const lineOf = (...answers: (Failure | typeof done)[]) => {
  const tokens: string[] = [];
  const unasked = () => Promise.reject(new Error("Nobody should ask"));
  const line: Line = {
    get: unasked,
    getEach: unasked,
    query: unasked,
    write: (_writes, token) => {
      tokens.push(token);
      return Promise.resolve(answers[Math.min(tokens.length, answers.length) - 1] ?? denied);
    },
  };
  return { tokens, table: new DynamoDbTable(line, { clock: new SteppedClock(), random: seededRandom(1) }) };
};
const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);

describe("a transaction whose answer cannot be trusted", () => {
  test("is sent again under the same name, and stands once", async () => {
    const { table, tokens } = lineOf(lost, failure("InternalServerError", { status: 500 }), done);
    expect(await table.commit([], no)).toBe("landed");
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
  });

  test("refused when sent again, it is looked for: it may be its own first sending that stands in the way", async () => {
    expect(await lineOf(lost, refused).table.commit([], yes)).toBe("landed");
    expect(await lineOf(lost, refused).table.commit([], no)).toEqual({ refused: new Set([1]), doubt: true });
    expect(await lineOf(refused).table.commit([], yes)).toEqual({ refused: new Set([1]), doubt: false });
  });

  test("is told as unknown when nothing can be found out, and as done when it is found", async () => {
    await expect(lineOf(lost).table.commit([], no)).rejects.toThrow(OutcomeUnknown);
    await expect(lineOf(lost, denied).table.commit([], no)).rejects.toThrow(OutcomeUnknown);
    await expect(
      lineOf(lost, refused).table.commit([], () => Promise.reject(new StoreUnavailable(null))),
    ).rejects.toThrow(OutcomeUnknown);
    expect(await lineOf(lost).table.commit([], yes)).toBe("landed");
  });

  test("the same transaction, still under way, is waited for", async () => {
    const underway = failure("TransactionInProgressException");
    expect(await lineOf(lost, underway, underway, done).table.commit([], no)).toBe("landed");
    await expect(lineOf(underway).table.commit([], no)).rejects.toThrow(OutcomeUnknown);
  });
});

describe("a transaction that was not carried out", () => {
  test("is sent again while only others stand in its way, then told so", async () => {
    const { table, tokens } = lineOf(...Array.from({ length: 12 }, () => raced), done);
    expect(await table.commit([], no)).toBe("landed");
    expect(tokens).toHaveLength(13);
    await expect(lineOf(raced).table.commit([], no)).rejects.toThrow(StoreUnavailable);
    await expect(lineOf(failure("ThrottlingException")).table.commit([], no)).rejects.toThrow(StoreUnavailable);
  });

  test("nothing was changed where nobody could be asked", async () => {
    await expect(lineOf(denied).table.commit([], yes)).rejects.toThrow(StoreUnavailable);
    expect(await lineOf(failure("ECONNREFUSED", { sent: false, status: null }), done).table.commit([], no)).toBe(
      "landed",
    );
  });
});
