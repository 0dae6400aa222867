/** Rooms to look at: every state that a nurse may meet, with synthetic patients. */
import type { SettableLimit, Treatment } from "../src/own.ts";
import type {
  Alarm,
  Chair,
  Hello,
  History,
  Priority,
  Protocol,
  Scale,
  Session,
  Stage,
  Unplaced,
  Value,
} from "../src/wire.ts";

const MINUTE = 60_000;

/** What is wrong with one chair of the scene. */
export type Scene = (chair: Chair, index: number, now: number) => Chair;

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
function wave(index: number, now: number, middle: number, swing: number): number {
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
      { device: `MON-${index + 1}`, kind: "monitor", linked: true, lastSeen: now, clockOffsetMs: -250 },
      { device: `PUMP-${index + 1}`, kind: "pump", linked: true, lastSeen: now, clockOffsetMs: 0 },
    ],
    pump: {
      state: running ? "infusing" : "stopped",
      since: opened,
      rateMlPerHour: running ? 52.5 : null,
      reason: "",
    },
    audioPausedUntil: null,
    audioOff: null,
    off: index % 5 === 0 ? [{ kind: "high", metric: "heartRate", priority: "medium", reason: "Known" }] : [],
    alarms: [],
  };
}

function alarm(chair: Chair, priority: Priority, text: string, rest: Partial<Alarm> = {}): Alarm {
  return {
    id: `${chair.chair}-${text}`,
    chair: chair.chair,
    kind: "physiological",
    metric: null,
    priority,
    state: "active",
    acknowledged: false,
    text,
    value: null,
    limit: null,
    since: Math.floor(Date.now() / 60_000) * 60_000 - 20_000,
    advice: "",
    origin: "",
    acceptedBy: null,
    pausedUntil: null,
    inactivation: ["enabled"],
    ...rest,
  };
}

function changed(chair: Chair, metric: string, change: Partial<Value>): Chair {
  return {
    ...chair,
    values: chair.values.map((each) => each.metric === metric ? { ...each, ...change } : each),
  };
}

function raised(chair: Chair, ...alarms: Alarm[]): Chair {
  return { ...chair, alarms: [...chair.alarms, ...alarms] };
}

const quiet: Scene = (chair) => chair;

const high: Scene = (chair, index) =>
  index !== 2 ? chair : raised(
    changed(chair, "spo2", { value: 84, trend: "falling" }),
    alarm(chair, "high", "SpO2 84 < 90", { metric: "spo2", advice: "Look at airway and breathing." }),
  );

const medium: Scene = (chair, index) =>
  index !== 1 ? chair : raised(
    changed(chair, "nibpSys", { value: 178, trend: "rising" }),
    alarm(chair, "medium", "NIBP sys 178 > 170", { metric: "nibpSys" }),
  );

const low: Scene = (chair, index) =>
  index !== 3 ? chair : raised(
    changed(chair, "heartRate", { value: 133 }),
    alarm(chair, "low", "HR 133 > 130", { metric: "heartRate" }),
  );

const technical: Scene = (chair, index) =>
  index === 0
    ? raised(chair, alarm(chair, "low", "Monitor MON-1 silent for 12 s", { kind: "technical" }))
    : index === 4
    ? raised(
      { ...chair, pump: { state: "stopped", since: 0, rateMlPerHour: null, reason: "occlusion" } },
      alarm(chair, "medium", "Pump stopped: occlusion", { kind: "technical" }),
    )
    : chair;

const stale: Scene = (chair, index, now) =>
  index !== 0 ? chair : {
    ...chair,
    values: chair.values.map((each) => ({ ...each, stale: true, liveAt: now - 3 * MINUTE })),
    due: [{ metric: "nibpSys", label: "NIBP", dueAt: now - 65_000, overdue: true }],
  };

const sensorOff: Scene = (chair, index) =>
  index === 0
    ? changed(changed(chair, "spo2", { value: null, absent: "sensor-off" }), "heartRate", {
      absent: "invalid",
    })
    : index === 1
    ? changed(chair, "heartRate", { questionable: true })
    : chair;

const answered: Scene = (chair, index, now) =>
  index === 0
    ? raised(chair, alarm(chair, "high", "SpO2 86 < 90", { state: "latched", metric: "spo2" }))
    : index === 1
    ? raised(
      changed(chair, "heartRate", { value: 141 }),
      alarm(chair, "medium", "HR 141 > 130", { acknowledged: true, metric: "heartRate" }),
    )
    : index === 2
    ? { ...high(chair, 2, now), audioPausedUntil: now + 94_000 }
    : index === 3
    ? { ...chair, session: null, values: [], due: [], pump: null, devices: [] }
    : chair;

const every: Scene = (chair, index, now) =>
  [high, medium, low, technical].reduce((each, scene) => scene(each, index, now), chair);

const all: Scene = (chair, index, now) =>
  answered(index > 6 ? chair : every(chair, index, now), index - 8, now);

export const SCENES: Record<string, Scene> = {
  quiet,
  high,
  medium,
  low,
  technical,
  stale,
  "sensor-off": sensorOff,
  answered,
  every,
  all,
  wall: every,
  disconnected: quiet,
};

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
    metrics: METRICS.map(([id, label, unit]) => ({ id, label, unit, kind: "vital" })),
    protocols: [
      protocol("ketamine-mood", "IV ketamine for mood", 0.5, 40),
      protocol("ketamine-pain", "IV ketamine for pain", 0.35, 240),
    ],
    scales: SCALES,
    chairs,
    pool,
    unbound: pool.length === 0 ? [] : [
      { device: "MON-NEW", kind: "monitor", linked: true, lastSeen: now, clockOffsetMs: 0 },
      { device: "PUMP-SPARE", kind: "pump", linked: false, lastSeen: now - 9 * MINUTE, clockOffsetMs: null },
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
