import { expect, test } from "vitest";
import { readUnsubscribeToken, unsubscribeToken, unsubscribeUrl } from "./unsubscribe-link.ts";

const conversation = "0123456789abcdef0123456789abcdef";
const token = unsubscribeToken("salt", conversation);

test("a link names its conversation, for the store that signed it", () => {
  expect(unsubscribeUrl("https://book.example", "salt", conversation)).toBe(
    `https://book.example/api/v1/unsubscribe/${token}`,
  );
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(readUnsubscribeToken("salt", token)).toBe(conversation);
  expect(readUnsubscribeToken("other", token)).toBeNull();
});

test.each(["", "x", token.slice(1), `${token}A`, `B${token.slice(1)}`, "..%2F..", "é".repeat(43)])(
  "%s names no conversation",
  (text) => {
    expect(readUnsubscribeToken("salt", text)).toBeNull();
  },
);
