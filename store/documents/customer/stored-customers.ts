import type { CustomerId } from "../../../domain/customer/customer-id.ts";
import { listKeys } from "../../jobs/log/list-keys.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { documentKeys } from "../document-keys.ts";

/** Yields the ids of all records in a store, ascending, also of those that cannot be read. */
export async function* customersIn(objects: ObjectStore): AsyncGenerator<CustomerId> {
  const prefix = documentKeys.customers;
  let last: CustomerId | null = null;
  for await (const key of listKeys(objects, prefix)) {
    const id = key.slice(prefix.length).split("/")[0] ?? "";
    if (id !== last) yield id;
    last = id;
  }
}
