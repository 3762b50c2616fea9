import { parseSync, type ESTree } from "vite";

/** One small change to a source file that a good test suite notices. */
export interface Fault {
  file: string;
  /** Counted from 1. */
  line: number;
  kind: FaultKind;
  /** Character offsets of the text that is replaced. */
  start: number;
  end: number;
  from: string;
  to: string;
}

export type FaultKind = "condition" | "operator" | "number" | "boolean" | "property" | "call" | "string";

/**
 * Returns every fault that this file can be given, in source order. Types, imports and texts for people are left alone,
 * because no test should depend on them.
 */
export const faultsIn = (file: string, source: string): Fault[] => {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new SyntaxError(`Cannot parse ${file}: ${errors[0]?.message}`);
  const faults: Fault[] = [];
  const add = (kind: FaultKind, { start, end }: Span, to: string) => {
    const from = source.slice(start, end);
    if (from === to) return;
    faults.push({ file, line: source.slice(0, start).split("\n").length, kind, start, end, from, to });
  };

  const visit = (node: Node): void => {
    if (isType(node)) return;
    if (node.type === "IfStatement" || node.type === "ConditionalExpression") {
      add("condition", node.test, "true");
      add("condition", node.test, "false");
    } else if (node.type === "BinaryExpression" || node.type === "LogicalExpression") {
      const gap = { start: node.left.end, end: node.right.start };
      const between = source.slice(gap.start, gap.end);
      for (const other of others[node.operator] ?? [])
        add(
          "operator",
          gap,
          between.replace(node.operator, () => other),
        );
    } else if (node.type === "Literal") {
      const { value } = node;
      if (typeof value === "number") add("number", node, String(value + 1));
      if (typeof value === "boolean") add("boolean", node, String(!value));
      // A text with a space is for people. A word is a code, a key or a unit.
      if (typeof value === "string" && /^[\w./-]+$/.test(value)) add("string", node, JSON.stringify(`${value}x`));
    } else if (node.type === "ObjectExpression") {
      for (const { start, end } of node.properties) {
        const after = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0;
        add("property", { start, end: end + after }, "");
      }
    } else if (node.type === "ExpressionStatement") {
      const { expression } = node;
      const inner = expression.type === "AwaitExpression" ? expression.argument : expression;
      if (inner.type === "CallExpression") add("call", node, ";");
    }
    for (const child of childrenOf(node)) visit(child);
  };
  for (const child of childrenOf(program)) visit(child);
  return faults;
};

/** The source with the fault in it. */
export const withFault = (source: string, { start, end, to }: Fault): string =>
  source.slice(0, start) + to + source.slice(end);

type Node = ESTree.Node;
interface Span {
  start: number;
  end: number;
}

const others: Record<string, string[]> = {
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
};

const isType = ({ type }: Node): boolean =>
  (type.startsWith("TS") && !expressionsInTypes.has(type)) || type === "ImportDeclaration";
const expressionsInTypes = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

/** An object key is a name, not a value, so it is no child here. */
const childrenOf = (node: Node): Node[] => {
  const skipKey = node.type === "Property" && !node.computed;
  return Object.entries(node).flatMap(([name, value]) =>
    skipKey && name === "key" ? [] : (Array.isArray(value) ? value : [value]).filter(isNode),
  );
};

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;
