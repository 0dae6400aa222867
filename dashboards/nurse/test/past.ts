/** What the server tells of past sessions, for the tests. */
import type { Burden } from "../src/burden.ts";
import type { Links } from "../src/links.ts";
import type { WhatIf } from "../src/outcome.ts";
import type { Limits } from "../src/whatif.ts";

const LOW = { kind: "low", metric: "spo2", device: null, item: null };
const LOST = { kind: "link-lost", metric: null, device: "MON-1", item: null };

export const BURDEN: Burden = {
  sessions: 2,
  omitted: 3,
  bedHours: 3,
  days: [{ day: "2026-03-01", bedHours: 3, high: 4, medium: 2, low: 3 }],
  rows: [
    row({ alarms: 4, priority: "high", p90Seconds: 40 }),
    row({ alarms: 2, priority: "medium", actedOn: 0, chair: "2" }),
    row({ alarms: 3, priority: "low", about: LOST, p90Seconds: null, stage: "observation" }),
  ],
};

function row(change: Partial<Burden["rows"][number]>): Burden["rows"][number] {
  return {
    chair: "1",
    stage: "dosing",
    about: LOW,
    priority: "high",
    bedHours: 2,
    alarms: 1,
    actedOn: 3,
    medianSeconds: 10,
    p90Seconds: 20,
    repeats: 1,
    ...change,
  };
}

export const LINKS: Links = {
  omitted: 1,
  visits: [
    { chair: "10", session: "s-10", from: 0, to: 3_600_000 },
    { chair: "2", session: "s-2", from: 1_800_000, to: 7_200_000 },
  ],
  outages: [{ chair: "2", about: LOST, from: 2_000_000, to: 2_060_000 }],
  devices: [{
    device: "MON-1",
    chairs: ["10", "2"],
    timesLost: 1,
    lostSeconds: 60,
    offsetMs: -1_500,
    furthestMs: -4_000,
  }],
};

export const LIMITS: Limits[] = [{
  protocol: "ketamine-mood",
  version: 2,
  title: "IV ketamine for mood",
  limits: [{
    kind: "low",
    metric: "spo2",
    unit: "%",
    priority: "high",
    from: "baseline",
    amount: 90,
    delaySeconds: 10,
    stages: ["dosing"],
  }],
}];

export const WHAT_IF: WhatIf = {
  sessions: 1,
  omitted: 1,
  bedHours: 1,
  recorded: 2,
  doubts: 1,
  limits: [{ about: LOW, before: 2, after: 1, appearing: 1, vanishing: 1, changing: 0 }],
  strips: [{
    session: "s-1",
    chair: "1",
    from: 0,
    to: 3_600_000,
    stages: [{ stage: "dosing", from: 0, to: 3_600_000 }],
    before: [{ about: LOW, priority: "high", from: 0, to: 60_000, fate: "vanishes" }],
    after: [{ about: LOW, priority: "low", from: 120_000, to: 180_000, fate: "appears" }],
    doubts: 1,
  }],
};
