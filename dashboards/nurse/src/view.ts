/** Describes a piece of the page as plain values and changes the real page to match, touching only what differs. */

export interface Tag {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly Part[];
}

export type Part = Tag | string | null;

export interface Props {
  /** Keeps its element while its neighbours come and go. */
  key?: string;
  /** Runs on a click or a press of the space or enter key. */
  click?: () => void;
  input?: (event: Event) => void;
  submit?: (form: FormData) => void;
  /** CSS custom properties. */
  vars?: Record<string, string>;
  /** Draws the element's content itself, after every change of the page. */
  mine?: (element: HTMLElement) => void;
  [attribute: string]: unknown;
}

interface Rendered {
  tag: string;
  props: Props;
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "polyline", "line", "circle", "rect"]);
const OWN = new Set(["key", "click", "input", "submit", "vars", "mine"]);
const rendered = new WeakMap<Node, Rendered>();

/** An element; children that are null or false leave no trace. */
export function h(tag: string, props: Props = {}, ...children: (Part | false)[]): Tag {
  return { tag, props, children: children.filter((child) => child !== false && child !== null) as Part[] };
}

/** Makes the element's content match. */
export function patch(parent: Element, parts: readonly Part[]): void {
  const keyed = keyedChildren(parent);
  let next: ChildNode | null = parent.firstChild;
  for (const part of parts) {
    if (part === null) {
      continue;
    }
    const node = matching(part, next, keyed) ?? create(part);
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
    update(node, part);
  }
  while (next !== null) {
    const gone: ChildNode = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function keyedChildren(parent: Element): Map<string, ChildNode> {
  const keyed = new Map<string, ChildNode>();
  for (const child of parent.childNodes) {
    const key = rendered.get(child)?.props.key;
    if (key !== undefined) {
      keyed.set(key, child);
    }
  }
  return keyed;
}

function matching(part: Part, next: ChildNode | null, keyed: Map<string, ChildNode>): ChildNode | null {
  if (typeof part === "string") {
    return next?.nodeType === Node.TEXT_NODE ? next : null;
  }
  const candidate = part!.props.key === undefined ? next : keyed.get(part!.props.key) ?? null;
  const before = candidate === null ? undefined : rendered.get(candidate);
  return before?.tag === part!.tag && before.props.key === part!.props.key ? candidate : null;
}

function create(part: Part): ChildNode {
  if (typeof part === "string") {
    return document.createTextNode(part);
  }
  const { tag, props } = part!;
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  rendered.set(element, { tag, props: props.key === undefined ? {} : { key: props.key } });
  listen(element);
  return element;
}

/** One listener for each kind of event, which looks up what the latest description wants done. */
function listen(element: Element): void {
  const latest = () => rendered.get(element)!.props;
  element.addEventListener("click", () => latest().click?.());
  element.addEventListener("input", (event) => latest().input?.(event));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    latest().submit?.(new FormData(element as HTMLFormElement));
  });
}

function update(node: ChildNode, part: Part): void {
  if (typeof part === "string") {
    if (node.nodeValue !== part) {
      node.nodeValue = part;
    }
    return;
  }
  const element = node as HTMLElement;
  const before = rendered.get(element)!.props;
  rendered.set(element, { tag: part!.tag, props: part!.props });
  attributes(element, before, part!.props);
  for (const [name, value] of Object.entries(part!.props.vars ?? {})) {
    if (before.vars?.[name] !== value) {
      element.style.setProperty(name, value);
    }
  }
  if (part!.props.mine === undefined) {
    patch(element, part!.children);
  } else {
    part!.props.mine(element);
  }
}

function attributes(element: Element, before: Props, after: Props): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = after[name];
    if (OWN.has(name) || before[name] === value) {
      continue;
    }
    if (value === undefined || value === null || value === false) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}
