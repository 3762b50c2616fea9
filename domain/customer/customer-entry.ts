import type { Day } from "../day.ts";
import { fold } from "../fold.ts";
import { basePhone, digitsOf } from "../phone.ts";
import { postalKey } from "../postal-code.ts";
import type { CustomerId } from "./customer-id.ts";
import { lastDayOf, type CustomerRecord } from "./customer-record.ts";

/** What the index has of a customer: about 200 bytes, all that a list shows and a search reads. */
export interface CustomerEntry {
  id: CustomerId;
  /** The revision of the record. An older one never replaces a newer one. */
  rev: number;
  name: string;
  company?: string;
  phones: string[];
  emails: string[];
  postal_codes: string[];
  /** The home day of the newest job. */
  last_day: Day | null;
  /** The number of jobs that the record lists. */
  jobs: number;
  tags: string[];
}

/** Returns the entry of a record; null for one that was merged into another, which no list shows. */
export const entryOf = (record: CustomerRecord, rev: number): CustomerEntry | null => {
  if (record.merged_into !== null) return null;
  const { id, name, company, phones, emails, addresses, tags, jobs } = record;
  return {
    id,
    rev,
    name,
    ...(company === null ? {} : { company }),
    phones: phones.map(({ number }) => number),
    emails,
    postal_codes: [...new Set(addresses.map(({ postal_code }) => postal_code))],
    last_day: lastDayOf(record),
    jobs: jobs.length,
    tags,
  };
};

/** The shard of the index that has a customer: `00` to `1f`. */
export const shardOf = (id: CustomerId): string => {
  // FNV-1a spreads ids that differ in one character.
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return shardName((hash >>> 0) % shardCount);
};

const shardName = (index: number): string => index.toString(16).padStart(2, "0");

const shardCount = 32;
export const shards: readonly string[] = Array.from({ length: shardCount }, (_, index) => shardName(index));

/** The order of lists: the latest last day first, then the id. Customers without a job come last. */
export const orderOfEntry = ({ last_day, id }: CustomerEntry): string => `${last_day ?? "0000-00-00"} ${id}`;

/** Returns whether an entry matches a text in name, company, phone, email or postal code, and has the tag. */
export const matchingEntry = ({
  text,
  tag,
}: {
  /** As typed. */
  text?: string | undefined;
  tag?: string | undefined;
}): ((entry: CustomerEntry) => boolean) => {
  const words = fold(text ?? "");
  const typed = digitsOf(basePhone(text ?? ""));
  // A complete number may begin with the 0 of national dialing, which is not part of E.164.
  const digits = typed.length > 7 ? typed.replace(/^0+/, "") : typed;
  const postal = postalKey(text ?? "");
  return (entry) => {
    if (tag !== undefined && !entry.tags.includes(tag)) return false;
    if (text === undefined) return true;
    const folded = foldedOf(entry);
    return (
      (words !== "" && folded.words.includes(words)) ||
      (digits.length >= 2 && folded.digits.includes(digits)) ||
      (postal !== "" && folded.postal.includes(postal))
    );
  };
};

interface Folded {
  /** Name, company and emails, a line each. The folded text never contains a line break, so it matches within one field. */
  words: string;
  digits: string;
  postal: string[];
}

/** Kept as long as the entry is, because a search reads every entry. */
const foldedOf = (entry: CustomerEntry): Folded => {
  const known = foldedEntries.get(entry);
  if (known !== undefined) return known;
  const folded: Folded = {
    words: [entry.name, entry.company ?? "", ...entry.emails].map(fold).join("\n"),
    digits: entry.phones.map((number) => digitsOf(basePhone(number))).join("\n"),
    postal: entry.postal_codes.map(postalKey),
  };
  foldedEntries.set(entry, folded);
  return folded;
};

const foldedEntries = new WeakMap<CustomerEntry, Folded>();
