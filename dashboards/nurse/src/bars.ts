/** How reviews name alarms, and draw how many there were as a table with bars. */
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";
import type { Priority } from "./wire.ts";
import * as words from "./words.ts";

/** What an alarm is about. */
export interface About {
  readonly kind: string;
  readonly metric: string | null;
  readonly device: string | null;
  readonly item: string | null;
}

export const PRIORITIES: readonly Priority[] = ["high", "medium", "low"];

const KINDS: Record<string, (label: string) => string> = {
  low: (label) => `${label}: low`,
  high: (label) => `${label}: high`,
  falling: (label) => `${label}: falling`,
  rising: (label) => `${label}: rising`,
  stale: (label) => `${label}: not coming`,
  "sensor-off": (label) => `${label}: sensor off`,
  overdue: (label) => `${label}: overdue`,
  "link-lost": () => "Link lost",
  "patient-mismatch": () => "Another patient named",
  "stage-conflict": () => "Pump and stage differ",
  "no-baseline": () => "No baseline",
  "not-cleared": () => "Started against a block",
  "dose-mismatch": () => "Dose not as ordered",
  "over-order": () => "More than ordered",
  "bolus-after-stop": () => "Volume after stop",
  unwatched: () => "Not watched",
  "clock-off": () => "Clock off",
  unseen: () => "Alarm on no screen",
  "device-alarm": () => "Alarm of a device",
};

/** "SpO2: low", "Link lost". */
export function nameOf(state: State, { kind, metric, item }: About): string {
  const label = metric !== null
    ? state.metrics.get(metric)?.label ?? metric
    : state.scales.find(({ id }) => id === item)?.label ?? item ?? "";
  return KINDS[kind]?.(label) ?? kind;
}

/** What a table of bars has in each row. */
export interface Bars {
  readonly name: string;
  /** The lengths of its parts, each with the look of a priority. */
  readonly parts: readonly (readonly [look: string, length: number])[];
  readonly cells: readonly string[];
}

/** A table whose rows have bars, as long as the longest allows. */
export function bars(caption: string, heads: readonly string[], rows: readonly Bars[]): Tag {
  const length = ({ parts }: Bars) => parts.reduce((sum, [, each]) => sum + each, 0);
  const longest = rows.reduce((most, row) => Math.max(most, length(row)), 0) || 1;
  return h(
    "table",
    { key: caption, class: "bars-table" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.map(headOf))),
    h(
      "tbody",
      {},
      ...rows.map((row) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, row.name),
          h(
            "td",
            { class: "bar-cell" },
            h(
              "span",
              { class: "stack", "aria-hidden": "true" },
              ...row.parts.map(([look, each]) =>
                h("i", { class: look, vars: { "--share": (100 * each / longest).toFixed(2) } })
              ),
            ),
          ),
          ...row.cells.map((cell) => h("td", { translate: "no" }, cell)),
        )
      ),
    ),
  );
}

/** The head of a column; one without a name is none. */
export function headOf(head: string): Tag {
  return head === "" ? h("td") : h("th", { scope: "col" }, head);
}

/** A number with one decimal, or two where it is small; a dash where there is none. */
export function rate(value: number): string {
  return Number.isFinite(value) ? words.decimal(value.toFixed(value < 1 ? 2 : 1)) : "–";
}
