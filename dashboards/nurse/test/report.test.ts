import type { Report } from "../src/document.ts";
import { reportPage, taken } from "../src/report.ts";
import { reduce } from "../src/state.ts";
import { equal, holds } from "./check.ts";
import { given, givenActs, text } from "./drawn.ts";

const PAPER: Report = {
  session: "session-1",
  language: "en",
  room: "Infusion room",
  chair: "1",
  writtenAt: 100_000,
  complete: false,
  patient: { id: "SYN-1", authority: "DRIPSIM", name: "Synthetic, Sam", birthDate: "", sex: "unknown" },
  protocol: { id: "esketamine-spray", version: 1, title: "Esketamine", drug: "esketamine", signedOff: "" },
  order: { words: "56 mg over 10 min", weightKg: null, weighedAt: null, mg: 56 },
  given: null,
  stages: [{ stage: "dosing", from: 0, to: null, by: "AB", reason: "" }],
  columns: [{ metric: "spo2", label: "SpO2", unit: "%", decimals: 0 }],
  vitals: [{
    why: "Dosing, 10 min",
    at: 60_000,
    values: [{ value: 97, measuredAt: 30_000, ageSeconds: 30, questionable: true }],
  }],
  trends: [{
    column: { metric: "spo2", label: "SpO2", unit: "%", decimals: 0 },
    site: 0,
    points: [[0, 97], [60_000, 91]],
  }],
  alarms: [{
    text: "SpO2 84 < 90",
    priority: "high",
    technical: false,
    from: 0,
    to: null,
    shownAfterMs: null,
    responses: [{ at: 0, by: "AB", what: "coming" }],
  }],
  checklist: [{ ask: "Pregnant?", answer: "yes", by: "AB", open: true, waived: "Dr X: known" }],
  scores: [],
  sideEffects: [{ at: 0, until: null, text: "Nausea", by: "AB", corrected: true }],
  medicines: [],
  notes: [],
  discharge: [],
  signatures: [],
  monitoring: {
    doseMg: 56,
    before: { systolic: 120, diastolic: 80, unit: "mmHg", at: 0 },
    around40: null,
    leaving: null,
    acceptableBefore: true,
    acceptableAfter: null,
    sedation: { known: true, onset: 0, resolved: null },
    dissociation: { known: false, onset: null, resolved: null },
    concomitant: ["MAO inhibitors? no"],
  },
};

Deno.test("the session record says what is known, and what is not", () => {
  const state = reduce(given({}), {
    t: "report",
    report: { session: "session-1", report: PAPER, refusal: "" },
  });
  const said = text(reportPage(state, "session-1", givenActs().acts)).replace(/ +(?=[ ,;:])/g, "");
  [
    "THE SESSION IS NOT OVER",
    "esketamine 56 mg over 10 min, no weight: 56 mg",
    "97? (0:30)",
    "shown on no screen",
    "AB coming",
    "yes (!)",
    "overridden by Dr X: known",
    "120/80 mmHg",
    "not scored as gone",
    "to be judged by a person",
  ].forEach((each) => holds(said.includes(each), `${each} in ${said}`));
  equal(taken(PAPER, { value: 98, measuredAt: 0, ageSeconds: -65, questionable: false }, 0), "98 (+1:05)");
});

Deno.test("a report that cannot be had says why", () => {
  const refused = { session: "session-2", report: null, refusal: "There is no such session." };
  const state = reduce(given({}), { t: "report", report: refused });
  equal(text(reportPage(state, "session-2", givenActs().acts)), "There is no such session.");
  equal(text(reportPage(state, "session-3", givenActs().acts)), "Fetching the report ...");
});
