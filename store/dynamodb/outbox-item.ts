import type { OutboxEntry } from "../day-documents/day-document.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { endOf, layout } from "./layout.ts";
import type { Item, Key } from "./write.ts";

/** Something that a committed change left to do elsewhere, written in its transaction. */
export interface OutboxItem extends Item {
  stamp: string;
  /** The entry as JSON. */
  entry: string;
}

/** Only `itemOf` writes entries. */
export const entryIn = ({ entry }: OutboxItem): OutboxEntry => JSON.parse(entry) as OutboxEntry;

export const itemOf = ({ pk, sk }: Key, entry: OutboxEntry, stamp: string): OutboxItem => ({
  pk,
  sk,
  stamp,
  entry: JSON.stringify(entry),
});

/** A job's messages, in the order in which they were queued. */
export const sendsOf = (table: DynamoDbTable, job: string): Promise<OutboxItem[]> => {
  const { pk, sk } = layout.send(job, 0, 0);
  const prefix = sk.slice(0, sk.indexOf("#send#") + "#send#".length);
  return table.query<OutboxItem>({ pk, from: prefix, to: endOf(prefix) });
};
