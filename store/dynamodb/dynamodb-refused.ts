/** A table that cannot be used: one sentence, and the way out. */
export class DynamoDbRefused extends Error {
  override name = "DynamoDbRefused";
}
