/** How numbers, times and states are said. */
import type { Session } from "./session.ts";
import type { Absence, Alarm, Device, Due, Metric, Pump, Stage, Value } from "./wire.ts";

let spoken: string | undefined;
let point = ".";
let measures: ReadonlyMap<string, Metric> = new Map();

/** Days and decimals are written as this language does from now on. */
export function speak(language: string): void {
  spoken = language;
  point = pointOf(language);
}

/** What is measured has these units and digits from now on. */
export function measure(metrics: readonly Metric[]): void {
  measures = new Map(metrics.map((metric) => [metric.id, metric]));
}

/** What stands beside a number of this metric. */
export function unit(metric: string): string {
  return measures.get(metric)?.unit ?? "";
}

/** What stands where no number can. */
export const DASHES = "---";

export const STAGES: Record<Stage, string> = {
  scheduled: "Expected",
  "check-in": "Check-in",
  baseline: "Baseline",
  dosing: "Dosing",
  held: "Held",
  observation: "Observation",
  ready: "Ready to go",
  closed: "Closed",
  aborted: "Aborted",
  transferred: "Transferred",
};

const ABSENCES: Record<Absence, string> = {
  "sensor-off": "sensor off",
  invalid: "invalid",
  unavailable: "unavailable",
  measuring: "measuring",
};

const PUMPS: Record<Pump["state"], string> = {
  infusing: "Infusing",
  stopped: "Stopped",
  completed: "Completed",
  kvo: "Keeping vein open",
};

export const UNPLACED: Record<string, string> = {
  "unknown-device": "Unknown device",
  "no-identity": "No patient or chair given",
  "patient-mismatch": "Another patient's readings",
};

/** "97", "36.8": with as many decimals as the metric deserves. */
export function number(metric: string, value: number): string {
  return decimal(value.toFixed(measures.get(metric)?.decimals ?? 0));
}

/** The number, or dashes where there is none. */
export function reading(value: Value | undefined): string {
  return value === undefined || value.absent !== null || value.value === null
    ? DASHES
    : number(value.metric, value.value);
}

export function doubtful(value: Value): boolean {
  return value.absent !== null || value.stale || value.questionable;
}

/** Why the number cannot be trusted as of now, "" where it can. */
export function doubt(value: Value, now: number): string {
  if (value.absent !== null) {
    return ABSENCES[value.absent];
  }
  return value.stale ? `${duration(now - value.liveAt)} old` : value.questionable ? "questionable" : "";
}

/** "just now", "4 min ago", "2 h 05 min ago". */
export function age(ms: number): string {
  return ms < 60_000 ? "just now" : `${duration(ms)} ago`;
}

/** "25 s", "4 min", "2 h 05 min". */
function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) {
    return `${Math.max(0, Math.floor(ms / 1_000))} s`;
  }
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** "4:05", "1:02:09"; never below zero. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${pad(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** "14:05:09" on the wall of the room. */
export function timeOfDay(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(":");
}

/** "14:05". */
export function clock(at: number): string {
  return timeOfDay(at).slice(0, 5);
}

/** "2026-01-31" where the screen stands. */
export function isoDay(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), pad(day.getMonth() + 1), pad(day.getDate())].join("-");
}

/** "Thu, Dec 3" for 2026-12-03, in the words of the browser's language. */
export function day(iso: string): string {
  const at = new Date(`${iso}T12:00:00`);
  return at.toLocaleDateString(spoken, { weekday: "short", day: "numeric", month: "short" });
}

/** "Dec 3" of the day on which this was, in the words of the browser's language. */
export function shortDay(at: number): string {
  return new Date(at).toLocaleDateString(spoken, { day: "numeric", month: "short" });
}

export function overdue(next: Due, now: number): boolean {
  return next.overdue || next.dueAt <= now;
}

/** "NIBP in 3:20" or "NIBP overdue 1:05". */
export function due(next: Due, now: number): string {
  const label = next.label.replace(/ \(.*\)$/, "");
  return overdue(next, now)
    ? `${label} overdue ${stopwatch(now - next.dueAt)}`
    : `${label} in ${stopwatch(next.dueAt - now)}`;
}

/** "12.3 of 35 mg", as far as it is known. */
export function dose({ dose: { orderedMg, givenMg } }: Session): string {
  if (orderedMg === null) {
    return givenMg === null ? "" : `${milligrams(givenMg)} mg`;
  }
  const given = givenMg === null ? DASHES : milligrams(givenMg);
  return `${given} of ${milligrams(orderedMg)} mg`;
}

/** "97", "36.8", "12.0": rounded to tenths, with at least so many digits after the point, as a language writes it. */
export function measured(value: number, decimals: number, language: string): string {
  const tenths = Math.round(value * 10) / 10;
  return decimal(Number.isInteger(tenths) ? tenths.toFixed(decimals) : String(tenths), language);
}

/** "52,5" where the language writes it so. */
export function decimal(plain: string, language?: string): string {
  const as = language === undefined ? point : pointOf(language);
  return as === "." ? plain : plain.replace(".", as);
}

function pointOf(language: string): string {
  return (1.5).toLocaleString(language).charAt(1);
}

function milligrams(value: number): string {
  return decimal(String(Math.round(value * 10) / 10));
}

/** "Infusing 52.5 mL/h", "Stopped: occlusion", "Stopped, told late". */
export function pump(state: Pump): string {
  const rate = state.rateMlPerHour !== null && (state.state === "infusing" || state.state === "kvo")
    ? ` ${decimal(state.rateMlPerHour.toFixed(1))} mL/h`
    : "";
  const said = PUMPS[state.state] + rate + (state.reason === "" ? "" : `: ${state.reason}`);
  return state.late ? `${said}, told late` : said;
}

/** The alarm's sentence; "was ..." where the condition is gone. */
export function alarm(alarm: Alarm): string {
  return alarm.state === "latched" ? `was ${alarm.text}` : alarm.text;
}

/** How an alarm's button for a person's answer is called. */
export function answer(alarm: Alarm): string {
  return alarm.state === "latched" ? "Reset" : "Acknowledge";
}

/** "monitor, heard just now", "pump, not linked, heard 4 min ago". */
export function device(device: Device, now: number): string {
  const heard = device.lastSeen === null ? "not heard yet" : `heard ${age(now - device.lastSeen)}`;
  return `${device.kind}, ${device.linked ? "" : "not linked, "}${heard}`;
}

/** "AE" for Ada Example; what is short already stays as it is. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== "");
  return parts.length < 2 ? name.slice(0, 4) : parts.map((part) => part.charAt(0)).join("").slice(0, 3);
}

/** "Chair 3", "Server". */
export function place(alarm: Alarm): string {
  return alarm.chair ? `Chair ${alarm.chair}` : "Server";
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
