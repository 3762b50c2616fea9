import type { Write } from "./write.ts";

/**
 * What a write costs by AWS's published rule, in write units: one for each kilobyte of an item, begun or whole, and in a
 * transaction twice that. Of what is updated or taken away only the key is known here: all such items of ours are below
 * a kilobyte, except a job that is removed for good. Engines on a laptop count otherwise, or not at all.
 */
export const unitsOf = (writes: Write[]): number => {
  const single = writes.reduce((total, write) => total + ("put" in write ? Math.ceil(sizeOf(write.put) / 1024) : 1), 0);
  return writes.length === 1 ? single : single * 2;
};

/** Bytes of an item as DynamoDB counts them: names, and values. */
export const sizeOf = (item: object): number =>
  Object.entries(item).reduce((total, [name, value]) => total + bytesOf(name) + valueSize(value), 0);

const valueSize = (value: unknown): number => {
  if (typeof value === "string") return bytesOf(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/\D/g, "").length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce<number>((total, one) => total + valueSize(one) + 1, 3);
  if (typeof value === "object" && value !== null) return sizeOf(value) + Object.keys(value).length + 3;
  return 1;
};

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
