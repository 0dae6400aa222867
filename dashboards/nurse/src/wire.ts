/** What the server and a screen say to each other; all times are epoch milliseconds of the server's clock. */

export type Priority = "high" | "medium" | "low";
export type Stage = "baseline" | "dosing" | "held" | "observation" | "closed";
export type Absence = "sensor-off" | "invalid" | "unavailable";
export type Trend = "rising" | "falling" | "steady";

export interface Alarm {
  id: string;
  chair: string | null;
  kind: "physiological" | "technical";
  metric: string | null;
  priority: Priority;
  /** Latched: the condition is gone, but a person must still reset it. */
  state: "active" | "latched";
  acknowledged: boolean;
  text: string;
  value: number | null;
  limit: number | null;
  since: number;
  advice: string;
}

export interface Session {
  id: string;
  protocol: string;
  stage: Stage;
  stageSince: number;
  startedAt: number;
  patient: { id: string; name: string } | null;
  weightKg: number | null;
  plannedDoseMinutes: number | null;
  doseMg: number | null;
  volumeInfusedMl: number | null;
  doseGivenMg: number | null;
  doseFraction: number | null;
  observationMinutes: number | null;
  baseline: Record<string, { value: number; samples: number; at: number }>;
}

export interface Value {
  metric: string;
  site: number;
  value: number | null;
  at: number;
  /** When it was live, by the server's clock; ages are counted from here. */
  liveAt: number;
  stale: boolean;
  questionable: boolean;
  absent: Absence | null;
  low: number | null;
  high: number | null;
  trend: Trend | null;
}

export interface Due {
  metric: string;
  label: string;
  dueAt: number;
  overdue: boolean;
}

export interface Device {
  device: string;
  kind: "monitor" | "pump";
  linked: boolean;
  /** Null where it was not heard since the server started. */
  lastSeen: number | null;
  clockOffsetMs: number | null;
}

export interface Pump {
  state: "infusing" | "stopped" | "completed" | "kvo";
  since: number;
  rateMlPerHour: number | null;
  reason: string;
}

export interface Chair {
  chair: string;
  session: Session | null;
  values: Value[];
  due: Due[];
  devices: Device[];
  pump: Pump | null;
  audioPausedUntil: number | null;
  alarms: Alarm[];
}

/** Readings of a device that nobody could place yet. */
export interface Unplaced {
  id: string;
  device: string;
  place: string;
  patient: string | null;
  reason: "unknown-device" | "no-identity" | "patient-mismatch";
  held: number;
  firstAt: number;
  lastAt: number;
  values: { metric: string; value: number | null; at: number }[];
}

export interface Metric {
  id: string;
  label: string;
  unit: string;
  kind: string;
}

export interface Protocol {
  id: string;
  title: string;
  mgPerKg: number | null;
  doseMinutes: number | null;
}

export interface Hello {
  t: "hello";
  now: number;
  version: string;
  room: { name: string; chairs: string[] };
  metrics: Metric[];
  protocols: Protocol[];
  chairs: Chair[];
  pool: Unplaced[];
  /** Devices that were heard and stand on no chair. */
  unbound: Device[];
  server: Alarm[];
}

export type Frame =
  | Hello
  | { t: "chairs"; now: number; chairs: Chair[] }
  | { t: "pool"; now: number; pool: Unplaced[]; unbound: Device[] }
  | { t: "server"; now: number; alarms: Alarm[] }
  | { t: "tick"; now: number };

export interface Shown {
  t: "shown";
  alarms: string[];
  sounded: boolean;
}

const LISTS: Record<Frame["t"], string[]> = {
  hello: ["metrics", "protocols", "chairs", "pool", "unbound", "server"],
  chairs: ["chairs"],
  pool: ["pool", "unbound"],
  server: ["alarms"],
  tick: [],
};

const CHAIR_LISTS = ["values", "due", "devices", "alarms"];

/** The frame that the text holds, or null where it is not one; a bad frame is no sign of life. */
export function decode(text: string): Frame | null {
  try {
    const frame = JSON.parse(text);
    const lists = LISTS[frame.t as Frame["t"]];
    const whole = lists !== undefined && Number.isFinite(frame.now) && hasLists(frame, lists) &&
      (frame.t !== "hello" || Array.isArray(frame.room?.chairs)) &&
      (frame.chairs ?? []).every(isChair);
    return whole ? frame : null;
  } catch (malformed) {
    if (malformed instanceof SyntaxError || malformed instanceof TypeError) {
      return null;
    }
    throw malformed;
  }
}

function isChair(chair: Record<string, unknown>): boolean {
  return typeof chair.chair === "string" && hasLists(chair, CHAIR_LISTS);
}

function hasLists(thing: Record<string, unknown>, names: string[]): boolean {
  return names.every((name) => Array.isArray(thing[name]));
}

/** The course of one session, for the chair page. */
export interface History {
  session: Session;
  from: number;
  to: number;
  series: Series[];
  stages: { stage: Stage; from: number; to: number | null }[];
  events: HistoryEvent[];
}

export interface Series {
  metric: string;
  site: number;
  points: [number, number][];
  limits: { from: number; to: number | null; low: number | null; high: number | null }[];
}

export interface HistoryEvent {
  at: number;
  kind: "alarm" | "alarm-end" | "action" | "pump" | "device";
  text: string;
  priority: Priority | null;
}
