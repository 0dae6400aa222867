/** Draws the course of a session with uPlot: one plot for each vital sign, one time axis for all. */
// @ts-types="uplot/types"
import uPlot from "uplot";
import { align, type Group, groups } from "./course.ts";
import { said } from "./view.ts";
import type { History, HistoryEvent, Stage } from "./wire.ts";
import * as words from "./words.ts";

/** The colours of the theme, by the names that the style sheet gives them. */
const LINES = ["--ink", "--accent", "--faint"];
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
/** The time line moves on, too, while nothing comes in; plots never draw more often than once a second. */
const REDRAW_MS = 5_000;
const LEAST_MS = 950;
const KEY_STEP_PX = 8;
/** A plot lower than this says nothing: the plots are scrolled instead. */
const LEAST_HEIGHT_PX = 58;
const TIMES_PX = 26;
const STAGES_PX = 22;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

const plots = new WeakMap<Element, Trends>();

/** Draws or redraws the course within the element. */
export function drawCourse(host: HTMLElement, course: History, now: number): void {
  const trends = plots.get(host) ?? new Trends(host);
  plots.set(host, trends);
  trends.show(course, now);
}

class Trends {
  private charts: uPlot[] = [];
  private groups: Group[] = [];
  private titles = "";
  private theme: string | undefined;
  private course: History | null = null;
  private shown: History | null = null;
  private shownAt = 0;

  constructor(private readonly host: HTMLElement) {
    host.addEventListener("keydown", (event) => this.steer(event));
    new ResizeObserver(() => this.rebuild()).observe(host);
  }

  show(course: History, now: number): void {
    if (now - this.shownAt < (course === this.shown ? REDRAW_MS : LEAST_MS)) {
      return;
    }
    const fresh = this.groups = groups(course);
    const titles = fresh.map((group) => `${group.title}:${group.series.length}`).join();
    this.course = { ...course, to: Math.max(course.to, now) };
    const theme = document.documentElement.dataset.theme;
    if (titles !== this.titles || theme !== this.theme) {
      this.rebuild();
    } else {
      fresh.forEach((group, index) => this.charts[index]?.setData(align(group.series)));
    }
    this.shownAt = now;
    this.titles = titles;
    this.theme = theme;
    this.shown = course;
  }

  /** Makes the plots anew, sharing the place there is. */
  private rebuild(): void {
    this.charts.forEach((chart) => chart.destroy());
    const free = this.host.clientHeight - TIMES_PX - STAGES_PX;
    const height = Math.max(LEAST_HEIGHT_PX, Math.floor(free / Math.max(1, this.groups.length)));
    this.charts = this.host.clientHeight === 0 ? [] : this.groups.map((group, index) => {
      return new uPlot(this.options(index, height), align(group.series), this.host);
    });
  }

