export { tableDefinition } from "../adapters/dynamodb/table.ts";

/** Where the second lies (seconds since the epoch) after which an item may go. Reads judge it too: it goes late. */
export const ttlAttribute = "ttl";

/** What one item may hold, names included, in bytes. */
export const itemLimitBytes = 400 * 1024;
/** How many items one transaction may change. */
export const transactionLimit = 100;
