/** The record of a session as the server puts it together; all times are epoch milliseconds of its clock. */
import type { Language } from "./language.ts";
import type { Priority, Stage } from "./wire.ts";

export interface Taken {
  value: number;
  measuredAt: number;
  /** How long before the time it was measured; below 0 where after it. */
  ageSeconds: number;
  questionable: boolean;
}

export interface Note {
  at: number;
  until: number | null;
  text: string;
  by: string;
  corrected: boolean;
}

export interface TrendLine {
  column: { metric: string; label: string; unit: string; decimals: number };
  site: number;
  points: [number, number][];
}

/** What the esketamine monitoring form asks, as far as the record knows it. */
export interface MonitoringForm {
  doseMg: number | null;
  before: { systolic: number; diastolic: number; unit: string; at: number } | null;
  around40: MonitoringForm["before"];
  leaving: MonitoringForm["before"];
  acceptableBefore: boolean | null;
  acceptableAfter: boolean | null;
  sedation: { known: boolean; onset: number | null; resolved: number | null };
  dissociation: MonitoringForm["sedation"];
  concomitant: string[];
}

/** The record of one session, ready to show. */
export interface Report {
  session: string;
  language: Language;
  room: string;
  chair: string;
  writtenAt: number;
  complete: boolean;
  patient: { id: string; authority: string; name: string; birthDate: string; sex: string } | null;
  protocol: { id: string; version: number; title: string; drug: string; signedOff: string };
  order: { words: string; weightKg: number | null; weighedAt: number | null; mg: number | null };
  given: {
    from: number;
    until: number | null;
    minutes: number;
    ml: number | null;
    mg: number | null;
    mgPerKg: number | null;
    pump: { at: number; text: string }[];
  } | null;
  stages: { stage: Stage; from: number; to: number | null; by: string; reason: string }[];
  columns: TrendLine["column"][];
  vitals: { why: string; at: number; values: (Taken | null)[] }[];
  trends: TrendLine[];
  alarms: {
    text: string;
    priority: Priority;
    technical: boolean;
    from: number;
    to: number | null;
    shownAfterMs: number | null;
    responses: { at: number; by: string; what: string }[];
  }[];
  checklist: { ask: string; answer: string; by: string; open: boolean; waived: string }[];
  scores: Note[];
  sideEffects: Note[];
  medicines: Note[];
  notes: Note[];
  discharge: string[];
  signatures: { at: number; by: string; what: string }[];
  monitoring: MonitoringForm | null;
}
