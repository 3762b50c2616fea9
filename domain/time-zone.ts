import { Temporal } from "temporal-polyfill";

/**
 * True for a name of an IANA zone that the settings accept: a region and a city, or `UTC`. A name without a region,
 * such as `EST`, is no place and often has no daylight saving time. An offset is no zone.
 */
export const isTimeZone = (zone: string): boolean =>
  (zone === "UTC" || /^[A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)+$/.test(zone)) && isUsableZone(zone);

/**
 * True for a zone that both `Intl`, which formats times, and `Temporal`, which counts days, accept. `Intl` also accepts
 * `PST`, for which `Temporal` throws.
 */
export const isUsableZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return knownToIntl(zone) !== null;
  } catch {
    return false; // `Temporal` throws a RangeError for an unknown zone
  }
};

/** Returns the zone that a person most likely means by `PST`, `Pacific time`, `los angeles` or `EST5EDT`. */
export const nearestZone = (typed: string): string | null => {
  const word = fold(typed);
  const found = Intl.supportedValuesOf("timeZone").find((zone) => fold(zone) === word || fold(placeOf(zone)) === word);
  const usual = new Map(abbreviations).get(word.replace(/ ?(?:standard |daylight )?time$/, "")) ?? found;
  const canonical = usual ?? knownToIntl(typed);
  return canonical !== null && isTimeZone(canonical) ? canonical : null;
};

/**
 * Returns the zone of a machine from what `Intl` reports. Null if that is no place, as with an empty or POSIX `TZ`. The
 * value is undefined at run time if `TZ` names no zone, although its type says string.
 */
export const zoneOfMachine = (reported: string | undefined): string | null =>
  reported !== undefined && isTimeZone(reported) ? reported : null;

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
    return null; // `Intl` throws a RangeError for an unknown zone
  }
};

/**
 * Common names of time zones in the United States, Canada, Europe and Australia, each with the largest city of the
 * zone.
 */
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
