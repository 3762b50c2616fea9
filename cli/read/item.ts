import { UsageError } from "../command-error.ts";
import * as message from "../message/jobs.ts";

/** Reads an item: `half-load`, or `sofa=2`. */
export const readItem = (text: string): { id: string; quantity: number } => {
  const [, id = "", quantity = "1"] = /^([^=]*?)(?:\s*=\s*(\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? [];
  if (id === "") throw new UsageError(message.itemFormat(text));
  return { id, quantity: Number(quantity) };
};
