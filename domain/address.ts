import type { Location } from "./job.ts";
import { cleanLine } from "./text.ts";

/**
 * An address in one line, as on an envelope: `street, city, ST postal`. The street may have commas of its own;
 * the state may be missing, or the postal code may come first (`10115 Berlin`). Null for what cannot be told apart.
 */
export const readAddress = (text: string): Location | null => {
  const parts = text.split(",").map(cleanLine);
  if (parts.includes("")) return null;
  // A country after the postal code says nothing to a business that serves one town.
  if (parts.length > 2 && !/\d/.test(parts.at(-1) ?? "") && readRegion(parts.at(-2) ?? "") !== null) parts.pop();
  const last = parts.at(-1) ?? "";
  const postalFirst = /^(\d{4,6}) (\D+)$/.exec(last);
  if (parts.length >= 2 && postalFirst !== null) {
    return { street: parts.slice(0, -1).join(", "), city: postalFirst[2] ?? "", postal_code: postalFirst[1] ?? "" };
  }
  const region = readRegion(last);
  if (parts.length < 3 || region === null) return null;
  return { street: parts.slice(0, -2).join(", "), city: parts.at(-2) ?? "", ...region };
};

/** `CA 92122`, `New South Wales 2000`, `ON K1A 0B1`, `SW1A 1AA`: the postal code begins with the first digit's word. */
const readRegion = (text: string): Pick<Location, "state" | "postal_code"> | null => {
  const words = text.split(" ");
  const first = words.findIndex((word) => /\d/.test(word));
  const postalCode = words.slice(first).join(" ");
  if (first < 0 || !/^[\p{L}\d][\p{L}\d -]{0,11}$/u.test(postalCode)) return null;
  return { ...(first === 0 ? {} : { state: words.slice(0, first).join(" ") }), postal_code: postalCode };
};
