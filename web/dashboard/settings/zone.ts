/** A time zone, which a search finds by its place, region or abbreviation. */
export interface Zone {
  id: string;
  /** `Los Angeles` */
  place: string;
  /** `America` */
  region: string;
  /** All searchable words in lower case. */
  words: string;
}

export const zonesOf = (ids: readonly string[]): Zone[] =>
  ids.map((id) => {
    const [region = "", ...rest] = id.replaceAll("_", " ").split("/");
    const place = rest.at(-1) ?? region;
    const names = ["long", "longGeneric", "shortGeneric"].map((style) => nameOf(id, style as "long"));
    return {
      id,
      place,
      region: rest.length === 0 ? "" : region,
      words: [id, place, region, ...names].join(" ").toLowerCase(),
    };
  });

/** The zones that match every word. Places that start with the text come first, then common zones. */
export const findZones = (zones: Zone[], typed: string, most = 8): Zone[] => {
  const wanted = typed
    .toLowerCase()
    .replaceAll("_", " ")
    .split(/[\s/]+/)
    .filter(Boolean);
  if (wanted.length === 0) return [];
  const found = zones.filter(({ words }) => wanted.every((word) => words.replaceAll("_", " ").includes(word)));
  const [first = ""] = wanted;
  const rank = ({ id, place }: Zone) => (place.toLowerCase().startsWith(first) ? 0 : usual.has(id) ? 1 : 2);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
};

/** Common zones, so that "Pacific time" finds Los Angeles before Dawson Creek. */
const usual = new Set(
  "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu America/Halifax America/Toronto America/Winnipeg America/Edmonton America/Vancouver America/Mexico_City Europe/London Europe/Paris Australia/Sydney Pacific/Auckland".split(
    " ",
  ),
);

const nameOf = (timeZone: string, timeZoneName: "long" | "longGeneric" | "shortGeneric"): string =>
  new Intl.DateTimeFormat("en", { timeZone, timeZoneName }).formatToParts(0).find(({ type }) => type === "timeZoneName")
    ?.value ?? "";
