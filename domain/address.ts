import type { Location } from "./job.ts";
import { cleanLine } from "./text.ts";

/**
 * Reads an address in one line, as on an envelope: `street, city, ST postal`. The street may contain commas; commas
 * around the state may be missing or doubled; the state may be missing; the postal code may come first (`10115
 * Berlin`). Returns null if the text can be read in two ways, because a crew in the wrong town costs more than a second
 * look at the form.
 */
export const readAddress = (text: string): Location | null => {
  const parts = text.split(",").map(cleanLine);
  if (parts.includes("")) return null;
  const after = parts.length > 2 && !/\d/.test(parts.at(-1) ?? "") ? parts.pop() : undefined;
  const end = readEnd(parts.pop() ?? "");
  if (end === null) return null;
  // After the postal code comes a state or a country. A country adds nothing, because the business serves one area.
  const state = end.state ?? (after === undefined ? undefined : stateIn(after));
  const found = withCity(parts, { ...end, ...(state === undefined ? {} : { state }) });
  if (found === null || found.street === "" || !isCity(found.city)) return null;
  if (found.state === undefined) return found;
  return fits(found.state, found.postal_code) ? found : null;
};

/** The parts of the last section: `CA 92122`, `Boston MA 02138`, `SW1A 1AA`, `10117 Berlin`. */
interface End {
  /** The text beside the postal code if it is no known state: a city, or a region of another country. */
  place?: string;
  state?: string;
  postal_code: string;
}

const readEnd = (text: string): End | null => {
  const postalFirst = /^(\d{4,6}(?:-\d{4})?) (\D+)$/.exec(text);
  const words = text.split(" ");
  const first = words.findIndex((word) => /\d/.test(word));
  const [before, code] =
    postalFirst === null
      ? [words.slice(0, first).join(" "), words.slice(first).join(" ")]
      : [postalFirst[2] ?? "", postalFirst[1] ?? ""];
  if (first < 0 || !/^[\p{L}\d][\p{L}\d -]{0,11}$/u.test(code)) return null;
  return { ...placeAndState(before), postal_code: code };
};

/** Splits off a state: `Boston MA` is Boston and MA, `New South Wales` has no place, `Berlin` has no state. */
const placeAndState = (text: string): Omit<End, "postal_code"> => {
  const words = text.split(" ").filter((word) => word !== "");
  for (let count = Math.min(4, words.length); count > 0; count -= 1) {
    const state = stateIn(words.slice(-count).join(" "));
    const place = words.slice(0, -count).join(" ");
    if (state !== undefined) return place === "" ? { state } : { place, state };
  }
  return words.length === 0 ? {} : { place: words.join(" ") };
};

/** Reads the sections before the last one as the street, and as the city if the last section has none. */
const withCity = (parts: string[], { place, state, postal_code: code }: End): Location | null => {
  const [whole, before] = [parts.join(", "), parts.at(-1) ?? ""];
  const rest = { ...(state === undefined ? {} : { state }), postal_code: code };
  if (place !== undefined) {
    if (state !== undefined || parts.length === 1 || !isCity(before)) return { street: whole, city: place, ...rest };
    // A five-digit code fits both `Apt, Boston 02138` and `Munich, Bavaria 80331`. With other codes the text is a
    // county.
    return isZip(code)
      ? null
      : { street: parts.slice(0, -1).join(", "), city: before, state: place, postal_code: code };
  }
  const own = state === undefined ? placeAndState(before) : { place: before };
  if (own.place !== undefined) {
    const street = parts.slice(0, -1).join(", ");
    return { street, city: own.place, ...(own.state === undefined ? {} : { state: own.state }), ...rest };
  }
  // `Boston, MA, 02138`: the state is a section of its own.
  const city = parts.at(-2) ?? "";
  return {
    street: parts.slice(0, -2).join(", "),
    city,
    ...(own.state === undefined ? {} : { state: own.state }),
    ...rest,
  };
};

/** False for a part of a street (`Apt 5`, `Rear`, `12 Elm St`) and for a state code. */
const isCity = (text: string): boolean =>
  (!/\d/.test(text) || /^\d+ Mile House$/i.test(text)) &&
  !unit.test(text) &&
  !/^[A-Z]{2}$/.test(text) &&
  /\p{L}/u.test(text);

const unit =
  /^(?:apt|apartment|unit|suite|ste|floor|fl|bldg|building|lot|rm|room|#|rear|front|upper|lower|basement|bsmt|lobby|penthouse|ph|space|spc|trlr|trailer|slip|hangar|side|dept|po box|box|flat)\b\.?|^#/i;

const isZip = (code: string): boolean => /^\d{5}(?:[- ]\d{4})?$/.test(code);

/** False if state and postal code are of different countries: `MA 5`, `ON 92122`. */
const fits = (state: string, code: string): boolean => {
  const key = state.toUpperCase();
  const forms = [
    ...(american.has(key) ? [isZip(code)] : []),
    ...(canadian.has(key) ? [/^[A-Z]\d[A-Z][ -]?\d[A-Z]\d$/i.test(code)] : []),
    ...(australian.has(key) ? [/^\d{4}$/.test(code)] : []),
  ];
  return forms.length === 0 || forms.includes(true);
};

/** Returns a known state or province, codes in capitals; undefined for any other text. */
const stateIn = (text: string): string | undefined => {
  const key = text.replaceAll(".", "").toUpperCase();
  if (!american.has(key) && !canadian.has(key) && !australian.has(key)) return undefined;
  return key.length <= 3 ? key : text;
};

const listed = (text: string): Set<string> => new Set(text.toUpperCase().split("|"));

const american = listed(
  "AL|Alabama|AK|Alaska|AZ|Arizona|AR|Arkansas|CA|California|CO|Colorado|CT|Connecticut|DE|Delaware|DC|District of Columbia|FL|Florida|GA|Georgia|HI|Hawaii|ID|Idaho|IL|Illinois|IN|Indiana|IA|Iowa|KS|Kansas|KY|Kentucky|LA|Louisiana|ME|Maine|MD|Maryland|MA|Massachusetts|MI|Michigan|MN|Minnesota|MS|Mississippi|MO|Missouri|MT|Montana|NE|Nebraska|NV|Nevada|NH|New Hampshire|NJ|New Jersey|NM|New Mexico|NY|New York|NC|North Carolina|ND|North Dakota|OH|Ohio|OK|Oklahoma|OR|Oregon|PA|Pennsylvania|RI|Rhode Island|SC|South Carolina|SD|South Dakota|TN|Tennessee|TX|Texas|UT|Utah|VT|Vermont|VA|Virginia|WA|Washington|WV|West Virginia|WI|Wisconsin|WY|Wyoming|PR|Puerto Rico|GU|Guam|VI|Virgin Islands|AS|MP",
);
const canadian = listed(
  "AB|Alberta|BC|British Columbia|MB|Manitoba|NB|New Brunswick|NL|Newfoundland and Labrador|NS|Nova Scotia|NT|Northwest Territories|NU|Nunavut|ON|Ontario|PE|Prince Edward Island|QC|Quebec|Québec|SK|Saskatchewan|YT|Yukon",
);
const australian = listed(
  "ACT|Australian Capital Territory|NSW|New South Wales|NT|Northern Territory|QLD|Queensland|SA|South Australia|TAS|Tasmania|VIC|Victoria|WA|Western Australia",
);
