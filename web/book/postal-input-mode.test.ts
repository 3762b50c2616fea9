import { expect, it } from "vitest";
import { postalInputMode } from "./postal-input-mode.ts";

it.each([
  ["en-US", "numeric"],
  ["es-MX", "numeric"],
  ["de-DE", "numeric"],
  ["en-CA", "text"],
  ["en-GB", "text"],
  ["nl-NL", "text"],
  ["en", "text"],
  [undefined, "text"],
])("for postal codes of %s, a phone shows the keyboard for %s", (locale, mode) =>
  expect(postalInputMode(locale)).toBe(mode),
);
