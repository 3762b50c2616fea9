import { invalid } from "../domain/domain-error.ts";

/** Encodes the end of a page of a list: the sort key of its last entry, in base64. */
export const printCursor = (order: string): string => btoa(order);

/** Decodes a cursor. Throws `invalid` if the text is not a sort key of this list. */
export const readCursor = (cursor: string, order: RegExp): string => {
  const read = decode(cursor);
  if (read !== null && order.test(read)) return read;
  throw invalid({
    field: "/cursor",
    code: "cursor",
    message: "This cursor is not valid. Request the first page without a cursor.",
  });
};

const decode = (cursor: string): string | null => {
  try {
    return atob(cursor);
  } catch {
    return null; // `atob` throws only for text that is not base64
  }
};
