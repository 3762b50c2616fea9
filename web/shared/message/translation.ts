/**
 * What a catalog in another language has to export: the same keys as the English one, with any text and the same
 * parameters. A test assigns each catalog to it, so a missing key does not compile.
 */
export type Translation<Catalog> = {
  readonly [Key in keyof Catalog]: Translated<Catalog[Key]>;
};

type Translated<Value> = Value extends string
  ? string
  : Value extends (...args: infer Args) => string
    ? (...args: Args) => string
    : Value extends object
      ? Translation<Value>
      : Value;
