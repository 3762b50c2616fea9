import { expect, test } from "vitest";
import { isStrongToken } from "./token-strength.ts";

test.each(["qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4sD", "9f86d081884c7d659a2feaa0c55ad015", "k7-Qm_2xVb9TzR4nYc0LwE6sHd8GfJ1A"])(
  "%s is strong",
  (token) => {
    expect(isStrongToken(token)).toBe(true);
  },
);

test.each([
  "",
  "short",
  "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s",
  "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s!",
  "a".repeat(32),
  "abcd1234".repeat(4),
  "00000000000000000000000000000042",
  "12345678901234567890123456789012",
  "83720194758320194857302948571029",
  "abcdefghijklmnopqrstuvwxyz012345",
])("%s is weak", (token) => {
  expect(isStrongToken(token)).toBe(false);
});
