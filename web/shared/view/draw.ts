import type { Element as View } from "./jsx-runtime.ts";

/**
 * Makes `parent`'s children what `view` says, keeping every node that still has its place: focus, caret and
 * scroll stay where they are. What is not there (`null`, `false`) holds its place as an empty text, so that
 * something that comes or goes never makes its neighbours new; in a list, keys do that.
 */
export const draw = (view: unknown, parent: Node): void => {
  const wanted = [view].flat(Infinity).map(toElement);
  const keys = new Set(wanted.map(({ key }) => key));
  let here = parent.firstChild;
  for (const want of wanted) {
    // Nodes of a list that are no longer wanted make room first.
    while (here && keyOf(here) !== undefined && !keys.has(keyOf(here))) here = removed(here);
    let node = here;
    if (want.key !== undefined) while (node && keyOf(node) !== want.key) node = node.nextSibling;
    if (node && keyOf(node) === want.key && drawn.get(node)?.type === want.type) {
      if (node === here) here = here.nextSibling;
      else parent.insertBefore(node, here);
    } else {
      node = created(want.type);
      parent.insertBefore(node, here);
      // The same place, another kind: a replacement.
      if (here && keyOf(here) === want.key) here = removed(here);
    }
    update(node, drawn.get(node)?.props ?? {}, want);
  }
  while (here) here = removed(here);
};

/** What each of our nodes was last drawn from. */
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
    // What a person can change is compared with the control, not with what was drawn last.
    if (name === "value" || name === "checked") {
      if (Reflect.get(node, name) !== value) Reflect.set(node, name, value);
    }
    if (name === "children" || value === before[name]) continue;
    if (name.startsWith("on")) {
      // One listener for good; it asks for the handler of the day.
      if (before[name] === undefined)
        node.addEventListener(name.slice(2).toLowerCase(), (event) => handlerOf(node, name)?.(event));
    } else if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : `${value as string | number}`);
  }
};

const handlerOf = (node: Node, name: string) => drawn.get(node)?.props[name] as ((event: Event) => void) | undefined;
