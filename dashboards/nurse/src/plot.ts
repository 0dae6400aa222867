/** Draws the course of a session with uPlot: one plot for each vital sign, one time axis for all. */
// @ts-types="uplot/types"
import uPlot from "uplot";
import { align, between, type Group, groups, type Span, zoomed } from "./course.ts";
import type { Shadow } from "./earlier.ts";
import * as paint from "./paint.ts";
import { colour, earlierOf } from "./paint.ts";
import type { History } from "./wire.ts";
import * as words from "./words.ts";

const LINES = ["--ink", "--accent", "--faint"];
/** The time line moves on, too, while nothing comes in; plots never draw more often than once a second. */
const REDRAW_MS = 5_000;
const LEAST_MS = 950;
const KEY_STEP_PX = 8;
/** A plot lower than this says nothing: the plots are scrolled instead. */
const LEAST_HEIGHT_PX = 58;
const TIMES_PX = 26;
/** So that the lowest number of one plot does not touch the highest of the next. */
const APART_PX = 8;
const ZOOM = 2;
const ZOOM_KEYS: Record<string, number> = { "+": ZOOM, "=": ZOOM, "-": 1 / ZOOM, "0": 0 };
const STAGES_PX = 22;

const plots = new WeakMap<Element, Trends>();

/** How a course is looked at. */
export interface Sight {
  /** Another course drawn beside it; null for none. */
  readonly shadow: Shadow | null;
  /** The part that is shown; null for all of it. */
  readonly span: Span | null;
  /** Is called where somebody wants to see another part. */
  readonly look: (span: Span | null) => void;
}

/** Draws or redraws the course within the element. */
export function drawCourse(host: HTMLElement, course: History, now: number, sight: Sight): void {
  const trends = plots.get(host) ?? new Trends(host);
  plots.set(host, trends);
  trends.show(course, now, sight);
}

/** All of the course, and of what goes on longer beside it. */
export function wholeOf(course: History, shadow: Shadow | null, now: number): Span {
  const to = Math.max(course.to, now, shadow === null ? 0 : shadow.history.to + shadow.shiftMs);
  return { from: course.from, to };
}

class Trends {
  private charts: uPlot[] = [];
  private groups: Group[] = [];
  private titles = "";
  private theme: string | undefined;
  private course: History | null = null;
  private shown: History | null = null;
  private shownAt = 0;
  private sight: Sight = { shadow: null, span: null, look: () => {} };

  constructor(private readonly host: HTMLElement) {
    host.addEventListener("keydown", (event) => this.steer(event));
    new ResizeObserver(() => this.rebuild()).observe(host);
  }

  show(course: History, now: number, sight: Sight): void {
    const same = sight.span === this.sight.span && sight.shadow?.history === this.sight.shadow?.history;
    this.sight = sight;
    if (same && now - this.shownAt < (course === this.shown ? REDRAW_MS : LEAST_MS)) {
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
      padding: [above + APART_PX, 12, APART_PX, 0],
      legend: { show: false },
      cursor: {
        y: false,
        sync: { key: "course" },
        drag: { x: true, y: false, setScale: false },
        points: { size: 7 },
      },
      scales: {
        x: { time: true, range: () => this.seconds() },
        y: { range: (_, low, high) => this.values(group, low, high) },
      },
      axes: [last ? timeAxis() : noTimes(), valueAxis()],
      series: [{}, ...group.series.map((series, index) => this.line(series.points.length, index))],
      hooks: {
        drawClear: [(chart) => paint.stages(chart, this.course!, place === 0)],
        draw: [
          (chart) => paint.limits(chart, this.course!, this.groups[place]!),
          (chart) => paint.events(chart, this.course!),
          (chart) =>
            paint.beside(chart, earlierOf(this.sight.shadow, this.groups[place]!), this.sight.shadow),
        ],
        setSelect: [(chart) => this.select(chart)],
        ready: [(chart) => chart.over.append(title, readout)],
        setCursor: [(chart) => readout.textContent = this.said(chart, place)],
      },
    };
  }

  private whole(): Span {
    return wholeOf(this.course!, this.sight.shadow, this.course!.to);
  }

  private seconds(): [number, number] {
    const { from, to } = this.sight.span ?? this.whole();
    return [from / 1_000, to / 1_000];
  }

  private values(group: Group, low: number | null, high: number | null): [number, number] {
    const beside = earlierOf(this.sight.shadow, group).flatMap(({ points }) =>
      points.map(([, value]) => value)
    );
    return [
      beside.reduce((least, each) => Math.min(least, each), Math.min(low ?? group.floor, group.floor)),
      beside.reduce((most, each) => Math.max(most, each), Math.max(high ?? 0, group.ceiling)),
    ];
  }

  /** Whoever drags across a plot sees that part of the time. */
  private select(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width > 0) {
      chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      const [one, other] = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
      this.sight.look(between(this.whole(), one * 1_000, other * 1_000));
    }
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
    const at = chart.data[0][index]! * 1_000;
    return `${words.clock(at)}  ${values.join(" / ")}${this.saidBeside(place, at)}`;
  }

  /** "   (Nov 28: 118 / 88 / 70)": the newest there at that time of the earlier session. */
  private saidBeside(place: number, at: number): string {
    const { shadow } = this.sight;
    const values = earlierOf(shadow, this.groups[place]!).flatMap(({ metric, points }) => {
      const last = points.filter(([then]) => then + shadow!.shiftMs <= at).pop();
      return last === undefined ? [] : [words.number(metric, last[1])];
    });
    return values.length === 0 ? "" : `   (${shadow!.name}: ${values.join(" / ")})`;
  }

  /** The moment under the time line, or else the newest that is shown. */
  private pointed(): number {
    const chart = this.charts[0];
    const left = chart?.cursor.left;
    return left === undefined || left < 0
      ? (this.sight.span ?? this.whole()).to
      : chart!.posToVal(left, "x") * 1_000;
  }

  /** The arrow keys move the line across all plots; plus, minus and 0 show less, more and all around it. */
  private steer(event: KeyboardEvent): void {
    const times = ZOOM_KEYS[event.key];
    if (times !== undefined && this.course !== null) {
      this.sight.look(times === 0 ? null : zoomed(this.whole(), this.sight.span, times, this.pointed()));
      event.preventDefault();
      return;
    }
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

/** With seconds only where the marks are closer than a minute, and none twice: a session has only just begun. */
function clockTimes(_: uPlot, seconds: number[]): string[] {
  const close = seconds.length > 1 && seconds[1]! - seconds[0]! < 60;
  const times = seconds.map((second) => words.timeOfDay(second * 1_000).slice(0, close ? 8 : 5));
  return times.map((time, index) => time === times[index - 1] ? "" : time);
}
