/** In what a store differs from the others, as its probe found. */
export interface Dialect {
  /** Ceph compares the header's text with the bare tag, so that quotes make every If-Match a mismatch. */
  quotesIfMatch: boolean;
  /**
   * `if-match`: DELETE heeds it (AWS since 2025). `tombstone`: the store would delete whatever is there, so a deleted
   * key is swapped for a tombstone; see `tombstone.ts`.
   */
  deletes: "if-match" | "tombstone";
  /** DELETE heeds Ceph's x-amz-delete-if-unmodified-since, so that an old tombstone can be cleared away safely. */
  clearsTombstones: boolean;
  /** If-Match on no object is 404, so that 412 certainly means another version. */
  tellsMissing: boolean;
}

export const awsDialect: Dialect = {
  quotesIfMatch: true,
  deletes: "if-match",
  clearsTombstones: false,
  tellsMissing: true,
};
