import { StoreUnavailable } from "../../job-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";

/** Yields the keys that start with `prefix` and come after `after`, ascending. */
export async function* listKeys(objects: ObjectStore, prefix: string, after = ""): AsyncGenerator<string> {
  for (let last = after; ;) {
    const listed = await objects.list(prefix, last === "" ? {} : { after: last });
    if (listed.outcome !== "listed")
      throw new StoreUnavailable(new Error("The store cannot list its keys", { cause: listed.cause }));
    yield* listed.keys;
    if (!listed.more) return;
    last = listed.keys.at(-1) ?? last;
  }
}
