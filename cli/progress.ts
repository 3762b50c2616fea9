/** Runs `action` and shows its progress as a bar on stderr, if that is a terminal. The bar's line ends even after an error. */
export const withProgress = async <T>(
  { total, label }: { total: number; label: string },
  action: (advance: (by?: number) => void) => Promise<T>,
): Promise<T> => {
  const stream = process.stderr;
  if (!stream.isTTY || total === 0) return await action(() => undefined);
  let count = 0;
  let drawn = -1;
  const draw = () => {
    // Draw in steps of half a percent, so that drawing costs little compared with the writes.
    const step = Math.floor((count / total) * 200);
    if (step === drawn) return;
    drawn = step;
    const filled = Math.floor((step / 200) * cells);
    stream.write(`\r${label} ${"█".repeat(filled)}${"░".repeat(cells - filled)} ${Math.floor(step / 2)} %`);
  };
  draw();
  try {
    return await action((by = 1) => {
      count += by;
      draw();
    });
  } finally {
    stream.write("\n");
  }
};

const cells = 30;
