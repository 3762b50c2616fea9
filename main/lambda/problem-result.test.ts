import { expect, it } from "vitest";
import { problemResult } from "./problem-result.ts";

it("returns the problem as text, with Retry-After if the service is unavailable", () => {
  expect(problemResult("store_unavailable", "The store does not answer.")).toEqual({
    statusCode: 503,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "retry-after": "2",
    },
    body: expect.stringContaining('"detail":"The store does not answer."'),
    isBase64Encoded: false,
  });
  expect(problemResult("not_found", "No such page.").headers).not.toHaveProperty("retry-after");
});
