import { Temporal } from "temporal-polyfill";

/**
 * True for the name of an IANA zone as the settings take it: a region and a place, or `UTC`. A name without a region,
 * such as `EST`, is not a place and often has no summer time. An offset is not a zone.
 */
export const isTimeZone = (zone: string): boolean =>
  (zone === "UTC" || /^[A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)+$/.test(zone)) && isUsableZone(zone);

/**
 * True for a zone that both its readers take: `Intl`, which writes times, and `Temporal`, which counts days. `Intl`
 * alone also takes `PST`, for which `Temporal` throws.
 */
export const isUsableZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return knownToIntl(zone) !== null;
  } catch {
    return false; // RangeError is how Temporal says "no such zone"
  }
};

/** The zone that a person most likely means by what is not one: `PST`, `Pacific time`, `los angeles`, `EST5EDT`. */
export const nearestZone = (typed: string): string | null => {
  const word = fold(typed);
  const found = Intl.supportedValuesOf("timeZone").find((zone) => fold(zone) === word || fold(placeOf(zone)) === word);
  const usual = new Map(abbreviations).get(word.replace(/ ?(?:standard |daylight )?time$/, "")) ?? found;
  const canonical = usual ?? knownToIntl(typed);
  return canonical !== null && isTimeZone(canonical) ? canonical : null;
};

/**
 * The zone of a machine, from what `Intl` says of it; null where that is no place, as with an empty or a POSIX `TZ`.
 * Its type says text, but for a `TZ` that names no zone it is undefined.
 */
export const zoneOfMachine = (said: string | undefined): string | null =>
  said !== undefined && isTimeZone(said) ? said : null;

const fold = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ");
const placeOf = (zone: string): string => zone.split("/").at(-1) ?? zone;

const knownToIntl = (zone: string): string | null => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null; // RangeError is how Intl says "no such zone"
  }
};

/** What people in the United States, Canada, Europe and Australia write, and the largest city that keeps that time. */
const abbreviations: [word: string, zone: string][] = (
  [
    ["pst pdt pt pacific", "America/Los_Angeles"],
    ["mst mdt mt mountain", "America/Denver"],
    ["cst cdt ct central", "America/Chicago"],
    ["est edt et eastern", "America/New_York"],
    ["akst akdt alaska", "America/Anchorage"],
    ["hst hawaii", "Pacific/Honolulu"],
    ["ast adt atlantic", "America/Halifax"],
    ["nst ndt newfoundland", "America/St_Johns"],
    ["arizona", "America/Phoenix"],
    ["gmt z zulu utc", "UTC"],
    ["bst", "Europe/London"],
    ["cet cest", "Europe/Paris"],
    ["eet eest", "Europe/Athens"],
    ["ist", "Asia/Kolkata"],
    ["jst", "Asia/Tokyo"],
    ["aest aedt", "Australia/Sydney"],
    ["acst acdt", "Australia/Adelaide"],
    ["awst", "Australia/Perth"],
    ["nzst nzdt", "Pacific/Auckland"],
  ] as const
).flatMap(([words, zone]) => words.split(" ").map((word): [string, string] => [word, zone]));
