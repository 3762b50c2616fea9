import { expect, test } from "vitest";
import { isSigned, sign } from "./signature.ts";

/** The example in Twilio's documentation. */
const published = {
  url: "https://mycompany.com/myapp.php?foo=1&bar=2",
  fields: [
    ["CallSid", "CA1234567890ABCDE"],
    ["Caller", "+12349013030"],
    ["Digits", "1234"],
    ["From", "+12349013030"],
    ["To", "+18005551212"],
  ] as const,
};
const signature = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

test("Twilio's published example", () => {
  expect(isSigned(published, signature, ["12345"])).toBe(true);
  expect(isSigned({ ...published, fields: published.fields.toReversed() }, signature, ["old", "12345"])).toBe(true);
});

test.each([
  ["another token", published, ["12346"]],
  ["another address", { ...published, url: "https://mycompany.com/myapp.php?foo=1&bar=3" }, ["12345"]],
  ["a field more", { ...published, fields: [...published.fields, ["Extra", "1"] as const] }, ["12345"]],
  ["no token", published, []],
])("%s is refused", (_, call, tokens) => {
  expect(isSigned(call, signature, tokens)).toBe(false);
});

test("the default port counts or not, and another port counts", () => {
  const withPort = { ...published, url: "https://mycompany.com:443/myapp.php?foo=1&bar=2" };
  expect(isSigned(published, sign(withPort, "12345"), ["12345"])).toBe(true);
  expect(isSigned(withPort, signature, ["12345"])).toBe(true);
  expect(
    isSigned({ ...published, url: "https://mycompany.com:8443/myapp.php?foo=1&bar=2" }, signature, ["12345"]),
  ).toBe(false);
});

test("a repeated name has its distinct values in order, and letters outside ASCII are UTF-8", () => {
  const call = {
    url: "https://x.example/",
    fields: [
      ["Body", "ñ +"],
      ["A", "2"],
      ["A", "1"],
      ["A", "2"],
    ] as const,
  };
  expect(sign(call, "t")).toBe(
    sign(
      {
        ...call,
        fields: [
          ["A", "1"],
          ["A", "2"],
          ["Body", "ñ +"],
        ],
      },
      "t",
    ),
  );
  expect(isSigned(call, sign(call, "t"), ["t"])).toBe(true);
});

test("a signature of another length is refused", () => {
  expect(isSigned(published, "", ["12345"])).toBe(false);
  expect(isSigned(published, `${signature}=`, ["12345"])).toBe(false);
});
