/** The last minutes of a chair's numbers, remembered by the screen itself for its sparklines. */
import type { Chair, Value } from "./wire.ts";

export const TRAIL_MS = 10 * 60_000;
const APART_MS = 4_000;
const TRACKED = new Set(["spo2", "heartRate", "pulseRate"]);

/** A moment and its value; null where there was none to trust. */
export type Point = readonly [at: number, value: number | null];

/** Belongs to one session: the next patient's line starts afresh. */
export interface Trail {
  readonly session: string | null;
  readonly points: Readonly<Record<string, readonly Point[]>>;
}

export function remember(trail: Trail | undefined, chair: Chair, now: number): Trail {
  const session = chair.session?.id ?? null;
  const points = trail?.session === session ? { ...trail.points } : {};
  for (const value of chair.values) {
    if (TRACKED.has(value.metric) && value.site === 0) {
      points[value.metric] = append(points[value.metric] ?? [], trusted(value), now);
    }
  }
  return { session, points };
}

function trusted(value: Value): number | null {
  return value.stale || value.absent !== null ? null : value.value;
}

/** Replaces the last point while it is young, so that a line holds a bounded number of points. */
function append(points: readonly Point[], value: number | null, now: number): Point[] {
  const kept = points.filter(([at]) => now - at <= TRAIL_MS && at <= now);
  const [beforeLast, last] = kept.slice(-2);
  const young = beforeLast !== undefined && last !== undefined && now - beforeLast[0] < APART_MS;
  return [...(young ? kept.slice(0, -1) : kept), [now, value]];
}

/** The unbroken runs of the line within a box, as SVG polyline points; the newest stands at the right edge. */
export function polylines(
  points: readonly Point[],
  now: number,
  width: number,
  height: number,
  low: number,
  high: number,
): string[] {
  const runs: string[][] = [[]];
  for (const [at, value] of points) {
    if (value === null) {
      runs.push([]);
      continue;
    }
    const x = width * (1 - Math.min(1, (now - at) / TRAIL_MS));
    const y = height * (1 - Math.min(1, Math.max(0, (value - low) / (high - low))));
    runs[runs.length - 1]!.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  const last = points[points.length - 1];
  if (last !== undefined && last[1] !== null) {
    const run = runs[runs.length - 1]!;
    run.push(`${width},${run[run.length - 1]!.split(",")[1]}`);
  }
  return runs.filter((run) => run.length > 1).map((run) => run.join(" "));
}
