import { cpus, totalmem } from "node:os";

/** The machine that a measurement ran on. Figures of different machines cannot be compared. */
export const machine = () => {
  const [cpu] = cpus();
  return {
    cpu: `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    sqlite: process.versions["sqlite"] ?? "none",
  };
};

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Returns the value that this share of the values does not exceed. */
export const shareOf = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** A Markdown table. Numbers have at most three significant digits. */
export const table = (rows: Record<string, string | number>[]): string => {
  const [first] = rows;
  if (first === undefined) return "";
  const names = Object.keys(first);
  const show = (value: string | number | undefined) => (typeof value === "number" ? short(value) : (value ?? ""));
  return [
    `| ${names.join(" | ")} |`,
    `|${names.map(() => "---").join("|")}|`,
    ...rows.map((row) => `| ${names.map((name) => show(row[name])).join(" | ")} |`),
  ].join("\n");
};

const short = (value: number): string =>
  Number.isFinite(value) ? new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value) : "–";
