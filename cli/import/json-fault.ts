import { jsonFault as fault } from "../message/jobs.ts";

/** The place where a text stops being valid JSON. */
export interface JsonFault {
  /** Counted from 1, as in editors. */
  line: number;
  column: number;
  what: string;
}

/**
 * Finds the first fault in a JSON text. Null if the text is valid. The runtime's own error message has no position for the most
 * common faults, a missing comma or one comma too many.
 */
export const jsonFault = (text: string): JsonFault | null => {
  const found = firstFault(text);
  if (found === null) return null;
  const before = text.slice(0, found.at);
  const line = before.split("\n").length;
  return { line, column: found.at - (before.lastIndexOf("\n") + 1) + 1, what: found.what };
};

type Expected = "value" | "value or ]" | "name or }" | "name" | "comma or end";

/** Reads token by token with an explicit stack, because a file can nest deeper than the call stack. */
const firstFault = (text: string): { at: number; what: string } | null => {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = 0;
  const skip = () => {
    while (at < text.length && " \t\n\r".includes(text.charAt(at))) at += 1;
  };
  const closes = (mark: string) => (mark === "}" && open.at(-1) === "{") || (mark === "]" && open.at(-1) === "[");
  for (;;) {
    skip();
    const mark = text.charAt(at);
    if (mark === "") return expected === "comma or end" && open.length === 0 ? null : { at, what: unfinished(open) };
    if (expected === "comma or end") {
      if (open.length === 0) return { at, what: fault.afterEnd };
      if (closes(mark)) open.pop();
      else if (mark === ",") expected = open.at(-1) === "{" ? "name" : "value";
      else return { at, what: fault.separator(closingOf(open)) };
      at += 1;
      continue;
    }
    if ((expected === "value or ]" && mark === "]") || (expected === "name or }" && mark === "}")) {
      open.pop();
      at += 1;
      expected = "comma or end";
      continue;
    }
    if (expected === "name" || expected === "name or }") {
      if (mark !== '"') return { at, what: fault.name };
      const end = endOfString(text, at);
      if (end.what !== undefined) return end;
      at = end.at;
      skip();
      if (text.charAt(at) !== ":") return { at, what: fault.colon };
      at += 1;
      expected = "value";
      continue;
    }
    if (mark === "{" || mark === "[") {
      open.push(mark);
      at += 1;
      expected = mark === "{" ? "name or }" : "value or ]";
      continue;
    }
    const end = endOfScalar(text, at);
    if (end.what !== undefined) return end;
    at = end.at;
    expected = "comma or end";
  }
};

type End = { at: number; what?: undefined } | { at: number; what: string };

const endOfScalar = (text: string, at: number): End => {
  if (text.charAt(at) === '"') return endOfString(text, at);
  scalar.lastIndex = at;
  const match = scalar.exec(text);
  return match === null ? { at, what: fault.value } : { at: at + match[0].length };
};

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

const endOfString = (text: string, start: number): End => {
  for (let at = start + 1; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === '"') return { at: at + 1 };
    if (mark === "\\") {
      escape.lastIndex = at;
      const match = escape.exec(text);
      if (match === null) return { at, what: fault.escape };
      at += match[0].length - 1;
    } else if (mark < " ") return { at, what: fault.openString };
  }
  return { at: start, what: fault.openString };
};

const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const unfinished = (open: ("{" | "[")[]): string =>
  open.length === 0 ? fault.empty : fault.openBracket(closingOf(open));

const closingOf = (open: ("{" | "[")[]): string => (open.at(-1) === "{" ? "}" : "]");
