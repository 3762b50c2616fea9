import { plain } from "../terminal.ts";

export interface Column {
  align?: "right";
  /** If the table is too wide, the column may shrink to this many characters. Without it, the column never shrinks. */
  least?: number;
}

/** Formats rows as lines of at most `width` characters. Removes characters that could move the cursor from the cells. */
export const tabulate = (columns: Column[], rows: string[][], width: number): string[] => {
  const cells = rows.map((row) => row.map(plain));
  const widths = columns.map((_, at) => Math.max(0, ...cells.map((row) => widthOf(row[at] ?? ""))));
  const used = widths.filter((count) => count > 0).length;
  let over = widths.reduce((sum, count) => sum + count, 0) + (used - 1) * gap.length - width;
  while (over > 0) {
    // Shrink the widest column first, so that names and streets stay equally readable.
    const slack = columns.map(({ least }, at) => (least === undefined ? 0 : (widths[at] ?? 0) - least));
    const at = slack.reduce(
      (best, room, index) => (room > 0 && (widths[index] ?? 0) > (widths[best] ?? -1) ? index : best),
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

/** Cuts a text to `width` columns. A cut text ends with an ellipsis. */
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
// East Asian wide and full-width characters and emoji take two columns in a terminal.
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F1E6}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\uFE0F/u;

/** The number of terminal columns that a text takes. */
export const widthOf = (text: string): number => {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
};
