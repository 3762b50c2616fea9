import type { ComponentType } from "preact";

/** The control of one key: half a row, beside its neighbor, or a row of its own. */
interface Control<P extends object> {
  width: "half" | "full";
  Show: ComponentType<P>;
}

/** One control for each key, in the order of the page. A key without a control does not compile. */
export type ControlTable<K extends string, P extends object> = Readonly<Record<K, Control<P>>>;

/** Draws the controls of a table. Halves that follow each other share a row. */
export const Controls = <P extends object>({ table, props }: { table: ControlTable<string, P>; props: P }) => (
  <>
    {rowsOf(Object.entries(table)).map((row) => {
      const shown = row.map(([key, { Show }]) => <Show key={key} {...props} />);
      return row[0]?.[1].width === "half" ? (
        <div class="page-pair" key={row[0][0]}>
          {shown}
        </div>
      ) : (
        shown
      );
    })}
  </>
);

type Entry<P extends object> = readonly [key: string, control: Control<P>];

const rowsOf = <P extends object>(entries: readonly Entry<P>[]): Entry<P>[][] => {
  const rows: Entry<P>[][] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    const isHalf = entry[1].width === "half" && last?.[0]?.[1].width === "half";
    if (isHalf) last.push(entry);
    else rows.push([entry]);
  }
  return rows;
};
