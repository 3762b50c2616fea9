import { createHash } from "node:crypto";
import { freshId, type Random } from "../../domain/random.ts";

/** Returns the id of a message that a request asks for. A repeated request with the same key has the same id. */
export const idOfRequest = (
  random: Random,
  { operation, object, key }: { operation: string; object: string; key: string | undefined },
): string =>
  key === undefined
    ? freshId(random)
    : createHash("sha256")
        .update(JSON.stringify([operation, object, key]))
        .digest("base64url")
        .slice(0, 22);
