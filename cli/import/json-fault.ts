/** Where a text stops being JSON, counted as editors count: from 1. */
export interface JsonFault {
  line: number;
  column: number;
  what: string;
}

/**
 * The first place at which `text` is no JSON; null where it is JSON. The runtime's own message names a place for some
 * faults only, and none for the usual one, a comma that is missing or one too many.
 */
export const jsonFault = (text: string): JsonFault | null => {
  const fault = firstFault(text);
  if (fault === null) return null;
  const before = text.slice(0, fault.at);
  const line = before.split("\n").length;
  return { line, column: fault.at - (before.lastIndexOf("\n") + 1) + 1, what: fault.what };
};

type Expected = "value" | "value or ]" | "name or }" | "name" | "comma or end";

/** Reads token by token with a stack of its own, since a file may nest deeper than calls can. */
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
      if (open.length === 0) return { at, what: "there is more after the end" };
      if (closes(mark)) open.pop();
      else if (mark === ",") expected = open.at(-1) === "{" ? "name" : "value";
      else return { at, what: `a comma or ${open.at(-1) === "{" ? "}" : "]"} is missing` };
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
      if (mark !== '"') return { at, what: "a name in double quotes is missing" };
      const end = endOfString(text, at);
      if (end.what !== undefined) return end;
      at = end.at;
      skip();
      if (text.charAt(at) !== ":") return { at, what: "a colon is missing" };
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
  return match === null ? { at, what: "a value is missing" } : { at: at + match[0].length };
};

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

const endOfString = (text: string, start: number): End => {
  for (let at = start + 1; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === '"') return { at: at + 1 };
    if (mark === "\\") {
      escape.lastIndex = at;
      const match = escape.exec(text);
      if (match === null) return { at, what: "that is no escape" };
      at += match[0].length - 1;
    } else if (mark < " ") return { at, what: "a text ends without its double quote" };
  }
  return { at: start, what: "a text ends without its double quote" };
};

const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const unfinished = (open: ("{" | "[")[]): string =>
  open.length === 0 ? "it is empty" : `it ends before its ${open.at(-1) === "{" ? "}" : "]"}`;
