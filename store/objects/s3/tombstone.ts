/**
 * What lies under a deleted key where a store cannot delete on condition: the swap to it is the deletion. Its bytes are
 * fixed, since a listing tells only tag and size; so its tag is known too, except under encryption that changes tags.
 */
export const tombstone = new TextEncoder().encode('{"deleted":true,"by":"tailboard"}\n');
export const tombstoneEtag = "6c4a91114c51a694195874a67773e051";

export const isTombstone = (body: Uint8Array): boolean =>
  body.length === tombstone.length && body.every((byte, index) => byte === tombstone[index]);
