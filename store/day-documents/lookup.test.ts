import { expect, test } from "vitest";
import { newToken, tokenSecrets } from "../../domain/token.ts";
import { seededRandom } from "../conformance/fixture.ts";
import { lookupOf } from "./lookup.ts";

test("the lookup is the one that the page derives", async () => {
  const random = seededRandom(1);
  for (const token of ["abcdefghijklmnopqrstuvwxyz012345", "ä€😀", newToken(random), newToken(random)]) {
    expect(lookupOf(token)).toBe((await tokenSecrets(token)).lookup);
  }
});
