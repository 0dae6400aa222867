/** The course of one session as the plots want it, kept up with what comes in live. */
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

const GROUPS: { title: string; metrics: string[]; floor: number; ceiling: number }[] = [
  { title: "SpO2 %", metrics: ["spo2"], floor: 85, ceiling: 100 },
  { title: "HR /min", metrics: ["heartRate", "pulseRate"], floor: 50, ceiling: 120 },
  { title: "NIBP mmHg", metrics: ["nibpSys", "nibpMean", "nibpDia"], floor: 50, ceiling: 170 },
  { title: "ABP mmHg", metrics: ["abpSys", "abpMean", "abpDia"], floor: 50, ceiling: 170 },
  { title: "RR /min", metrics: ["respRate"], floor: 5, ceiling: 30 },
  { title: "EtCO2 mmHg", metrics: ["etco2"], floor: 20, ceiling: 50 },
  { title: "Temp °C", metrics: ["temperature"], floor: 35.5, ceiling: 38.5 },
];

/** The plots for which there is anything to show. */
export function groups(course: History): Group[] {
  return GROUPS.flatMap(({ title, metrics, floor, ceiling }) => {
    const series = metrics.flatMap((metric) => course.series.filter((each) => each.metric === metric));
    return series.length === 0 ? [] : [{ title, series, floor, ceiling }];
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
  return { from: from + shift, to: to + shift };
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
