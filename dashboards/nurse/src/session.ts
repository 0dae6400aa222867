/** What the server tells of a session: how it goes, what stands against its start, what was charted, what may end it. */
import type { OwnLimit } from "./own.ts";
import type { Stage } from "./wire.ts";

export type Answer = "yes" | "no";
export type Bearing = "block" | "caution" | "task";

/** What stands against the start, or should be known. */
export interface Finding {
  id: string;
  text: string;
  bearing: Bearing;
  waivedBy: string | null;
}

export interface Criterion {
  id: string;
  text: string;
  met: boolean;
  evidence: string;
  at: number | null;
}

export type EntryKind = "score" | "side-effect" | "medicine" | "note";

export interface Entry {
  id: string;
  kind: EntryKind;
  at: number;
  by: string;
  text: string;
  scale: string | null;
  value: number | null;
  until: number | null;
  /** The entry that this one corrects. */
  amends: string | null;
}

export interface Dose {
  orderedMg: number | null;
  givenMg: number | null;
  givenMgPerKg: number | null;
  plannedMl: number | null;
  plannedMlPerHour: number | null;
  infusedMl: number | null;
  fraction: number | null;
}

export interface Session {
  id: string;
  protocol: string;
  protocolVersion: number;
  signedOff: string | null;
  stage: Stage;
  stageSince: number;
  /** Who, or which pump, moved it there. */
  by: string;
  confirmedBy: string | null;
  /** Where a nurse may move it to from here. */
  moves: Stage[];
  /** The nurse who answers for the chair, "" until somebody does. */
  responsible: string;
  startedAt: number;
  patient: { id: string; name: string } | null;
  weightKg: number | null;
  plannedDoseMinutes: number | null;
  observationMinutes: number | null;
  dose: Dose;
  baseline: Record<string, { value: number; samples: number; at: number }>;
  signature: { by: string; at: number; overrideReason: string } | null;
  ownLimits: OwnLimit[];
  answers: Record<string, { answer: Answer; by: string; at: number }>;
  findings: Finding[];
  startedAgainst: string[];
  observedSeconds: number;
  clockRuns: boolean;
  discharge: Criterion[];
  chart: Entry[];
  news2: { score: number | null; atLeast: number; missing: string[] } | null;
}
