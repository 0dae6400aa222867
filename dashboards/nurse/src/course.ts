/** The course of one session as the plots want it, kept up with what comes in live. */
import { said } from "./view.ts";
import * as words from "./words.ts";
import type { Chair, History, Series, Value } from "./wire.ts";

/** Seconds, then one list of values for each series; null where a series has none at that second. */
export type Aligned = [number[], ...(number | null)[][]];

/** Series of one plot share its axis of values. */
export interface Group {
  title: string;
  series: Series[];
  /** The values that the axis shows at least. */
  floor: number;
  ceiling: number;
}

/** What an axis shows at least, by the unit in which it is read. */
type Range = Readonly<Record<string, readonly [number, number]>>;

const PRESSURE: Range = { mmHg: [50, 170], kPa: [7, 23] };
const GROUPS: { label: string; metrics: string[]; range: Range }[] = [
  { label: "SpO2", metrics: ["spo2"], range: { "%": [85, 100] } },
  { label: "HR", metrics: ["heartRate", "pulseRate"], range: { "/min": [50, 120] } },
  { label: "NIBP", metrics: ["nibpSys", "nibpMean", "nibpDia"], range: PRESSURE },
  { label: "ABP", metrics: ["abpSys", "abpMean", "abpDia"], range: PRESSURE },
  { label: "RR", metrics: ["respRate"], range: { "/min": [5, 30] } },
  { label: "EtCO2", metrics: ["etco2"], range: { mmHg: [20, 50], kPa: [3, 6.5] } },
  { label: "Temp", metrics: ["temperature"], range: { "°C": [35.5, 38.5], "°F": [96, 101] } },
];

/** The plots for which there is anything to show. */
export function groups(course: History): Group[] {
  return GROUPS.flatMap(({ label, metrics, range }) => {
    const series = metrics.flatMap((metric) => course.series.filter((each) => each.metric === metric));
    const unit = words.unit(metrics[0]!);
    const [floor, ceiling] = range[unit] ?? [Infinity, -Infinity];
    return series.length === 0 ? [] : [{ title: `${said(label)} ${unit}`.trim(), series, floor, ceiling }];
  });
}

export function align(series: readonly Series[]): Aligned {
  const times = [...new Set(series.flatMap((each) => each.points.map(([at]) => at)))].sort((a, b) => a - b);
  const place = new Map(times.map((at, index) => [at, index]));
  const columns = series.map((each) => {
    const column: (number | null)[] = new Array(times.length).fill(null);
    for (const [at, value] of each.points) {
      column[place.get(at)!] = value;
    }
    return column;
  });
  return [times.map((at) => at / 1_000), ...columns];
}

/** The same course with the chair's present values at its end. */
export function extend(course: History, chair: Chair, now: number): History {
  if (chair.session?.id !== course.session.id) {
    return course;
  }
  const current = chair.values.filter((value) =>
    value.value !== null && value.absent === null && !value.stale
  );
  const known = course.series.map((series) => append(series, current.find((value) => same(series, value))));
  const fresh = current.filter((value) => !course.series.some((series) => same(series, value)));
  const begun = fresh.map((value): Series => ({
    metric: value.metric,
    site: value.site,
    points: [[value.liveAt, value.value!]],
    limits: [{ from: value.liveAt, to: null, low: value.low, high: value.high }],
  }));
  return { ...course, session: chair.session, to: Math.max(course.to, now), series: [...known, ...begun] };
}

/** Changes with all that stands among the events of a chair. */
export function newest({ session, alarms, off, audioPausedUntil, pump }: Chair): string {
  return JSON.stringify([
    session?.id,
    session?.stage,
    session?.responsible,
    session?.ownLimits,
    session?.chart.length,
    alarms.map(({ id, state, priority, acknowledged, acceptedBy, pausedUntil }) => [
      id,
      state,
      priority,
      acknowledged,
      acceptedBy,
      pausedUntil,
    ]),
    off,
    audioPausedUntil,
    pump?.since,
  ]);
}

function same(series: Series, value: Value): boolean {
  return series.metric === value.metric && series.site === value.site;
}

function append(series: Series, value: Value | undefined): Series {
  const last = series.points[series.points.length - 1];
  if (value === undefined || (last !== undefined && value.liveAt <= last[0])) {
    return series;
  }
  return { ...series, points: [...series.points, [value.liveAt, value.value!]] };
}
