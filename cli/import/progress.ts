/** How far a long command is: a bar where somebody watches, nothing where stderr is a file. */
export interface Progress {
  advance: (by?: number) => void;
  done: () => void;
}

export const createProgress = (total: number, label: string): Progress => {
  const stream = process.stderr;
  if (!stream.isTTY || total === 0) return { advance: () => undefined, done: () => undefined };
  let count = 0;
  let drawn = -1;
  const draw = () => {
    // In steps of half a percent: drawing must cost nothing beside a write to disk.
    const step = Math.floor((count / total) * 200);
    if (step === drawn) return;
    drawn = step;
    const filled = Math.floor((step / 200) * cells);
    stream.write(`\r${label} ${"█".repeat(filled)}${"░".repeat(cells - filled)} ${Math.floor(step / 2)} %`);
  };
  draw();
  return {
    advance: (by = 1) => {
      count += by;
      draw();
    },
    done: () => void stream.write("\n"),
  };
};

const cells = 30;
