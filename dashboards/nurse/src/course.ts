/** The course of one session as the plots want it, kept up with what comes in live. */
import { said } from "./view.ts";
import * as words from "./words.ts";
import type { Chair, History, Series, Value } from "./wire.ts";

/** Seconds, then one list of values for each series; null where a series has none at that second. */
export type Aligned = [number[], ...(number | null)[][]];

/** A part of the course; epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Plots show no less than this. */
const SHORTEST_MS = 30_000;

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

/** The same course with a part of it in all the detail there is. */
export function detailed(course: History, part: History, { from, to }: Span): History {
  const series = course.series.map((known) => {
    const fine = part.series.find((each) => each.metric === known.metric && each.site === known.site);
    const points = fine?.points.filter(([at]) => at >= from && at < to) ?? [];
    if (points.length === 0) {
      return known;
    }
    const last = points[points.length - 1]![0];
    const before = known.points.filter(([at]) => at < from);
    return { ...known, points: [...before, ...points, ...known.points.filter(([at]) => at > last)] };
  });
  return { ...course, series };
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

/** So many times less of the course than before, around a moment; null for all of it. */
export function zoomed(whole: Span, shown: Span | null, times: number, around: number): Span | null {
  const now = shown ?? whole;
  const length = Math.max(SHORTEST_MS, (now.to - now.from) / times);
  if (length >= whole.to - whole.from) {
    return null;
  }
  const share = Math.min(1, Math.max(0, (around - now.from) / (now.to - now.from)));
  return within(whole, { from: around - share * length, to: around + (1 - share) * length });
}

/** The part between two moments, no shorter than can be read; null for all of it. */
export function between(whole: Span, one: number, other: number): Span | null {
  const middle = (one + other) / 2;
  const half = Math.max(SHORTEST_MS, Math.abs(other - one)) / 2;
  return 2 * half >= whole.to - whole.from ? null : within(whole, { from: middle - half, to: middle + half });
}

function within(whole: Span, { from, to }: Span): Span {
  const shift = Math.max(0, whole.from - from) - Math.max(0, to - whole.to);
  return { from: Math.round(from + shift), to: Math.round(to + shift) };
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
