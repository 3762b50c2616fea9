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

describe("a change of what its author saw", () => {
  it("stands where that is still so, and where nothing is said of it", () => {
    expect(codeOf({ name: "Dana R" }, { name: "Dana" })).toBe("fine");
    expect(codeOf({ crew: null }, { crew: "crew-1" })).toBe("fine");
    expect(codeOf({}, { name: "Dana" })).toBe("fine");
  });
  it("is refused where another person changed the same field, with what it is now", () => {
    expect(codeOf({ name: "Dana" }, { name: "Dana S" })).toEqual(["stale", { current: "the present one" }]);
    expect(codeOf({ crew: "crew-1" }, { crew: "crew-2" })).toEqual(["stale", { current: "the present one" }]);
  });
  it("stands where the other person changed it to the same", () => {
    expect(codeOf({ name: "Dana" }, { name: "Dana R" })).toBe("fine");
  });
});
