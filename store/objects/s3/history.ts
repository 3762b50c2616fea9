import { NoHistory, type KeptVersion, type Version } from "../object-store.ts";
import { isTombstone } from "./tombstone.ts";
import type { Failure, VersionMarker, Wire } from "./wire.ts";

/**
 * What a bucket keeps under a name, newest first, each read when it is asked for. A version here is the bytes' ETag, as
 * for every other call, so the newest can be replaced on condition; the bucket's own ids are only for reading.
 *
 * What was written while versioning was off has the id `null`, and stands for every write of that time: how much lies
 * between it and what is older, nobody can tell, so it is the last that is given.
 */
export async function* keptVersions(wire: Wire, name: string): AsyncGenerator<KeptVersion> {
  for (let after: VersionMarker | null = null; ;) {
    const page = await wire.versions(name, after);
    if (!page.ok) throw refusalOf(page);
    for (const entry of page.entries) {
      // The whole name comes before all that only begin with it.
      if (entry.name !== name) return;
      if (entry.deletion) {
        yield { version: entry.id as Version, body: null, damaged: false };
        continue;
      }
      const got = await wire.get(name, { id: entry.id });
      if (!got.ok && got.status === 404) continue; // its time came meanwhile
      if (!got.ok) throw refusalOf(got);
      yield { version: got.etag as Version, body: isTombstone(got.body) ? null : got.body, damaged: false };
      if (entry.id === "null")
        throw new NoHistory("The bucket kept no versions when this was written; turn its versioning on for next time.");
    }
    if (page.next === null) return;
    after = page.next;
  }
}

const refusalOf = ({ status, code, cause }: Failure): unknown => {
  if (status === 401 || status === 403)
    return new NoHistory(
      `The bucket's earlier versions may not be read with this key (${code}): it needs s3:ListBucketVersions on the bucket and s3:GetObjectVersion on its objects.`,
    );
  if (status === 405 || status === 501) return new NoHistory(`This store knows no versions (${status} ${code}).`);
  return cause;
};
