/**
 * What JSX becomes in the two customer pages. They are written and type-checked as Preact, but Preact alone would
 * take a third of the 14 KB that a page may weigh, and of all it can do they need only this: components are called
 * at once and have no life of their own, so a view is plain data that `draw` makes true. The build puts this file
 * in the place of `preact/jsx-runtime`; taking that line out gives Preact back.
 */
export interface Element {
  type: string;
  props: Record<string, unknown>;
  key: unknown;
}

type Props = Record<string, unknown>;

/** @public */
export const jsx = (type: string | ((props: Props) => unknown), props: Props, key?: unknown): unknown =>
  typeof type === "function" ? type(props) : { type, props, key };
/** @public */
export const jsxs: typeof jsx = (type, props, key) => jsx(type, props, key);
/** @public */
export const Fragment = ({ children }: Props): unknown => children;
