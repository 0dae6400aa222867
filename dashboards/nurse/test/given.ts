/** Scenes for the tests: a chair, an alarm, a frame, each with what the test does not care about filled in. */
import { emptyChair } from "../src/state.ts";
import type { Person, Who } from "../src/who.ts";
import type { Session } from "../src/session.ts";
import type { Alarm, Chair, Hello, Metric, Value } from "../src/wire.ts";

/** What is measured, in the units in which it is kept. */
export const MEASURES: Metric[] = [
  { id: "spo2", label: "SpO2", unit: "%", decimals: 0, kind: "vital" },
  { id: "heartRate", label: "HR", unit: "/min", decimals: 0, kind: "vital" },
  { id: "respRate", label: "RR", unit: "/min", decimals: 0, kind: "vital" },
  { id: "temperature", label: "Temp", unit: "°C", decimals: 1, kind: "vital" },
];

export function givenAlarm(change: Partial<Alarm> = {}): Alarm {
  return {
    id: "a1",
    chair: "1",
    kind: "physiological",
    metric: "spo2",
    priority: "high",
    state: "active",
    acknowledged: false,
    text: "SpO2 84 < 90",
    value: 84,
    limit: 90,
    since: 1_000,
    advice: "",
    origin: "",
    acceptedBy: null,
    pausedUntil: null,
    inactivation: ["enabled"],
    ...change,
  };
}

export function givenValue(change: Partial<Value> = {}): Value {
  return {
    metric: "spo2",
    site: 0,
    value: 97,
    at: 0,
    liveAt: 0,
    stale: false,
    questionable: false,
    absent: null,
    low: 90,
    high: null,
    deviceLow: null,
    deviceHigh: null,
    trend: null,
    ...change,
  };
}

export function givenSession(change: Partial<Session> = {}): Session {
  return {
    id: "session-1",
    protocol: "ketamine-mood",
    protocolVersion: 2,
    signedOff: null,
    stage: "dosing",
    stageSince: 0,
    by: "AB",
    confirmedBy: null,
    moves: ["baseline", "held", "observation", "transferred"],
    responsible: "",
    startedAt: 0,
    patient: { id: "SYN-0001", name: "Synthetic, Sam" },
    weightKg: 70,
    plannedDoseMinutes: 40,
    observationMinutes: 60,
    dose: {
      orderedMg: 35,
      givenMg: 12.34,
      givenMgPerKg: 0.18,
      plannedMl: 35,
      plannedMlPerHour: 52.5,
      infusedMl: 12.34,
      fraction: 0.35,
    },
    baseline: {},
    signature: null,
    ownLimits: [],
    answers: {},
    findings: [],
    startedAgainst: [],
    observedSeconds: 0,
    clockRuns: false,
    discharge: [],
    chart: [],
    news2: null,
    ...change,
  };
}

export function givenChair(change: Partial<Chair> = {}): Chair {
  return { ...emptyChair("1"), ...change };
}

export function givenHello(change: Partial<Hello> = {}): Hello {
  return {
    t: "hello",
    now: 0,
    version: "0.1.0",
    room: { name: "Infusion room", chairs: ["1", "2", "3"] },
    rooms: [{ name: "Infusion room", chairs: ["1", "2", "3"] }],
    language: "en",
    metrics: [{ id: "spo2", label: "SpO2", unit: "%", decimals: 0, kind: "vital" }],
    protocols: [{
      id: "ketamine-mood",
      version: 2,
      current: true,
      title: "IV ketamine for mood",
      mgPerKg: 0.5,
      doseMinutes: 40,
      escort: true,
      checklist: [{
        id: "consent",
        ask: "Has the patient consented?",
        part: "consent",
        safe: "yes",
        bearing: "block",
        onlyIf: null,
      }],
      longestPauseSeconds: 120,
      audioOff: false,
      limits: [{
        kind: "low",
        metric: "spo2",
        priority: "medium",
        side: "low",
        sound: 92,
        lowest: 85,
        highest: 95,
        mayTurnOff: true,
        stages: ["dosing", "held", "observation"],
      }],
    }],
    scales: [{ id: "moaas", label: "Sedation (MOAA/S)", lowest: 0, highest: 5 }],
    chairs: [],
    pool: [],
    unbound: [],
    server: [],
    ...change,
  };
}

export function givenWall(): Who {
  return {
    claimed: true,
    room: "Infusion room",
    note: null,
    hints: [],
    hospital: null,
    person: { account: "", name: "Wall 1", roles: ["wall-screen"], may: ["see-room"] },
    locked: false,
    pins: [],
  };
}

export function givenNurse(): Person {
  return {
    account: "ada",
    name: "Ada Example",
    roles: ["nurse"],
    may: ["see-room", "acknowledge", "lead-session"],
  };
}
