/** The primary key of one item. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/** The partition of every object that belongs to no log of its own, and the index of the log partitions. */
export const commonPartition = "objects";
export const partitionIndex = "partitions";

/**
 * Returns the item that holds an object. The log of a day is one partition: `days/2026-11-27/00000001` is the item
 * `00000001` of the partition `days/2026-11-27`. So are the snapshots of a day. All other objects share one partition.
 */
export const itemKeyOf = (key: string): ItemKey => {
  const partition = logPartitionOf(key);
  return partition === null ? { pk: commonPartition, sk: key } : { pk: partition, sk: key.slice(partition.length + 1) };
};

export const keyOf = ({ pk, sk }: ItemKey): string => (pk === commonPartition ? sk : `${pk}/${sk}`);

/**
 * The item of a further chunk (1, 2, …) of an object that is too large for one item. Each is in a partition of its own,
 * because one partition has 1,000 write units a second and a chunk in a transaction takes 640.
 */
export const chunkKeyOf = (key: string, chunk: number): ItemKey => ({ pk: `chunks/${chunk}/${key}`, sk: "chunk" });

/** The partition that holds every key with this prefix; null if keys of several partitions can have it. */
export const partitionOfAll = (prefix: string): string | null => {
  const partition = logPartitionOf(prefix);
  if (partition !== null) return partition;
  return logs.some((log) => log.startsWith(prefix) || prefix.startsWith(log)) ? null : commonPartition;
};

/** True if this log partition can hold keys with `prefix` after `after`. `start` is its name and a slash. */
export const partitionMatches = (start: string, prefix: string, after: string): boolean =>
  start.startsWith(prefix) && `${start}~` > after;

/** `days/2026-11-27` for a key or a prefix that begins with `days/2026-11-27/`; null for one outside the logs. */
const logPartitionOf = (text: string): string | null => {
  if (!logs.some((log) => text.startsWith(log))) return null;
  const [log, day, rest] = text.split("/", 3);
  return rest === undefined ? null : `${log}/${day}`;
};

/** The logs that are busy enough for a partition per day. */
const logs = ["activity/", "days/", "snapshots/"];
