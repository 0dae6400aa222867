/** Four weeks to look back at: alarms, links and limits of a room that never was. */
import type { About } from "../src/bars.ts";
import type { Burden, BurdenRow } from "../src/burden.ts";
import type { Links } from "../src/links.ts";
import type { Strip, Tried, WhatIf } from "../src/outcome.ts";
import type { Limits } from "../src/whatif.ts";
import type { Priority } from "../src/wire.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STAGES = ["baseline", "dosing", "observation"];

const about = (kind: string, metric: string | null, device: string | null = null): About => ({
  kind,
  metric,
  device,
  item: null,
});

const KINDS: [About, Priority, number][] = [
  [about("low", "spo2"), "high", 9],
  [about("low", "spo2"), "medium", 21],
  [about("sensor-off", "spo2"), "medium", 17],
  [about("high", "nibpSys"), "high", 4],
  [about("high", "heartRate"), "medium", 6],
  [about("link-lost", null, "02D51A0000000002"), "medium", 3],
  [about("overdue", "nibpSys"), "low", 28],
];

export function burden(now: number): Burden {
  const rows: BurdenRow[] = KINDS.flatMap(([what, priority, alarms]) =>
    ["1", "2", "3", "4"].flatMap((chair, index) =>
      STAGES.map((stage, place) => ({
        chair,
        stage,
        about: what,
        priority,
        bedHours: 18,
        alarms: Math.max(1, Math.round(alarms * (place === 1 ? 1 : 0.3) * (1 + index / 4))),
        actedOn: Math.round(alarms * 0.2),
        medianSeconds: 12,
        p90Seconds: 40 + 5 * index,
        repeats: Math.round(alarms / 5),
      }))
    )
  );
  return {
    sessions: 96,
    omitted: 0,
    bedHours: 192,
    days: Array.from({ length: 20 }, (_, index) => ({
      day: new Date(now - (20 - index) * DAY).toISOString().slice(0, 10),
      bedHours: 9.6,
      high: 1 + index % 3,
      medium: 4 + (index * 7) % 6,
      low: 3 + (index * 5) % 4,
    })),
    rows,
  };
}

export function links(now: number): Links {
  const visits = Array.from({ length: 24 }, (_, index) => ({
    chair: String(1 + index % 4),
    session: `session-${index}`,
    from: now - 6 * DAY + index * 6 * HOUR,
    to: now - 6 * DAY + index * 6 * HOUR + 2 * HOUR,
  }));
  return {
    omitted: 0,
    visits,
    outages: visits.filter((_, index) => index % 3 === 0).map(({ chair, from }, index) => ({
      chair,
      about: index % 2 === 0 ? about("sensor-off", "spo2") : about("link-lost", null, "02D51A0000000002"),
      from: from + 20 * MINUTE,
      to: from + (22 + 3 * index) * MINUTE,
    })),
    devices: ["02D51A0000000001", "02D51A0000000002", "02D52A0000000002"].map((device, index) => ({
      device,
      chairs: [String(index + 1), String(index + 2)],
      timesLost: index * 2,
      lostSeconds: index * 260,
      offsetMs: index === 1 ? null : -230 + index * 900,
      furthestMs: index === 1 ? null : -62_000,
    })),
  };
}

export const LIMITS: Limits[] = [{
  protocol: "ketamine-mood",
  version: 2,
  title: "IV ketamine for mood",
  limits: [
    ["low", "spo2", "%", "high", "value", 90, 10],
    ["low", "spo2", "%", "medium", "value", 92, 15],
    ["high", "nibpSys", "mmHg", "high", "value", 180, 0],
    ["high", "nibpSys", "mmHg", "medium", "baseline", 40, 0],
    ["high", "heartRate", "/min", "medium", "value", 130, 10],
  ].map(([kind, metric, unit, priority, from, amount, delaySeconds]) => ({
    kind,
    metric,
    unit,
    priority,
    from,
    amount,
    delaySeconds,
    stages: ["dosing"],
  })) as Limits["limits"],
}];

export function whatIf(now: number): WhatIf {
  return {
    sessions: 12,
    omitted: 0,
    bedHours: 24,
    recorded: 61,
    doubts: 2,
    limits: [
      { about: about("low", "spo2"), before: 30, after: 17, appearing: 0, vanishing: 13, changing: 1 },
      { about: about("high", "nibpSys"), before: 8, after: 11, appearing: 3, vanishing: 0, changing: 0 },
    ],
    strips: [1, 2, 3].map((days): Strip => {
      const from = now - days * DAY;
      const at = (kind: string, metric: string, priority: Priority, start: number, fate: Tried["fate"]) => ({
        about: about(kind, metric),
        priority,
        from: from + start * MINUTE,
        to: from + (start + 4) * MINUTE,
        fate,
      });
      return {
        session: `session-${days}`,
        chair: String(days),
        from,
        to: from + 2 * HOUR,
        stages: STAGES.map((stage, index) => ({
          stage,
          from: from + index * 40 * MINUTE,
          to: from + (index + 1) * 40 * MINUTE,
        })),
        before: [
          at("low", "spo2", "high", 44, "stays"),
          at("low", "spo2", "medium", 60, "vanishes"),
          at("high", "nibpSys", "high", 70, "stays"),
        ],
        after: [
          at("low", "spo2", "high", 45, "stays"),
          at("high", "nibpSys", "high", 70, "stays"),
          at("high", "nibpSys", "medium", 80, "appears"),
        ],
        doubts: days === 2 ? 1 : 0,
      };
    }),
  };
}
