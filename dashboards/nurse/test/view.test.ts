import { h, once, type Part, patch, setTime, type Tag, turnClocks } from "../src/view.ts";
import { equal, holds } from "./check.ts";

/** As much of the browser's page as view.ts touches. */
class FakeNode {
  static readonly TEXT_NODE = 3;
  readonly childNodes: FakeNode[] = [];
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, () => void>();
  readonly vars = new Map<string, string>();
  readonly style = { setProperty: (name: string, value: string) => void this.vars.set(name, value) };
  parent: FakeNode | null = null;
  moves = 0;

  constructor(readonly tag: string, public nodeValue: string | null = null) {}

  get nodeType(): number {
    return this.nodeValue === null ? 1 : FakeNode.TEXT_NODE;
  }

  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): FakeNode | null {
    const all = this.parent?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }

  insertBefore(node: FakeNode, next: FakeNode | null): void {
    node.remove();
    node.moves += 1;
    node.parent = this;
    this.childNodes.splice(next === null ? this.childNodes.length : this.childNodes.indexOf(next), 0, node);
  }

  remove(): void {
    const all = this.parent?.childNodes ?? [];
    if (all.includes(this)) {
      all.splice(all.indexOf(this), 1);
    }
    this.parent = null;
  }

  addEventListener(name: string, run: () => void): void {
    this.listeners.set(name, run);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  get isConnected(): boolean {
    return this.tag === "page" || (this.parent?.isConnected ?? false);
  }

  get textContent(): string {
    return this.text;
  }

  get text(): string {
    return this.nodeValue ?? this.childNodes.map((child) => child.text).join("");
  }
}

Object.assign(globalThis, {
  Node: FakeNode,
  document: {
    createTextNode: (text: string) => new FakeNode("#text", text),
    createElement: (tag: string) => new FakeNode(tag),
    createElementNS: (_: string, tag: string) => new FakeNode(tag),
  },
});

function draw(page: FakeNode, ...parts: Part[]): FakeNode[] {
  patch(page as unknown as Element, parts);
  return [...page.childNodes];
}

const row = (key: string, text = key) => h("li", { key }, text);

Deno.test("what stays the same is the same element, untouched", () => {
  const page = new FakeNode("ol");
  const before = draw(page, row("a"), row("b"));
  const after = draw(page, row("a"), row("b", "changed"));
  holds(before.every((node, index) => node === after[index]), "both elements live on");
  equal(after.map((node) => [node.text, node.moves]), [["a", 1], ["changed", 1]]);
});

Deno.test("a row keeps its element while others come and go around it", () => {
  const page = new FakeNode("ol");
  const [, b] = draw(page, row("a"), row("b"), row("c"));
  const after = draw(page, row("x"), row("b"), row("y"), row("z"));
  equal(after.map((node) => node.text), ["x", "b", "y", "z"]);
  holds(after[1] === b, "the row in the middle is the same element");
});

Deno.test("rows in any order end up in the order described", () => {
  const page = new FakeNode("ol");
  for (const order of ["abc", "cab", "b", "", "dcba", "abcd", "x", "cxa"]) {
    equal(draw(page, ...[...order].map((key) => row(key))).map((node) => node.text).join(""), order);
  }
});

Deno.test("an attribute comes, changes and goes", () => {
  const page = new FakeNode("div");
  const [element] = draw(page, h("p", { class: "one", hidden: true }));
  equal([...element!.attributes], [["class", "one"], ["hidden", ""]]);
  draw(page, h("p", { class: "two", vars: { "--given": "0.5" } }));
  equal([[...element!.attributes], [...element!.vars]], [[["class", "two"]], [["--given", "0.5"]]]);
});

Deno.test("a press does what the latest description says", () => {
  const page = new FakeNode("div");
  const pressed: string[] = [];
  const [button] = draw(page, h("button", { click: () => pressed.push("old") }));
  draw(page, h("button", { click: () => pressed.push("new") }));
  button!.listeners.get("click")!();
  equal(pressed, ["new"]);
});

Deno.test("another kind of element never takes over the old one", () => {
  const page = new FakeNode("div");
  const [before] = draw(page, h("p", {}, "text"));
  const [after] = draw(page, h("button", {}, "text"));
  holds(before !== after, "a paragraph does not become a button");
  equal(page.childNodes.length, 1);
});

Deno.test("an element that draws itself is left alone", () => {
  const page = new FakeNode("div");
  let drawings = 0;
  const own = () => h("div", { key: "plots", mine: () => drawings += 1 });
  const [host] = draw(page, own());
  host!.childNodes.push(new FakeNode("canvas"));
  draw(page, own());
  equal([drawings, host!.childNodes.length], [2, 1]);
});

Deno.test("a clock goes on while it stands on the page, and no longer", () => {
  const page = new FakeNode("page");
  const asked: number[] = [];
  setTime(1);
  const [clock] = draw(page, h("time", { clock: (now) => String(asked[asked.push(now) - 1]) }));
  turnClocks(2);
  equal(clock!.text, "2");
  draw(page);
  turnClocks(3);
  turnClocks(4);
  equal(asked, [1, 2]);
});

Deno.test("an element that stops being a clock keeps the words it was given", () => {
  const page = new FakeNode("page");
  const [element] = draw(page, h("p", { clock: String }));
  equal(draw(page, h("p", {}, "words"))[0] === element, true);
  turnClocks(5);
  equal(element!.text, "words");
});

Deno.test("the same description is not looked at again", () => {
  const page = new FakeNode("page");
  const kept = new WeakMap<object, { because: readonly unknown[]; tag: Tag }>();
  const thing = {};
  let made = 0;
  const describe = (...because: unknown[]) => once(kept, thing, because, () => h("p", {}, String(made += 1)));
  const [element] = draw(page, describe("a", 1));
  element!.firstChild!.nodeValue = "untouched";
  draw(page, describe("a", 1));
  equal([made, element!.text], [1, "untouched"]);
  draw(page, describe("a", 2));
  equal([made, element!.text], [2, "2"]);
});

Deno.test("what stands within a language is said in it, but for what others have said", () => {
  const page = new FakeNode("page");
  const record = h("div", { lang: "es" }, h("h2", {}, "Patient"), h("p", { translate: "no" }, "Patient"));
  const [paper, aside] = draw(page, record, h("p", {}, "Patient"));
  equal(paper!.childNodes.map((child) => child.text), ["Paciente", "Patient"]);
  equal(aside!.text, "Patient");
});
