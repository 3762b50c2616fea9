/** The primary key of one item. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/** The partition of every object that belongs to no log of its own, and its index of log partitions. */
export const commonPartition = "objects";
export const partitionIndex = "partitions";

/**
 * Returns the item that holds an object. A log is one partition: `days/2026-11-27/00000001` is the item `00000001` of the
 * partition `days/2026-11-27`. A snapshot is in a partition of its day. All other objects share one partition.
 */
export const itemKeyOf = (key: string): ItemKey => {
  const partition = /^(?:days|snapshots)\/[^/]+(?=\/)/.exec(key)?.[0];
  return partition === undefined
    ? { pk: commonPartition, sk: key }
    : { pk: partition, sk: key.slice(partition.length + 1) };
};

export const keyOf = ({ pk, sk }: ItemKey): string => (pk === commonPartition ? sk : `${pk}/${sk}`);

/** The item of a further chunk of an object that is too large for one item. */
export const chunkKeyOf = (key: string, version: string, chunk: number): ItemKey => ({
  pk: `chunks/${key}`,
  sk: `${version}/${chunk}`,
});

/** True if this partition can hold keys with `prefix` after `after`. `start` is its name and a slash. */
export const partitionMatches = (start: string, prefix: string, after: string): boolean =>
  (start.startsWith(prefix) || prefix.startsWith(start)) && `${start}~` > after;
