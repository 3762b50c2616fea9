/**
 * The one table of a store, as CreateTable expects it. `infra/table.ts` and the adapter create it from this definition. It
 * has no index, because Tailboard finds every item by its key. It has no `ttl`, because an item that expires by itself
 * would break a log.
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
