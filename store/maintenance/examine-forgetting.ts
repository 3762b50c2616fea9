import { listKeys } from "../jobs/log/list-keys.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding } from "../upkeep.ts";

/** Yields each removal of a person that began and has not finished. */
export async function* examineForgetting(objects: ObjectStore): AsyncGenerator<Finding> {
  for await (const where of listKeys(objects, keys.forgetting(""))) {
    const got = await objects.get(where);
    // Damaged bytes are a finding of their own.
    if (got.outcome !== "found" || !Buffer.from(got.body).toString().includes('"step":"begun"')) continue;
    const id = where.slice(keys.forgetting("").length);
    const again = id.startsWith("c_") ? `tailboard customers forget ${id}` : `tailboard jobs forget ${id}`;
    yield {
      kind: "unfinished_forgetting",
      where,
      detail: `The removal of a person was interrupted. A running server finishes it within two hours, and so does: ${again}`,
      repairable: false,
    };
  }
}
