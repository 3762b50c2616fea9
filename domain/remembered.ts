/**
 * Returns `make` with its results kept by their arguments, at most `most` of them. For pure functions that are slow and
 * are called again and again with the same few texts, such as a time zone and a day.
 */
export const remembered = <Arguments extends string[], Result>(
  most: number,
  make: (...texts: Arguments) => Result,
): ((...texts: Arguments) => Result) => {
  const kept = new Map<string, Result>();
  return (...texts) => {
    const key = texts.join("\n");
    const known = kept.get(key);
    if (known !== undefined) return known;
    // Dropping all is simpler than counting uses, and as rare as `most` is large.
    if (kept.size >= most) kept.clear();
    const result = make(...texts);
    kept.set(key, result);
    return result;
  };
};
