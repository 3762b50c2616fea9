/**
 * A field table declares every field of a record once: who sees it, what a staging copy does with it, and how the
 * record stores "no value". Projections, schemas, forms and copies derive from the tables, so a field that has no
 * entry, or an entry without a decision, does not compile.
 */
export type FieldTable<R> = { readonly [K in keyof R]-?: FieldRule<R, K> };

export interface FieldRule<R, K extends keyof R> {
  /** What the field is called in English, for the command line and for readers of this table. */
  readonly label: string;
  readonly empty: EmptyForm<R, K>;
  /** The answers that carry the field. An audience that is not listed never gets it. */
  readonly shownTo: readonly Audience[];
  readonly staging: EmptyForm<R, K> extends "required" ? "keep" | "replace" : "keep" | "replace" | "remove";
}

/**
 * - `staff`: one job, or the settings, to an owner or dispatcher.
 * - `list`: a list of jobs, to an owner or dispatcher.
 * - `crew`: a job, to its crew. `crew_price`: the same, if the owner lets crews see prices.
 * - `customer`: the tracked job behind the private link, in any form.
 * - `public`: the catalog and the files that need no sign-in.
 * - `export`: the file that `jobs export` writes and `jobs import` reads.
 */
export type Audience = "staff" | "list" | "crew" | "crew_price" | "customer" | "public" | "export";

/** A table that decides only who sees a field: for records that are computed and never stored. */
export type AudienceTable<R> = { readonly [K in keyof R]-?: { readonly shownTo: readonly Audience[] } };

/** How a record stores that a field has no value: the key is left out, it is null, or it always has a value. */
export type EmptyForm<R, K extends keyof R> =
  object extends Pick<R, K> ? "left_out" : null extends R[K] ? "null" : "required";

/** The part of a record that its table shows to an audience. */
export type Shown<R, T extends AudienceTable<R>, A extends Audience> = {
  [K in keyof R as A extends T[K]["shownTo"][number] ? K : never]: R[K];
};

/** One function for each field that a staging copy replaces. It invents a value in place of the one that it gets. */
export type Replacements<R, T extends FieldTable<R>> = {
  readonly [K in keyof R as T[K]["staging"] extends "replace" ? K : never]-?: (value: NonNullable<R[K]>) => R[K];
};

/** Copies the fields that the table shows to an audience, in the order of the table. All other fields stay behind. */
export const show = <R extends object, T extends AudienceTable<R>, A extends Audience>(
  table: T,
  audience: A,
  record: R,
): Shown<R, T, A> => {
  const shown: Partial<R> = {};
  for (const name of fieldNames(table)) {
    if (record[name] !== undefined && table[name].shownTo.includes(audience)) shown[name] = record[name];
  }
  // The loop follows the same rule as the type.
  return shown as unknown as Shown<R, T, A>;
};

/**
 * Copies a record for staging: each field is kept, replaced or removed as the table says. A field that the table does
 * not name stays behind.
 */
export const copyForStaging = <R extends object, T extends FieldTable<R>>(
  table: T,
  record: R,
  replacements: Replacements<R, T>,
): R => {
  // Only fields that a record may leave out, or that it never had, are missing in the copy.
  return copyChangeForStaging(table, record, replacements) as R;
};

/** The same for some fields of a record, such as those of a history entry. */
export const copyChangeForStaging = <R extends object, T extends FieldTable<R>>(
  table: T,
  change: Partial<R>,
  replacements: Replacements<R, T>,
): Partial<R> => {
  const copy: Partial<R> = {};
  for (const name of fieldNames(table)) {
    const value = change[name];
    const { staging, empty } = table[name];
    if (value === undefined) continue;
    if (value === null || staging === "keep") copy[name] = value;
    else if (staging === "replace") copy[name] = replacementOf(replacements, name)(value);
    else if (empty === "null") Object.assign(copy, { [name]: null });
  }
  return copy;
};

const replacementOf = <R, T extends FieldTable<R>, K extends keyof R>(
  replacements: Replacements<R, T>,
  name: K,
): ((value: R[K]) => R[K]) => {
  // The type of the replacements has a function for every field that the table replaces.
  return (replacements as unknown as Record<K, (value: R[K]) => R[K]>)[name];
};

/** The names of a table's fields, in the order of the table. */
export const fieldNames = <R>(table: AudienceTable<R>): (keyof R)[] => {
  // A table is an object literal that is checked against the record, so it has no other keys.
  return Object.keys(table) as (keyof R)[];
};

/** A record with every key present: an optional field is undefined while it has no value. */
export type AllFields<R> = { [K in keyof Required<R>]: R[K] };

/** The record without the keys whose value is undefined, as it is stored. */
export const withoutUndefined = <R extends object>(fields: AllFields<R>): R => {
  // A required field of the type is never undefined, so only optional keys go.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as R;
};

/** A record with one value for each name. */
export const recordOf = <Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> => {
  // Every name gets an entry, so no key is missing.
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
};
