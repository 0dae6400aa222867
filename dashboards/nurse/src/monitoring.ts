/** What the esketamine monitoring form asks, as the record of a session knows it. */
import type { MonitoringForm, Report } from "./document.ts";
import { amount, type Cell, theirs } from "./paper.ts";
import * as words from "./words.ts";

export function monitoring(report: Report, form: MonitoringForm): [string, Cell][] {
  return [
    ["Dose", [amount(report, form.doseMg, "mg")]],
    ["Pressure before", pressure(report, form.before)],
    ["Pressure about 40 min", pressure(report, form.around40)],
    ["Pressure before leaving", pressure(report, form.leaving)],
    ["Acceptable before", [yes(form.acceptableBefore)]],
    ["Acceptable after", [yes(form.acceptableAfter)]],
    ["Sedation", [observed(form.sedation)]],
    ["Dissociation", [observed(form.dissociation)]],
    ["Serious adverse event", ["☐ no   ☐ yes: to be judged by a person"]],
    ...form.concomitant.map((each): [string, Cell] => ["Other medicines", [theirs(each)]]),
  ];
}

function pressure({ language, columns }: Report, taken: MonitoringForm["before"]): Cell {
  if (taken === null) {
    return ["not measured"];
  }
  const decimals = columns.find(({ metric }) => metric === "nibpSys")?.decimals ?? 0;
  const [systolic, diastolic] = [taken.systolic, taken.diastolic]
    .map((value) => words.measured(value, decimals, language));
  return [`${systolic}/${diastolic} ${taken.unit}`, " at ", words.clock(taken.at)];
}

function yes(answer: boolean | null): string {
  return answer === null ? "not known" : answer ? "yes" : "no";
}

function observed({ known, onset, resolved }: MonitoringForm["sedation"]): string {
  if (!known || onset === null) {
    return known ? "no" : "not scored";
  }
  return resolved === null
    ? `yes, first scored ${words.clock(onset)}, not scored as gone`
    : `yes, first scored ${words.clock(onset)}, gone ${words.clock(resolved)}`;
}
