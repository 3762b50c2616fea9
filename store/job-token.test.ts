import { expect, test } from "vitest";
import { tokenSecrets } from "../domain/token.ts";
import { seededRandom } from "./conformance/fixture.ts";
import { isSameToken, jobIdOf, lookupOf, newJobToken } from "./job-token.ts";

const random = seededRandom(1);
const token = newJobToken("261127-7K3Q", random);

test("a token contains its job's id", () => {
  expect(jobIdOf(token)).toBe("261127-7K3Q");
});

test("the lookup is the one that the page derives", async () => {
  for (const text of ["abcdefghijklmnopqrstuvwxyz012345", "ä€😀", token, newJobToken("261127-7K3Q", random)])
    expect(lookupOf(text)).toBe((await tokenSecrets(text)).lookup);
});

test("only the same token is the same", () => {
  expect(isSameToken(token, token)).toBe(true);
  for (const other of ["", token.slice(1), `${token}A`, token.toLowerCase(), "ä".repeat(32)])
    expect(isSameToken(token, other)).toBe(false);
});
