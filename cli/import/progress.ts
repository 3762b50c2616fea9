/** Shows how far a long command is: a bar where somebody watches, nothing where stderr is a file. It ends its line, however that ends. */
export const withProgress = async <T>(
  { total, label }: { total: number; label: string },
  act: (advance: (by?: number) => void) => Promise<T>,
): Promise<T> => {
  const stream = process.stderr;
  if (!stream.isTTY || total === 0) return await act(() => undefined);
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
  try {
    return await act((by = 1) => {
      count += by;
      draw();
    });
  } finally {
    stream.write("\n");
  }
};

const cells = 30;
