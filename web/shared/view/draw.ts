import type { Element } from "./jsx-runtime.ts";

/**
 * Makes `parent`'s children what `view` says, keeping every node that still has its place: focus, caret and
 * scroll stay where they are. What is not there (`null`, `false`) holds its place as an empty text, so that
 * something that comes or goes never makes its neighbours new; in a list, keys do that.
 */
export const draw = (view: unknown, parent: Node): void => {
  const wanted = [view].flat(Infinity).map(toElement);
  const keys = new Set(wanted.map((one) => one.key));
  let here: Drawn | null = parent.firstChild;
  for (const want of wanted) {
    // Nodes of a list that are no longer wanted make room first.
    while (here && here.key !== undefined && !keys.has(here.key)) here = removed(here);
    let node: Drawn | null = here;
    if (want.key !== undefined) while (node && node.key !== want.key) node = node.nextSibling;
    if (node === null || node.key !== want.key || node.type !== want.type) {
      node = created(want);
      parent.insertBefore(node, here);
      // Without keys another kind in the same place is a replacement.
      if (here && here.key === want.key) here = removed(here);
    } else if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
    if (want.type === "") {
      if (node.nodeValue !== want.props["text"]) node.nodeValue = String(want.props["text"]);
    } else update(node as globalThis.Element & Drawn, want.props);
  }
  while (here) here = removed(here);
};

/** A node that we drew, with what it was drawn from. */
type Drawn = ChildNode & { type?: string; key?: unknown; props?: Record<string, unknown>; nextSibling: Drawn | null };

const toElement = (part: unknown): Element =>
  typeof part === "object" && part !== null
    ? (part as Element)
    : { type: "", key: undefined, props: { text: part == null || typeof part === "boolean" ? "" : String(part) } };

const created = ({ type, key }: Element): Drawn => {
  const node =
    type === ""
      ? document.createTextNode("")
      : type === "svg" || type === "path"
        ? document.createElementNS("http://www.w3.org/2000/svg", type)
        : document.createElement(type);
  return Object.assign(node as Drawn, { type, key, props: {} });
};

const removed = (node: Drawn): Drawn | null => {
  const next = node.nextSibling;
  node.remove();
  return next;
};

const update = (node: globalThis.Element & Drawn, props: Record<string, unknown>) => {
  const before = node.props ?? {};
  node.props = props;
  draw(props["children"] ?? [], node);
  for (const name of new Set([...Object.keys(before), ...Object.keys(props)])) {
    const value = props[name];
    if (name === "children") continue;
    // What a person can change is compared with the control, not with what was drawn last.
    if (name === "value" || name === "checked") {
      if (Reflect.get(node, name) !== value) Reflect.set(node, name, value);
    }
    if (value === before[name]) continue;
    if (name.startsWith("on")) {
      const event = name.slice(2).toLowerCase();
      // One listener for good; it asks for the handler of the day.
      if (before[name] === undefined) node.addEventListener(event, (e) => (node.props?.[name] as ((e: Event) => void) | undefined)?.(e));
    } else if (value == null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
};
