import { invalid } from "../domain/domain-error.ts";

/** Where a page of a list ends, as the caller sends it back: the order of its last entry, in base64. */
export const printCursor = (order: string): string => btoa(order);

/** Reads a cursor that has the shape of its list's order. Any other text is refused, never taken as a place in the list. */
export const readCursor = (cursor: string, order: RegExp): string => {
  const read = decode(cursor);
  if (read !== null && order.test(read)) return read;
  throw invalid({
    field: "/cursor",
    code: "cursor",
    message: "That cursor is not one of ours. Ask for the first page.",
  });
};

const decode = (cursor: string): string | null => {
  try {
    return atob(cursor);
  } catch {
    return null; // the only thing `atob` throws for is a text that is not base64
  }
};
