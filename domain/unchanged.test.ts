import { describe, expect, it } from "vitest";
import { DomainError } from "./domain-error.ts";
import { assertUnchanged } from "./unchanged.ts";

const now = { name: "Dana R", role: "crew", crew: null as string | null };
const codeOf = (seen: Partial<typeof now>, wanted: Partial<typeof now>) => {
  try {
    assertUnchanged(now, { seen, wanted }, "the present one");
    return "fine";
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.facts] : error;
  }
};

describe("a change of values that the author saw", () => {
  it("is accepted if they are the same, and if the author names none", () => {
    expect(codeOf({ name: "Dana R" }, { name: "Dana" })).toBe("fine");
    expect(codeOf({ crew: null }, { crew: "crew-1" })).toBe("fine");
    expect(codeOf({}, { name: "Dana" })).toBe("fine");
  });
  it("is stale if another person changed the same field; the error has the present values", () => {
    expect(codeOf({ name: "Dana" }, { name: "Dana S" })).toEqual(["stale", { current: "the present one" }]);
    expect(codeOf({ crew: "crew-1" }, { crew: "crew-2" })).toEqual(["stale", { current: "the present one" }]);
  });
  it("is accepted if the other person chose the same value", () => {
    expect(codeOf({ name: "Dana" }, { name: "Dana R" })).toBe("fine");
  });
});
