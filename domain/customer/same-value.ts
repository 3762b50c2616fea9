import { fold } from "../fold.ts";
import type { Location } from "../job.ts";
import { basePhone } from "../phone.ts";
import { postalKey } from "../postal-code.ts";

/** True if the names share their first or last word, ignoring case and accents: `José Ruiz` and `Jose R.` agree. */
export const namesAgree = (one: string, other: string): boolean => {
  const [a, b] = [fold(one).split(" "), fold(other).split(" ")];
  return same(a[0], b[0]) || same(a.at(-1), b.at(-1));
};

export const sameName = (one: string, other: string): boolean => same(fold(one), fold(other));

/** An extension does not make another number. */
export const samePhone = (one: string, other: string): boolean => basePhone(one) === basePhone(other);

export const sameEmail = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Access notes do not make another address. */
export const sameAddress = (one: Location, other: Location): boolean => addressKey(one) === addressKey(other);

const addressKey = ({ street, city, postal_code }: Location): string =>
  [fold(street), fold(city), postalKey(postal_code)].join("\n");

const same = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one !== "" && one === other;
