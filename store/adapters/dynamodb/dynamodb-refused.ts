/** A table that Tailboard does not use. The message says why and what to do, in one sentence or two. */
export class DynamoDbRefused extends Error {
  override name = "DynamoDbRefused";
}
