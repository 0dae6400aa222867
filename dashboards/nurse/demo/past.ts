/** What the scenes remember of earlier days. */
import type { Earlier } from "../src/earlier.ts";
import type { Page } from "../src/readings.ts";

const DAY_MS = 86_400_000;

/** Two earlier sessions of every patient. */
export function earlier(now: number): Earlier[] {
  return [3, 7].map((days) => ({
    session: `earlier-${days}`,
    chair: "2",
    title: "IV ketamine for mood",
    stage: "closed",
    startedAt: now - days * DAY_MS,
    dosingAt: now - days * DAY_MS + 720_000,
  }));
}

/** A page of readings, of which one is doubted and one taken back. */
export function readings(session: string, now: number): Page {
  const standings = ["plain", "plain", "questionable", "plain", "entered-in-error"] as const;
  return {
    session,
    metrics: ["heartRate", "spo2", "nibpSys"],
    metric: "spo2",
    deleted: false,
    readings: Array.from({ length: 200 }, (_, index) => ({
      at: now - 600_000 + index * 1_000,
      receivedAt: now - 600_000 + index * 1_000 + 130,
      site: 0,
      value: 97 - index % 3,
      device: "02D51A0000000001",
      standing: standings[index % 5]!,
    })),
    next: now,
  };
}
