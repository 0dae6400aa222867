/** What the server and a screen say to each other; all times are epoch milliseconds of the server's clock. */
import type { Language } from "./language.ts";
import type { LimitStep, SettableLimit, Treatment } from "./own.ts";
import type { Room } from "./rooms.ts";
import type { Answer, Bearing, Session } from "./session.ts";

export type Priority = "high" | "medium" | "low";
export type Stage =
  | "scheduled"
  | "check-in"
  | "baseline"
  | "dosing"
  | "held"
  | "observation"
  | "ready"
  | "closed"
  | "aborted"
  | "transferred";
export type Absence = "sensor-off" | "invalid" | "unavailable" | "measuring";
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
  origin: string;
  /** Who said "I am coming". */
  acceptedBy: string | null;
  /** Until when all its signals are paused; null where they are not. */
  pausedUntil: number | null;
  inactivation: string[];
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
  /** Where the device's own alarm begins, as it says itself; null where it does not. */
  deviceLow: number | null;
  deviceHigh: number | null;
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
  /** Whether it goes along with the patient; otherwise it stands at its chair, or at none. */
  withPatient: boolean;
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
  /** Whether it told this when it was long over, so that no stage followed it. */
  late: boolean;
}

export interface Chair {
  chair: string;
  session: Session | null;
  course: Treatment | null;
  values: Value[];
  due: Due[];
  devices: Device[];
  pump: Pump | null;
  audioPausedUntil: number | null;
  /** Why the tones are off until somebody turns them on; null where they are not. */
  audioOff: string | null;
  /** The limits that are off. */
  off: (LimitStep & { reason: string })[];
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
  /** How many digits after the point it deserves. */
  decimals: number;
  kind: string;
}

export interface CheckItem {
  id: string;
  ask: string;
  part: "eligibility" | "interaction" | "consent" | "preparation";
  safe: Answer | null;
  bearing: Bearing;
  onlyIf: string | null;
}

export interface Protocol {
  id: string;
  version: number;
  /** Whether new sessions begin with it; others are those of sessions that began before a change. */
  current: boolean;
  title: string;
  mgPerKg: number | null;
  doseMinutes: number | null;
  /** Whether somebody must be there to take the patient home. */
  escort: boolean;
  checklist: CheckItem[];
  /** For how long an alarm may be paused; 0 for never. */
  longestPauseSeconds: number;
  /** Whether tones may be off without a time. */
  audioOff: boolean;
  limits: SettableLimit[];
}

/** What a person scores at the chair, in whole points. */
export interface Scale {
  id: string;
  label: string;
  lowest: number;
  highest: number;
}

export interface Hello {
  t: "hello";
  now: number;
  version: string;
  /** In which the server speaks. */
  language: Language;
  /** What is shown: one room, or several by their names one after the other. */
  room: Room;
  /** Those that may be shown here. */
  rooms: Room[];
  metrics: Metric[];
  protocols: Protocol[];
  scales: Scale[];
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
  hello: ["rooms", "metrics", "protocols", "scales", "chairs", "pool", "unbound", "server"],
  chairs: ["chairs"],
  pool: ["pool", "unbound"],
  server: ["alarms"],
  tick: [],
};

const CHAIR_LISTS = ["values", "due", "devices", "off", "alarms"];
const SESSION_LISTS = ["moves", "findings", "startedAgainst", "discharge", "chart", "ownLimits"];

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
  const session = chair.session as Record<string, unknown> | null;
  return typeof chair.chair === "string" && hasLists(chair, CHAIR_LISTS) &&
    (session === null || hasLists(session, SESSION_LISTS));
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
