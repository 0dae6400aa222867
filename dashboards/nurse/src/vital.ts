/** One number of one chair, as large as its place allows, with everything that qualifies it. */
import { icon } from "./icons.ts";
import type { State } from "./state.ts";
import { polylines } from "./trail.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Alarm, Chair, Value } from "./wire.ts";
import * as words from "./words.ts";

/** The spread of values between the foot and the top of a sparkline. */
const SPARK_RANGE: Record<string, [number, number]> = {
  spo2: [80, 100],
  heartRate: [40, 140],
  pulseRate: [40, 140],
};

export function valueOf(chair: Chair, metric: string): Value | undefined {
  return chair.values.find((value) => value.metric === metric && value.site === 0);
}

/** The alarm that speaks of one of these metrics, the most urgent first. */
function alarmOf(alarms: readonly Alarm[], metrics: readonly string[]): Alarm | undefined {
  return alarms.find((alarm) =>
    alarm.metric !== null && metrics.includes(alarm.metric) && alarm.state === "active"
  );
}

/** How a number's cell is to look: trusted, old, absent; quiet or alarming. */
function look(value: Value | undefined, alarm: Alarm | undefined): string {
  const trust = value === undefined
    ? "never"
    : value.absent !== null
    ? "absent"
    : value.stale
    ? "stale"
    : value.questionable
    ? "questionable"
    : "fresh";
  const urgency = alarm === undefined ? "" : ` alarming ${alarm.priority} ${alarm.kind}`;
  return `${trust}${urgency}${alarm?.acknowledged ? " acknowledged" : ""}`;
}

function limits(value: Value | undefined): Part {
  if (value === undefined || (value.low === null && value.high === null)) {
    return null;
  }
  const { metric, low, high } = value;
  const title = `limits ${bound(metric, low)} to ${bound(metric, high)}`;
  const own = ownLimits(value);
  return h(
    "span",
    { class: "limits", title },
    h("span", {}, high === null ? "–" : bound(metric, high)),
    h("span", {}, low === null ? "–" : bound(metric, low)),
    own !== null && h("small", { class: "own" }, own),
  );
}

/** Where the device's own alarm begins, as it says itself; null where it does not. */
function ownLimits({ metric, deviceLow, deviceHigh }: Value): string | null {
  return deviceLow === null && deviceHigh === null
    ? null
    : `device${beyond("<", metric, deviceLow)}${beyond(">", metric, deviceHigh)}`;
}

function beyond(sign: string, metric: string, limit: number | null): string {
  return limit === null ? "" : ` ${sign} ${bound(metric, limit)}`;
}

/** With the digits of its metric, and never rounded. */
function bound(metric: string, limit: number | null): string {
  if (limit === null) {
    return "none";
  }
  return Number.isInteger(limit) ? words.number(metric, limit) : words.decimal(String(limit));
}

function trend(value: Value | undefined): Part {
  if (value === undefined || value.trend === null || value.absent !== null || value.stale) {
    return null;
  }
  return h(
    "span",
    { class: `trend ${value.trend}` },
    icon(value.trend),
    h("span", { class: "unseen" }, value.trend),
  );
}

function spark(state: State, chair: Chair, metric: string): Part {
  const points = state.trails.get(chair.chair)?.points[metric] ?? [];
  const [low, high] = SPARK_RANGE[metric] ?? [0, 100];
  const newest = points[points.length - 1]?.[0] ?? 0;
  const lines = polylines(points, newest, 100, 30, low, high);
  const drawing = h(
    "svg",
    { viewBox: "0 -1 100 32", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...lines.map((line) => h("polyline", { points: line })),
  );
  return h("span", { class: "spark" }, drawing);
}

/** A large number with its unit, trend, limits and recent line. */
export function large(state: State, chair: Chair, metric: string, alarms: Alarm[]): Tag {
  const value = valueOf(chair, metric);
  const known = state.metrics.get(metric);
  const said = words.reading(value);
  return h(
    "div",
    { key: metric, class: `vital large ${look(value, alarmOf(alarms, [metric]))}` },
    caption(known?.label ?? metric, known?.unit ?? "", value),
    h("span", { class: said.length > 2 ? "figure wide" : "figure" }, h("b", {}, said)),
    limits(value),
    spark(state, chair, metric),
    doubt(value),
  );
}

function caption(label: string, unit: string, value: Value | undefined): Tag {
  return h("span", { class: "caption" }, h("span", {}, label), h("small", {}, unit), trend(value));
}

function doubt(value: Value | undefined): Part {
  if (value === undefined) {
    return h("span", { class: "doubt" }, "not measured");
  }
  return words.doubtful(value)
    ? h("span", { class: "doubt", clock: (now) => words.doubt(value, now) })
    : null;
}

const PRESSURES = ["nibpSys", "nibpDia", "nibpMean"];

/** Systolic over diastolic, the mean in brackets, and when it was taken. */
export function pressure(chair: Chair, alarms: Alarm[]): Tag {
  const [sys, dia, mean] = PRESSURES.map((metric) => valueOf(chair, metric));
  const long = words.reading(sys).length > 3 ? "fine" : "";
  return h(
    "div",
    { key: "nibp", class: `vital large pressure ${look(sys, alarmOf(alarms, PRESSURES))}` },
    caption("NIBP", words.unit("nibpSys"), sys),
    h(
      "span",
      { class: `figure ${long}` },
      h("b", {}, words.reading(sys)),
      h("i", {}, "/"),
      h("b", {}, words.reading(dia)),
      mean !== undefined && h("em", {}, `(${words.reading(mean)})`),
    ),
    limits(sys),
    sys === undefined || sys.absent !== null ? doubt(sys) : h(
      "span",
      { class: sys.stale ? "doubt" : "taken", clock: (now) => words.age(now - sys.liveAt) },
    ),
  );
}

/** A small number in a row of its own. */
export function small(state: State, chair: Chair, metric: string, alarms: Alarm[]): Part {
  const value = valueOf(chair, metric);
  if (value === undefined) {
    return null;
  }
  const known = state.metrics.get(metric);
  return h(
    "div",
    { key: metric, class: `vital small ${look(value, alarmOf(alarms, [metric]))}` },
    caption(known?.label ?? metric, known?.unit ?? "", value),
    h("span", { class: "figure" }, h("b", {}, words.reading(value))),
    value.stale ? h("span", { class: "doubt" }, "old") : doubt(value) ?? limits(value),
  );
}
