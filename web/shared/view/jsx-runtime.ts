/**
 * What JSX becomes in the two customer pages. They are written and type-checked as Preact, but Preact alone would take
 * a third of the 14 KB that a page may weigh. The pages need only this much of it: a component is a function without
 * state, so a view is plain data that `draw` turns into nodes. The build replaces `preact/jsx-runtime` with this file.
 * To get Preact back, remove that line of the build.
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
