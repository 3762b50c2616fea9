import type { Element as View } from "./jsx-runtime.ts";

/**
 * Makes the children of `parent` match `view`. Reuses each node that keeps its position, so focus, caret and scroll stay
 * where they are. `null` and `false` become an empty text node, so a part that appears or disappears does not recreate
 * its neighbors. In a list, keys do the same.
 */
export const draw = (view: unknown, parent: Node): void => {
  const views = [view].flat(Infinity).map(toElement);
  const keys = new Set(views.map(({ key }) => key));
  let here = parent.firstChild;
  for (const next of views) {
    // Remove list nodes whose key is gone.
    while (here && keyOf(here) !== undefined && !keys.has(keyOf(here))) here = removed(here);
    let node = here;
    if (next.key !== undefined) while (node && keyOf(node) !== next.key) node = node.nextSibling;
    if (node && keyOf(node) === next.key && drawn.get(node)?.type === next.type) {
      if (node === here) here = here.nextSibling;
      else parent.insertBefore(node, here);
    } else {
      node = created(next.type);
      parent.insertBefore(node, here);
      // Another type at the same position replaces the old node.
      if (here && keyOf(here) === next.key) here = removed(here);
    }
    update(node, drawn.get(node)?.props ?? {}, next);
  }
  while (here) here = removed(here);
};

/** The view that each node was last drawn from. */
const drawn = new WeakMap<Node, View>();

const keyOf = (node: Node) => drawn.get(node)?.key;

const toElement = (part: unknown): View =>
  typeof part === "object" && part !== null
    ? (part as View)
    : {
        type: "",
        key: undefined,
        props: { text: typeof part === "string" || typeof part === "number" ? `${part}` : "" },
      };

const created = (type: string): ChildNode =>
  type === ""
    ? document.createTextNode("")
    : type === "svg" || type === "path"
      ? document.createElementNS("http://www.w3.org/2000/svg", type)
      : document.createElement(type);

const removed = (node: ChildNode): ChildNode | null => {
  const next = node.nextSibling;
  node.remove();
  return next;
};

const update = (node: Node, before: View["props"], view: View) => {
  drawn.set(node, view);
  const { props } = view;
  if (!(node instanceof Element)) {
    if (before["text"] !== props["text"]) node.nodeValue = String(props["text"]);
    return;
  }
  draw(props["children"] ?? [], node);
  for (const name in { ...before, ...props }) {
    const value = props[name];
    // A person can change these, so compare with the control, not with the last view.
    if (name === "value" || name === "checked") {
      if (Reflect.get(node, name) !== value) Reflect.set(node, name, value);
    }
    if (name === "children" || value === before[name]) continue;
    if (name.startsWith("on")) {
      // One listener per event. It looks up the current handler each time.
      if (before[name] === undefined)
        node.addEventListener(name.slice(2).toLowerCase(), (event) => handlerOf(node, name)?.(event));
    } else if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : `${value as string | number}`);
  }
};

const handlerOf = (node: Node, name: string) => drawn.get(node)?.props[name] as ((event: Event) => void) | undefined;