  /** The first plot has the names of the stages above it, the last one the times below. */
  private options(place: number, height: number): uPlot.Options {
    const group = this.groups[place]!;
    const last = place === this.groups.length - 1;
    const above = place === 0 ? STAGES_PX : 0;
    const readout = document.createElement("output");
    const title = document.createElement("span");
    title.className = "title";
    title.textContent = group.title;
    return {
      width: this.host.clientWidth,
      height: height + above + (last ? TIMES_PX : 0),
      padding: [above + 6, 12, 4, 0],
      legend: { show: false },
      cursor: { y: false, sync: { key: "course" }, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: true, range: () => [this.course!.from / 1_000, this.course!.to / 1_000] },
        y: {
          range: (
            _,
            low,
            high,
          ) => [Math.min(low ?? group.floor, group.floor), Math.max(high ?? 0, group.ceiling)],
        },
      },
      axes: [last ? timeAxis() : noTimes(), valueAxis()],
      series: [{}, ...group.series.map((series, index) => this.line(series.points.length, index))],
      hooks: {
        drawClear: [(chart) => this.stages(chart, place === 0)],
        draw: [(chart) => this.limits(chart, place), (chart) => this.events(chart)],
        ready: [(chart) => chart.over.append(title, readout)],
        setCursor: [(chart) => readout.textContent = this.said(chart, place)],
      },
    };
  }

  private line(points: number, index: number): uPlot.Series {
    return {
      stroke: colour(LINES[index] ?? "--soft"),
      width: 2,
      spanGaps: true,
      points: { show: points < 60, size: 6 },
    };
  }

  /** What stands under the time line: "18:45  122 / 92 / 76". */
  private said(chart: uPlot, place: number): string {
    const index = chart.cursor.idx;
    if (index === null || index === undefined) {
      return "";
    }
    const values = this.groups[place]!.series.flatMap((series, column) => {
      const value = chart.data[column + 1]?.[index];
      return typeof value === "number" ? [words.number(series.metric, value)] : [];
    });
    return `${words.clock(chart.data[0][index]! * 1_000)}  ${values.join(" / ")}`;
  }

  private stages(chart: uPlot, labelled: boolean): void {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    for (const stage of this.course?.stages ?? []) {
      const left = this.x(chart, stage.from);
      const right = this.x(chart, stage.to ?? this.course!.to);
      ctx.fillStyle = SHADES[stage.stage];
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      if (labelled && right - left > 20) {
        ctx.fillStyle = colour("--soft");
        ctx.fillText(
          said(words.STAGES[stage.stage]),
          left + 4,
          bbox.top - 8 * devicePixelRatio,
          right - left,
        );
      }
    }
    ctx.restore();
  }

  private limits(chart: uPlot, place: number): void {
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = colour("--limit");
    ctx.setLineDash([6, 5]);
    ctx.lineWidth = devicePixelRatio;
    for (const limit of this.groups[place]!.series.flatMap((series) => series.limits)) {
      for (const value of [limit.low, limit.high]) {
        if (value !== null) {
          this.level(chart, limit.from, limit.to, value);
        }
      }
    }
    ctx.restore();
  }

  private level(chart: uPlot, from: number, to: number | null, value: number): void {
    const y = chart.valToPos(value, "y", true);
    const { ctx, bbox } = chart;
    if (y < bbox.top || y > bbox.top + bbox.height) {
      return;
    }
    ctx.beginPath();
    ctx.moveTo(this.x(chart, from), y);
    ctx.lineTo(this.x(chart, to ?? this.course!.to), y);
    ctx.stroke();
  }

  private events(chart: uPlot): void {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const event of this.course?.events ?? []) {
      const x = this.x(chart, event.at);
      ctx.strokeStyle = eventInk(event);
      ctx.setLineDash(event.kind === "alarm" ? [] : [3, 4]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  /** The place of a moment on the canvas, kept within the plot. */
  private x(chart: uPlot, at: number): number {
    const { bbox } = chart;
    const x = chart.valToPos(at / 1_000, "x", true);
    return Math.min(bbox.left + bbox.width, Math.max(bbox.left, x));
  }

  /** The arrow keys move the line across all plots. */
  private steer(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? KEY_STEP_PX : event.key === "ArrowLeft" ? -KEY_STEP_PX : 0;
    const chart = this.charts[0];
    if (step !== 0 && chart !== undefined) {
      const left = Math.max(0, (chart.cursor.left ?? 0) + step);
      this.charts.forEach((each) => each.setCursor({ left, top: 10 }));
      event.preventDefault();
    }
  }
}

const FONT = "13px system-ui, sans-serif";

function axis(more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: colour("--soft"),
    font: FONT,
    grid: { stroke: colour("--grid") },
    ticks: { show: false },
    ...more,
  };
}

const noTimes = () => axis({ size: 0, values: () => [] });
const timeAxis = () => axis({ size: TIMES_PX, gap: 2, space: 70, values: clockTimes });
const valueAxis = () => axis({ size: 44, space: 22 });

/** With seconds only where the marks are closer than a minute. */
function clockTimes(_: uPlot, seconds: number[]): string[] {
  const close = seconds.length > 1 && seconds[1]! - seconds[0]! < 60;
  return seconds.map((second) => words.timeOfDay(second * 1_000).slice(0, close ? 8 : 5));
}

function eventInk(event: HistoryEvent): string {
  return colour(EVENTS[event.priority ?? ""] ?? "--soft");
}
