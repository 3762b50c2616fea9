// Not an interface: a key alone can be an item.
export type Key = { pk: string; sk: string };

export type Item = Key & Record<string, unknown>;

/** One change of one item. Several, of different items, make a transaction. */
export type Write =
  | { put: Item; when?: Condition }
  | { update: Key; set: string; values: Record<string, unknown>; when?: Condition }
  | { remove: Key; when?: Condition }
  | { check: Key; when: Condition };

/** `#name` is an attribute, `:name` a value. */
export interface Condition {
  text: string;
  values?: Record<string, unknown>;
}

export const absent: Condition = { text: "attribute_not_exists(#pk)" };

/** Every write of an item that others build upon brings it another stamp: whoever names the old one came too late. */
export const stamped = (stamp: string | null): Condition =>
  stamp === null ? absent : { text: "#stamp = :stamp", values: { ":stamp": stamp } };

/** `#rev = :rev` → `{"#rev": "rev"}`: every name is written as a placeholder, since half the dictionary is reserved. */
export const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([placeholder, name = ""]) => [placeholder, name]));
