import { plain } from "../terminal.ts";

export interface Column {
  align?: "right";
  /** Where the table is too wide, these give way, each down to `least`. */
  least?: number;
}

/** Rows in columns of at most `width` together. Cells lose whatever could move the cursor. */
export const tabulate = (columns: Column[], rows: string[][], width: number): string[] => {
  const cells = rows.map((row) => row.map(plain));
  const widths = columns.map((_, at) => Math.max(0, ...cells.map((row) => widthOf(row[at] ?? ""))));
  const used = widths.filter((one) => one > 0).length;
  let over = widths.reduce((sum, one) => sum + one, 0) + (used - 1) * gap.length - width;
  while (over > 0) {
    // The widest gives way first, so that names and streets stay about equally readable.
    const slack = columns.map(({ least }, at) => (least === undefined ? 0 : (widths[at] ?? 0) - least));
    const at = slack.reduce(
      (best, one, index) => (one > 0 && (widths[index] ?? 0) > (widths[best] ?? -1) ? index : best),
      -1,
    );
    if (at < 0) break;
    widths[at] = (widths[at] ?? 0) - 1;
    over -= 1;
  }
  return cells.map((row) =>
    columns
      .flatMap(({ align }, at) =>
        widths[at] === 0 ? [] : [pad(fit(row[at] ?? "", widths[at] ?? 0), widths[at] ?? 0, align)],
      )
      .join(gap)
      .trimEnd(),
  );
};

const gap = "  ";

/** Cut to `width` columns, with an ellipsis where something is missing. */
export const fit = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let cut = "";
  let taken = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = widthOf(segment);
    if (taken + next > width - 1) break;
    cut += segment;
    taken += next;
  }
  return `${cut.trimEnd()}…`;
};

const pad = (text: string, width: number, align: Column["align"]): string => {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? space + text : text + space;
};

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide and full-width forms, and emoji: two columns in every terminal that draws them.
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F1E6}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\uFE0F/u;

export const widthOf = (text: string): number => {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
};
