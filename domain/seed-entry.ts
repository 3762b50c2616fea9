import { instantOf, type Instant } from "./clock.ts";
import { Temporal } from "temporal-polyfill";
import { instantIn, isDay } from "./day.ts";
import { cleanLine, cleanText } from "./text.ts";

/** Helpers that read one entry of an import file. They name what is wrong and never guess. */

/** Why an entry cannot be imported, for the person who has to fix the file. */
export class EntryFault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "EntryFault";
    this.code = code;
  }
}

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the value of the first of these fields that exists. */
export const pick = (fields: Fields, ...names: string[]): unknown => {
  for (const name of names) if (fields[name] !== undefined && fields[name] !== null) return fields[name];
  return undefined;
};

/** Reads one line of text; a number becomes its digits. Undefined if the value is missing or empty. */
export const readLine = (value: unknown, name: string, max: number): string | undefined =>
  readWords(value, name, max, cleanLine);
export const readProse = (value: unknown, name: string, max: number): string | undefined =>
  readWords(value, name, max, cleanText);

const readWords = (value: unknown, name: string, max: number, clean: (text: string) => string): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" && typeof value !== "number") throw new EntryFault(name, `${name} is not text.`);
  const text = clean(String(value));
  if (Array.from(text).length > max) throw new EntryFault("too_long", `${name} is longer than ${max} characters.`);
  return text === "" ? undefined : text;
};

export const required = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw new EntryFault(`${name}_missing`, `${name} is missing.`);
  return value;
};

/** Reads RFC 3339 with an offset, a day (its first moment in `zone`), or a Unix time in seconds or milliseconds. */
export const readInstant = (value: unknown, name: string, zone: string): Instant | undefined => {
  if (value === undefined || value === null) return undefined;
  const instant =
    typeof value === "number" ? fromEpoch(value) : typeof value === "string" ? fromText(value.trim(), zone) : null;
  if (instant === null) throw new EntryFault(name, `${name} is not a time. Write it as 2026-11-27T16:40:00Z.`);
  // Job ids carry only two digits of the year.
  if (instant < "2000-01-02" || instant > "2099-12-30") throw new EntryFault(name, `${name} is not in this century.`);
  return instant;
};

const fromEpoch = (value: number): Instant | null => {
  if (!Number.isFinite(value) || value < 0 || value > 1e13) return null;
  return instantOf(value > 1e11 ? Math.round(value) : Math.round(value * 1000));
};

const fromText = (text: string, zone: string): Instant | null => {
  if (isDay(text)) return instantIn(zone, text, "00:00");
  try {
    return instantOf(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return null; // `from` throws only for text that names no instant
  }
};
