/** What holds for one patient alone, as the server says it: limits, and the course of treatment. */
import type { Priority, Stage } from "./wire.ts";

/** One limit of a protocol, named as the commands about it name it. */
export interface LimitStep {
  kind: "low" | "high" | "falling" | "rising";
  metric: string;
  priority: Priority;
}

/** A limit that may be set for one patient, or turned off. */
export interface SettableLimit extends LimitStep {
  side: "low" | "high";
  /** The protocol's own number; null where it is measured from the baseline. */
  sound: number | null;
  lowest: number | null;
  highest: number | null;
  mayTurnOff: boolean;
  stages: Stage[];
}

/** A limit that holds for this patient alone. */
export interface OwnLimit {
  metric: string;
  side: "low" | "high";
  priority: Priority;
  sound: number;
  by: string;
  reason: string;
  until: number;
}

/** A course of treatment on its days, each as 2026-01-31. */
export interface Treatment {
  id: string;
  start: string;
  template: { outcome: string; perWeek: number[] } & Record<string, unknown>;
  visits: number;
  nextDue: string | null;
  review: string | null;
  planned: { on: string; standing: "planned" | "due" | "done" | "early" | "late" | "missed" }[];
  scores: { at: number; value: number }[];
}
