/** The pieces of a record on paper: tables in the language of the record, in which the words of others stay as they are. */
import type { Report } from "./document.ts";
import { h, type Part, type Tag } from "./view.ts";
import * as words from "./words.ts";

/** What stands in one place of a table. */
export type Cell = Part[];

/** What the server put into words, or a person has written. */
export function theirs(text: string): Tag {
  return h("span", { translate: "no" }, text);
}

export function section(title: string, ...content: (Part | false)[]): Tag {
  return h("section", { key: title }, h("h3", {}, title), ...content);
}

export function facts(pairs: [string, Cell][]): Tag {
  return h(
    "table",
    { class: "facts" },
    h(
      "tbody",
      {},
      ...pairs.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, ...value))),
    ),
  );
}

export function table(heads: string[], rows: Cell[][]): Tag {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, ...cell))))),
  );
}

/** "35 mg", "unknown mg". */
export function amount({ language }: Report, value: number | null, unit: string): string {
  return value === null
    ? `unknown ${unit}`
    : `${words.decimal(String(Math.round(value * 100) / 100), language)} ${unit}`;
}
