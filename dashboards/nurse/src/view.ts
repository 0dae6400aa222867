/** Describes a piece of the page as plain values and changes the real page to match, touching only what differs. */
import { translator } from "./language.ts";

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
  /** Says the element's text at a moment; it goes on being asked for as long as the element stands on the page. */
  clock?: (now: number) => string;
  [attribute: string]: unknown;
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "polyline", "line", "circle", "rect", "title"]);
const OWN = new Set(["key", "click", "input", "submit", "vars", "mine", "clock"]);
const rendered = new WeakMap<Node, Tag>();
const clocks = new Set<HTMLElement>();
/** Attributes that a person hears or sees. */
const SAID = new Set(["aria-label", "aria-valuetext", "title", "placeholder"]);
const NONE: ReadonlyMap<string, ChildNode> = new Map();
let clockTime = 0;
let say = (text: string): string => text;

/** The text as it is to be said, for what is drawn by hand. */
export function said(text: string): string {
  return say(text);
}

/** Has every text said in another language from now on, but for what stands within `translate: "no"`. */
export function speak(translate: (text: string) => string): void {
  say = translate;
}

/** An element; children that are null or false leave no trace. */
export function h(tag: string, props: Props = {}, ...children: (Part | false)[]): Tag {
  return { tag, props, children: children.filter((child) => child !== false && child !== null) as Part[] };
}

/**
 * The description made before from the same thing for the same reasons, or a new one. What is the same description is
 * not looked at again when the page is patched.
 */
export function once<T extends object>(
  kept: WeakMap<T, { because: readonly unknown[]; tag: Tag }>,
  thing: T,
  because: readonly unknown[],
  make: () => Tag,
): Tag {
  const before = kept.get(thing);
  if (before?.because.every((reason, index) => reason === because[index])) {
    return before.tag;
  }
  const tag = make();
  kept.set(thing, { because, tag });
  return tag;
}

/** Sets the time for the clocks that are described from now on. */
export function setTime(now: number): void {
  clockTime = now;
}

/** Turns every clock on the page. */
export function turnClocks(now: number): void {
  setTime(now);
  for (const element of clocks) {
    if (element.isConnected) {
      tell(element, rendered.get(element)!.props.clock!(now));
    } else {
      clocks.delete(element);
    }
  }
}

/** Makes the element's content match. */
export function patch(parent: Element, parts: readonly Part[], as: (text: string) => string = say): void {
  const keyed = parts.some(hasKey) ? keyedChildren(parent) : NONE;
  let next: ChildNode | null = parent.firstChild;
  for (const part of parts) {
    if (part === null) {
      continue;
    }
    const node = matching(part, next, keyed) ?? create(part, as);
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
    update(node, part, as);
  }
  while (next !== null) {
    const gone: ChildNode = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function hasKey(part: Part): boolean {
  return part !== null && typeof part !== "string" && part.props.key !== undefined;
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

function matching(
  part: Part,
  next: ChildNode | null,
  keyed: ReadonlyMap<string, ChildNode>,
): ChildNode | null {
  if (typeof part === "string") {
    return next?.nodeType === Node.TEXT_NODE ? next : null;
  }
  const candidate = part!.props.key === undefined ? next : keyed.get(part!.props.key) ?? null;
  const before = candidate === null ? undefined : rendered.get(candidate);
  return before?.tag === part!.tag && before.props.key === part!.props.key ? candidate : null;
}

function create(part: Part, as: (text: string) => string): ChildNode {
  if (typeof part === "string") {
    return document.createTextNode(as(part));
  }
  const { tag, props } = part!;
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  rendered.set(element, { tag, props: props.key === undefined ? {} : { key: props.key }, children: [] });
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

function update(node: ChildNode, part: Part, as: (text: string) => string): void {
  if (typeof part === "string") {
    const said = as(part);
    if (node.nodeValue !== said) {
      node.nodeValue = said;
    }
    return;
  }
  const element = node as HTMLElement;
  const before = rendered.get(element)!;
  if (before === part) {
    return;
  }
  rendered.set(element, part!);
  attributes(element, before.props, part!.props);
  variables(element, before.props.vars, part!.props.vars);
  content(element, part!, spokenWithin(part!.props, as));
}

/** What is within is said in the element's own language, or not looked up at all. */
function spokenWithin({ translate, lang }: Props, as: (text: string) => string): (text: string) => string {
  return translate === "no" ? asItIs : lang === "en" || lang === "es" ? translator(lang) : as;
}

function content(element: HTMLElement, { props, children }: Tag, as: (text: string) => string): void {
  if (props.clock !== undefined) {
    clocks.add(element);
    tell(element, props.clock(clockTime));
    return;
  }
  clocks.delete(element);
  if (props.mine === undefined) {
    patch(element, children, as);
  } else {
    props.mine(element);
  }
}

function asItIs(text: string): string {
  return text;
}

function tell(element: HTMLElement, text: string): void {
  const said = say(text);
  if (element.textContent !== said) {
    patch(element, [said], asItIs);
  }
}

function variables(element: HTMLElement, before: Props["vars"], after: Props["vars"]): void {
  for (const [name, value] of Object.entries(after ?? {})) {
    if (before?.[name] !== value) {
      element.style.setProperty(name, value);
    }
  }
}

function attributes(element: Element, before: Props, after: Props): void {
  for (const name in after) {
    if (before[name] !== after[name] && !OWN.has(name)) {
      attribute(element, name, after[name]);
    }
  }
  for (const name in before) {
    if (!(name in after) && !OWN.has(name)) {
      element.removeAttribute(name);
    }
  }
}

function attribute(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else {
    const text = value === true ? "" : String(value);
    element.setAttribute(name, SAID.has(name) ? say(text) : text);
  }
}
