import type { ObjectHeaders } from "../../port/object-store.ts";
import type { ItemKey } from "./layout.ts";

/** One item of the table: an object or its first chunk, a further chunk, or a name in the index. */
export interface Item extends ItemKey {
  /** A further chunk has the version of its object. A name in the index has none. */
  version?: string;
  body?: Uint8Array;
  headers?: ObjectHeaders;
}

/** A value as DynamoDB's JSON has it: a text, or bytes in base64. */
interface AttributeValue {
  S?: string;
  B?: string;
}

export type Attributes = Record<string, AttributeValue>;

export const encodeItem = ({ pk, sk, version, body, headers }: Item): Attributes => ({
  pk: { S: pk },
  sk: { S: sk },
  ...(version !== undefined && { version: { S: version } }),
  ...(body !== undefined && { body: { B: Buffer.from(body).toString("base64") } }),
  ...(headers !== undefined && {
    content_type: { S: headers.contentType },
    cache_control: { S: headers.cacheControl },
  }),
});

export const decodeItem = (attributes: Attributes): Item => {
  const textOf = (name: string): string | undefined => attributes[name]?.S;
  const [version, contentType, cacheControl] = [textOf("version"), textOf("content_type"), textOf("cache_control")];
  const body = attributes["body"]?.B;
  return {
    pk: textOf("pk") ?? "",
    sk: textOf("sk") ?? "",
    ...(version !== undefined && { version }),
    ...(body !== undefined && { body: new Uint8Array(Buffer.from(body, "base64")) }),
    ...(contentType !== undefined && cacheControl !== undefined && { headers: { contentType, cacheControl } }),
  };
};
