/**
 * The one table that Tailboard keeps everything in, as CreateTable takes it. Infrastructure makes it of this; nothing
 * else makes a table in AWS. No index: everything is found by its key, so that every read can be strongly consistent.
 */
export const tableDefinition = {
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
} as const;

/** Where the second lies (seconds since the epoch) after which an item may go. Reads judge it too: it goes late. */
export const ttlAttribute = "ttl";

/** What one item may hold, names included, in bytes. */
export const itemLimitBytes = 400 * 1024;
/** How many items one transaction may change. */
export const transactionLimit = 100;
