/** A new id made from a name: `20-yard trailer` → `20-yard-trailer`. It is not one of `taken`. */
export const freshName = (name: string, taken: readonly string[], otherwise: string): string => {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 36)
    .replaceAll(/^-+|-+$/g, "");
  const base = plain || otherwise;
  const tries = [base, ...Array.from({ length: taken.length + 1 }, (_, index) => `${base}-${index + 2}`)];
  return tries.find((id) => !taken.includes(id)) ?? base;
};
