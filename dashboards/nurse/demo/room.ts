/** What the server tells of a room of scenes: its greeting, and the course of a chair. */
import type { SettableLimit } from "../src/own.ts";
import type { Chair, Hello, History, Priority, Protocol, Scale, Stage, Unplaced } from "../src/wire.ts";
import { MINUTE, wave } from "./calm.ts";

function protocol(id: string, title: string, mgPerKg: number, doseMinutes: number): Protocol {
  return {
    id,
    version: 2,
    current: true,
    title,
    mgPerKg,
    doseMinutes,
    escort: true,
    checklist: [],
    longestPauseSeconds: 120,
    audioOff: false,
    limits: [
      settable("low", "spo2", "low", 94, [85, 96], true),
      settable("low", "spo2", "medium", 92, [85, 95]),
      settable("low", "spo2", "high", 90, [84, 92]),
      settable("low", "heartRate", "medium", 50, [40, 60], true),
      settable("high", "heartRate", "medium", 120, [100, 140], true),
      settable("high", "nibpSys", "medium", 160, [140, 180], true),
    ],
  };
}

function settable(
  side: "low" | "high",
  metric: string,
  priority: Priority,
  sound: number,
  [lowest, highest]: [number, number],
  mayTurnOff = false,
): SettableLimit {
  const stages: Stage[] = ["baseline", "dosing", "held", "observation"];
  return { kind: side, metric, priority, side, sound, lowest, highest, mayTurnOff, stages };
}

export const UNPLACED: Unplaced[] = [{
  id: "pool-1",
  device: "MON-NEW",
  place: "ICU^101^A",
  patient: null,
  reason: "unknown-device",
  held: 12,
  firstAt: Date.now() - 3 * MINUTE,
  lastAt: Date.now() - 5_000,
  values: [],
}];

const SCALES: Scale[] = [
  { id: "moaas", label: "Sedation (MOAA/S)", lowest: 0, highest: 5 },
  { id: "nausea", label: "Nausea (0-10)", lowest: 0, highest: 10 },
  { id: "cadss6", label: "Dissociation (CADSS-6)", lowest: 0, highest: 24 },
  { id: "pain", label: "Pain (0-10)", lowest: 0, highest: 10 },
];

const METRICS = [
  ["spo2", "SpO2", "%"],
  ["heartRate", "HR", "/min"],
  ["pulseRate", "Pulse", "/min"],
  ["nibpSys", "NIBP sys", "mmHg"],
  ["nibpDia", "NIBP dia", "mmHg"],
  ["nibpMean", "NIBP mean", "mmHg"],
  ["respRate", "RR", "/min"],
  ["etco2", "EtCO2", "mmHg"],
  ["temperature", "Temp", "°C"],
] as const;

export function hello(chairs: Chair[], now: number, pool: Unplaced[]): Hello {
  return {
    t: "hello",
    now,
    version: "0.1.0",
    room: { name: "Infusion room", chairs: chairs.map((chair) => chair.chair) },
    rooms: [{ name: "Infusion room", chairs: chairs.map((chair) => chair.chair) }],
    metrics: METRICS.map(([id, label, unit]) => ({
      id,
      label,
      unit,
      decimals: id === "temperature" ? 1 : 0,
      kind: "vital",
    })),
    language: "en",
    protocols: [
      protocol("ketamine-mood", "IV ketamine for mood", 0.5, 40),
      protocol("ketamine-pain", "IV ketamine for pain", 0.35, 240),
    ],
    scales: SCALES,
    chairs,
    pool,
    unbound: pool.length === 0 ? [] : [
      {
        device: "MON-NEW",
        kind: "monitor",
        withPatient: false,
        linked: true,
        lastSeen: now,
        clockOffsetMs: 0,
      },
      {
        device: "PUMP-SPARE",
        kind: "pump",
        withPatient: false,
        linked: false,
        lastSeen: now - 9 * MINUTE,
        clockOffsetMs: null,
      },
    ],
    server: [],
  };
}

/** Fifty minutes of one chair. */
export function history(chair: Chair, now: number): History {
  const from = now - 50 * MINUTE;
  const dosing = from + 12 * MINUTE;
  const seconds = Array.from({ length: 600 }, (_, index) => from + index * 5_000);
  const index = Number(chair.chair);
  const line = (
    metric: string,
    middle: number,
    swing: number,
    low: number | null,
    high: number | null,
    every = 1,
  ) => ({
    metric,
    site: 0,
    points: seconds.filter((_, place) => place % every === 0).map((at): [number, number] => [
      at,
      wave(index, at, middle + (at > dosing ? Math.min(9, (at - dosing) / 200_000) : 0), swing),
    ]),
    limits: [{ from, to: dosing, low, high: null }, { from: dosing, to: null, low, high }],
  });
  return {
    session: chair.session!,
    from,
    to: now,
    series: [
      {
        ...line("spo2", 96, 1, 90, null),
        points: line("spo2", 96, 1, 90, null).points.map((
          [at, each],
        ) => [at, Math.min(100, at > now - 60_000 ? 84 : each)]),
      },
      line("heartRate", 74, 4, 45, 130),
      line("nibpSys", 126, 9, 85, 170, 120),
      line("nibpMean", 96, 6, null, null, 120),
      line("nibpDia", 80, 5, null, 110, 120),
      line("respRate", 14, 2, 8, 30),
      line("etco2", 36, 2, 20, 60),
    ],
    stages: [{ stage: "baseline", from, to: dosing }, { stage: "dosing", from: dosing, to: null }],
    events: [
      { at: from + 4 * MINUTE, kind: "action", text: "Session opened by AB", priority: null },
      { at: dosing, kind: "pump", text: "Infusing 52.5 mL/h", priority: null },
      { at: dosing + 14 * MINUTE, kind: "alarm", text: "NIBP sys 174 > 170", priority: "medium" },
      { at: dosing + 16 * MINUTE, kind: "alarm-end", text: "NIBP sys 174 > 170", priority: "medium" },
      { at: now - MINUTE, kind: "alarm", text: "SpO2 84 < 90", priority: "high" },
    ],
  };
}
