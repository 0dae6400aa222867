/** What is painted around the lines of a plot: stages, limits, events, and an earlier session beside them. */
// @ts-types="uplot/types"
import type uPlot from "uplot";
import type { Group } from "./course.ts";
import type { Shadow } from "./earlier.ts";
import { said } from "./view.ts";
import type { History, HistoryEvent, Series, Stage } from "./wire.ts";
import * as words from "./words.ts";

const SHADES: Record<Stage, string> = {
  scheduled: "#00000000",
  "check-in": "#00000000",
  ready: "#6fcf9718",
  aborted: "#00000000",
  transferred: "#00000000",
  baseline: "#ffffff08",
  dosing: "#a9b4ff24",
  held: "#80808024",
  observation: "#6fcf9718",
  closed: "#00000000",
};
const EVENTS: Record<string, string> = { high: "--high-ink", medium: "--medium-ink", low: "--low-ink" };
const FONT = "px system-ui, sans-serif";

/** A colour of the theme, by the name that the style sheet gives it. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

export function stages(chart: uPlot, course: History, labelled: boolean): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = `${13 * devicePixelRatio}${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const stage of course.stages) {
    const left = x(chart, stage.from);
    const right = x(chart, stage.to ?? course.to);
    ctx.fillStyle = SHADES[stage.stage];
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    const name = said(words.STAGES[stage.stage]);
    if (labelled && right - left > ctx.measureText(name).width) {
      ctx.fillStyle = colour("--soft");
      ctx.fillText(name, left + 4, bbox.top - 8 * devicePixelRatio);
    }
  }
  ctx.restore();
}

export function limits(chart: uPlot, course: History, group: Group): void {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour("--limit");
  ctx.setLineDash([6, 5]);
  ctx.lineWidth = devicePixelRatio;
  for (const limit of group.series.flatMap((series) => series.limits)) {
    for (const value of [limit.low, limit.high]) {
      if (value !== null) {
        level(chart, limit.from, limit.to ?? course.to, value);
      }
    }
  }
  ctx.restore();
}

function level(chart: uPlot, from: number, to: number, value: number): void {
  const y = chart.valToPos(value, "y", true);
  const { ctx, bbox } = chart;
  if (y < bbox.top || y > bbox.top + bbox.height) {
    return;
  }
  ctx.beginPath();
  ctx.moveTo(x(chart, from), y);
  ctx.lineTo(x(chart, to), y);
  ctx.stroke();
}

export function events(chart: uPlot, course: History): void {
  const { ctx, bbox, scales } = chart;
  ctx.save();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  for (const event of course.events) {
    if (event.at < scales.x!.min! * 1_000 || event.at > scales.x!.max! * 1_000) {
      continue;
    }
    ctx.strokeStyle = ink(event);
    ctx.setLineDash(event.kind === "alarm" ? [] : [3, 4]);
    ctx.beginPath();
    ctx.moveTo(x(chart, event.at), bbox.top);
    ctx.lineTo(x(chart, event.at), bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** The lines of the earlier session that belong into this plot. */
export function earlierOf(shadow: Shadow | null, group: Group): Series[] {
  const metrics = new Set(group.series.map(({ metric }) => metric));
  return shadow === null ? [] : shadow.history.series.filter(({ metric }) => metrics.has(metric));
}

/** The earlier session: thin and dotted, in a colour of its own. */
export function beside(chart: uPlot, series: readonly Series[], shadow: Shadow | null): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour("--earlier");
  ctx.lineWidth = 1.25 * devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { points } of series) {
    ctx.beginPath();
    for (const [at, value] of points) {
      const left = chart.valToPos((at + shadow!.shiftMs) / 1_000, "x", true);
      ctx.lineTo(left, chart.valToPos(value, "y", true));
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** The place of a moment on the canvas, kept within the plot. */
function x(chart: uPlot, at: number): number {
  const { bbox } = chart;
  const place = chart.valToPos(at / 1_000, "x", true);
  return Math.min(bbox.left + bbox.width, Math.max(bbox.left, place));
}

function ink(event: HistoryEvent): string {
  return colour(EVENTS[event.priority ?? ""] ?? "--soft");
}
