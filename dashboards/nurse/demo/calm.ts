/** Chairs of synthetic patients with whom all is well. */
import type { Treatment } from "../src/own.ts";
import type { Session } from "../src/session.ts";
import type { Chair, Stage, Value } from "../src/wire.ts";

export const MINUTE = 60_000;

const FAMILIES = [
  "Synthetic, Sam",
  "Synthetic, Ada",
  "Testperson, Lee",
  "Sample, Robin",
  "Madeup-Longname, Alexandra",
];
const STAGES: Stage[] = ["dosing", "dosing", "baseline", "observation", "dosing", "held"];

function value(metric: string, value: number, low: number | null, high: number | null, now: number): Value {
  return {
    metric,
    site: 0,
    value,
    at: now,
    liveAt: now,
    stale: false,
    questionable: false,
    absent: null,
    low,
    high,
    deviceLow: metric === "spo2" ? 88 : null,
    deviceHigh: null,
    trend: "steady",
  };
}

/** A slow wave, so that lines and trends have something to show. */
export function wave(index: number, now: number, middle: number, swing: number): number {
  return Math.round(middle + swing * Math.sin(now / 47_000 + index * 2.1));
}

const MOVES: Partial<Record<Stage, Stage[]>> = {
  baseline: ["check-in", "dosing", "aborted", "transferred"],
  dosing: ["baseline", "held", "observation", "transferred"],
  held: ["dosing", "observation", "transferred"],
  observation: ["dosing", "held", "transferred"],
};

function session(index: number, now: number): Session {
  const stage = STAGES[index % STAGES.length]!;
  const minutes = 5 + (index * 7) % 30;
  const fraction = stage === "baseline" ? 0 : stage === "observation" ? 1 : minutes / 40;
  return {
    id: `session-${index}`,
    protocol: "ketamine-mood",
    stage,
    stageSince: now - minutes * MINUTE - index * 3_000,
    startedAt: now - 50 * MINUTE,
    patient: { id: `SYN-${String(index + 1).padStart(4, "0")}`, name: FAMILIES[index % FAMILIES.length]! },
    weightKg: 70,
    plannedDoseMinutes: 40,
    observationMinutes: 60,
    dose: {
      orderedMg: 35,
      givenMg: Math.round(fraction * 350) / 10,
      givenMgPerKg: fraction / 2,
      plannedMl: 35,
      plannedMlPerHour: 52.5,
      infusedMl: fraction * 35,
      fraction,
    },
    baseline: {},
    protocolVersion: 2,
    signedOff: null,
    by: "AB",
    confirmedBy: null,
    moves: MOVES[stage] ?? [],
    responsible: ["AB", "CD", "AB", ""][index % 4]!,
    signature: null,
    ownLimits: index % 5 === 0
      ? [{
        metric: "spo2",
        side: "low",
        priority: "medium",
        sound: 90,
        by: "AB",
        reason: "Known lung disease",
        until: now + 50 * MINUTE,
      }]
      : [],
    answers: {},
    findings: [],
    startedAgainst: [],
    observedSeconds: stage === "observation" ? minutes * 60 : 0,
    clockRuns: stage === "observation",
    discharge: [],
    chart: [],
    news2: { score: null, atLeast: 1, missing: ["temperature"] },
  };
}

const COURSE: Treatment = {
  id: "course-1",
  start: "2026-11-16",
  template: { outcome: "phq9", perWeek: [3, 2, 1, 1, 1] },
  visits: 3,
  nextDue: "2026-12-03",
  review: "Review: 3 visits without response, PHQ-9 20 before and 14 now.",
  planned: [
    { on: "2026-11-16", standing: "done" },
    { on: "2026-11-18", standing: "late" },
    { on: "2026-11-20", standing: "missed" },
    { on: "2026-12-03", standing: "due" },
  ],
  scores: [{ at: 0, value: 20 }, { at: 1, value: 14 }],
};

export function calm(index: number, now: number, opened: number): Chair {
  const sitting = session(index, opened);
  const running = sitting.stage === "dosing";
  const nibpAt = opened - ((index * 97) % 540) * 1_000;
  const values = [
    value("spo2", wave(index, now, 97, 1.4), 90, null, now),
    { ...value("heartRate", wave(index, now, 74 + index % 9, 5), 45, 130, now), trend: "rising" as const },
    { ...value("nibpSys", 122 + (index * 5) % 24, 85, 170, now), liveAt: nibpAt, trend: "falling" as const },
    { ...value("nibpDia", 76 + (index * 3) % 12, null, 110, now), liveAt: nibpAt },
    { ...value("nibpMean", 92 + (index * 3) % 14, null, null, now), liveAt: nibpAt },
    value("respRate", wave(index, now, 15, 2), 8, 30, now),
    value("etco2", wave(index, now, 37, 2), 20, 60, now),
    value("temperature", 36.6, 35, 38.5, now),
  ];
  return {
    chair: String(index + 1),
    session: sitting,
    course: index % 2 === 0 ? COURSE : null,
    values,
    due: [
      { metric: "nibpSys", label: "NIBP", dueAt: nibpAt + 10 * MINUTE, overdue: false },
      ...(running
        ? [
          { metric: "moaas", label: "Sedation", dueAt: opened + 11 * MINUTE, overdue: false },
          { metric: "cadss6", label: "Dissociation", dueAt: opened + 20 * MINUTE, overdue: false },
        ]
        : []),
    ],
    devices: [
      {
        device: `MON-${index + 1}`,
        kind: "monitor",
        withPatient: false,
        linked: true,
        lastSeen: now,
        clockOffsetMs: -250,
      },
      {
        device: `PUMP-${index + 1}`,
        kind: "pump",
        withPatient: false,
        linked: true,
        lastSeen: now,
        clockOffsetMs: 0,
      },
    ],
    pump: {
      state: running ? "infusing" : "stopped",
      since: opened,
      rateMlPerHour: running ? 52.5 : null,
      reason: "",
      late: false,
    },
    audioPausedUntil: null,
    audioOff: null,
    off: index % 5 === 0 ? [{ kind: "high", metric: "heartRate", priority: "medium", reason: "Known" }] : [],
    alarms: [],
  };
}
