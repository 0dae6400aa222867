/** What alarms have asked of people: by day, by limit, by chair. */
import { type About, type Bars, bars, nameOf, PRIORITIES, rate } from "./bars.ts";
import type { State } from "./state.ts";
import { h, type Part } from "./view.ts";
import type { Priority } from "./wire.ts";
import * as words from "./words.ts";

export interface Day {
  readonly day: string;
  readonly bedHours: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
}

export interface BurdenRow {
  readonly chair: string;
  readonly stage: string;
  readonly about: About;
  readonly priority: Priority;
  readonly bedHours: number;
  readonly alarms: number;
  readonly actedOn: number;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
  readonly repeats: number;
}

export interface Burden {
  readonly sessions: number;
  /** Older sessions that were too many to be counted. */
  readonly omitted: number;
  readonly bedHours: number;
  readonly days: readonly Day[];
  readonly rows: readonly BurdenRow[];
}

/** Rows of one name, put together. */
interface Sum {
  readonly counts: Record<Priority, number>;
  alarms: number;
  actedOn: number;
  repeats: number;
  slowest: number | null;
}

const MOST_ROWS = 40;

export function burdenOf(state: State): Part {
  const { burden } = state.review;
  if (burden === null) {
    return null;
  }
  const alarms = burden.rows.reduce((sum, row) => sum + row.alarms, 0);
  return h(
    "div",
    { key: "burden" },
    h(
      "p",
      { class: "summary" },
      `Sessions: ${burden.sessions}, bed-hours: ${rate(burden.bedHours)}, alarms: ${alarms}`,
    ),
    burden.omitted > 0 &&
      h("p", { key: "omitted" }, `Left out as too many: the ${burden.omitted} oldest sessions`),
    h(
      "p",
      { class: "legend" },
      ...PRIORITIES.map((each) => h("span", { key: each }, h("i", { class: each }), LEGEND[each])),
    ),
    bars("Alarms a bed-hour, by day", ["Day", "", "!!!", "!!", "!", "a bed-hour"], burden.days.map(dayRow)),
    bars("By limit", HEADS, rows(burden, (row) => nameOf(state, row.about))),
    bars("By chair", HEADS, rows(burden, ({ chair }) => `Chair ${chair}`)),
    bars(
      "By stage",
      HEADS,
      rows(burden, ({ stage }) => words.STAGES[stage as keyof typeof words.STAGES] ?? stage),
    ),
  );
}

const LEGEND: Record<Priority, string> = { high: "!!! high", medium: "!! medium", low: "! low" };
const HEADS = ["", "", "Alarms", "a bed-hour", "Acted on", "Slowest tenth", "Again within 10 min"];

function dayRow({ day, bedHours, high, medium, low }: Day): Bars {
  const counts: Record<Priority, number> = { high, medium, low };
  return {
    name: words.day(day),
    parts: PRIORITIES.map((each) => [each, bedHours > 0 ? counts[each] / bedHours : 0]),
    cells: [String(high), String(medium), String(low), rate((high + medium + low) / bedHours)],
  };
}

/** The most alarms first. */
export function rows(burden: Burden, name: (row: BurdenRow) => string): Bars[] {
  const sums = new Map<string, Sum>();
  for (const row of burden.rows) {
    const sum = sums.get(name(row)) ??
      { counts: { high: 0, medium: 0, low: 0 }, alarms: 0, actedOn: 0, repeats: 0, slowest: null };
    sum.counts[row.priority] += row.alarms;
    sum.alarms += row.alarms;
    sum.actedOn += row.actedOn;
    sum.repeats += row.repeats;
    sum.slowest = row.p90Seconds === null ? sum.slowest : Math.max(sum.slowest ?? 0, row.p90Seconds);
    sums.set(name(row), sum);
  }
  return [...sums].sort(([, one], [, other]) => other.alarms - one.alarms).slice(0, MOST_ROWS).map((
    [each, sum],
  ) => ({
    name: each,
    parts: PRIORITIES.map((priority) => [priority, sum.counts[priority]]),
    cells: [
      String(sum.alarms),
      rate(sum.alarms / burden.bedHours),
      `${Math.round(100 * sum.actedOn / sum.alarms)} %`,
      sum.slowest === null ? "–" : `${sum.slowest} s`,
      String(sum.repeats),
    ],
  }));
}
