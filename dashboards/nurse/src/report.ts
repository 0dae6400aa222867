/** The record of a session as a page that prints in black and white; the server has put it together. */
import { fetched } from "./actions.ts";
import type { Acts } from "./acts.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { MonitoringForm, Note, Report, Taken, TrendLine } from "./document.ts";
import * as words from "./words.ts";

export const reportPath = (session: string) => `/api/v1/sessions/${encodeURIComponent(session)}/report`;

/** So few measurements stand as dots, too. */
const MOST_DOTS = 60;

/** What was fetched of a report: the report, or why there is none. */
export interface Fetched {
  readonly session: string;
  readonly report: Report | null;
  readonly refusal: string;
}

export async function fetchReport(session: string, ask: typeof fetch = fetch): Promise<Fetched> {
  const { told, refusal } = await fetched<Report>(reportPath(session), ask);
  return { session, report: told, refusal };
}

export function reportPage(state: State, session: string, acts: Acts): Tag {
  const fetched = state.report?.session === session ? state.report : null;
  const report = fetched?.report ?? null;
  return h(
    "article",
    {
      key: `report ${session}`,
      class: "paper",
      translate: "no",
      tabindex: 0,
      "aria-label": "Session record",
    },
    report === null
      ? h("p", { key: "none" }, fetched === null ? "Fetching the report ..." : fetched.refusal)
      : h("div", { key: "report" }, actions(session, acts), ...sheet(report)),
  );
}

function actions(session: string, acts: Acts): Tag {
  return h(
    "div",
    { class: "print-actions" },
    h("button", { key: "print", click: () => acts.print() }, "Print"),
    h("button", {
      key: "readings",
      click: () => acts.go({ page: "readings", session }),
    }, "All readings"),
    h("a", { key: "pdf", href: `${reportPath(session)}.pdf`, target: "_blank" }, "PDF"),
  );
}

function sheet(report: Report): (Part | false)[] {
  return [
    h("h2", {}, "Session record"),
    !report.complete &&
    h("p", { key: "open", class: "open" }, "THE SESSION IS NOT OVER: the record goes on."),
    facts(identity(report)),
    section("Order and dose as given", facts(dose(report))),
    section("Stages", table(["Stage", "From", "To", "By"], stages(report))),
    section("Vital signs at the protocol's times", vitals(report)),
    section("Trends", trends(report)),
    section(
      `Alarms and responses (${report.alarms.length})`,
      table(["Time", "Priority", "Alarm", "Shown and answered"], alarms(report)),
    ),
    ...charted("Scores", report.scores),
    ...charted("Side effects", report.sideEffects),
    ...charted("Medicines", report.medicines),
    ...charted("Notes", report.notes),
    section("Checklist", table(["Question", "Answer", "By"], checklist(report))),
    section(
      "Discharge and signatures",
      h("ul", {}, ...report.discharge.map((line) => h("li", { key: line }, line))),
      facts(report.signatures.map(({ at, by, what }) => [moment(at), `${by}: ${what}`])),
      h("p", { class: "sign-here" }, "Signature on paper, name, date"),
    ),
    report.monitoring !== null &&
    section("Fields of the esketamine monitoring form", facts(monitoring(report.monitoring))),
  ];
}

function section(title: string, ...content: (Part | false)[]): Tag {
  return h("section", { key: title }, h("h3", {}, title), ...content);
}

function facts(pairs: string[][]): Tag {
  return h(
    "table",
    { class: "facts" },
    h(
      "tbody",
      {},
      ...pairs.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name!), h("td", {}, value!))),
    ),
  );
}

function table(heads: string[], rows: string[][]): Tag {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))))),
  );
}

function moment(at: number): string {
  return `${words.isoDay(at)} ${words.clock(at)}`;
}

function identity({ patient, protocol, room, chair, session, writtenAt }: Report): string[][] {
  return [
    ["Patient", patient === null ? "not identified" : patient.name],
    ["Identifier", patient === null ? "" : `${patient.id} ${patient.authority}`],
    ["Born", patient?.birthDate || "not told"],
    ["Place", `${room}, chair ${chair}`],
    ["Protocol", `${protocol.title} (${protocol.id} version ${protocol.version})`],
    ["Signed off", protocol.signedOff || "by nobody"],
    ["Session", `${session}, written ${moment(writtenAt)}`],
  ];
}

function amount(value: number | null, unit: string): string {
  return value === null ? `unknown ${unit}` : `${Math.round(value * 100) / 100} ${unit}`;
}

function dose({ order, given, protocol }: Report): string[][] {
  const weight = order.weightKg === null ? "no weight" : `${order.weightKg} kg`;
  const ordered = ["Ordered", `${protocol.drug} ${order.words}, ${weight}: ${amount(order.mg, "mg")}`];
  if (given === null) {
    return [ordered, ["Given", "nothing"]];
  }
  const until = given.until === null ? "now" : words.clock(given.until);
  const amounts = [amount(given.mg, "mg"), amount(given.mgPerKg, "mg/kg"), amount(given.ml, "mL")].join(", ");
  return [
    ordered,
    ["Given", `${moment(given.from)} to ${until}, ${given.minutes} min: ${amounts}`],
    ...given.pump.map(({ at, text }) => ["Pump", `${words.clock(at)} ${text}`]),
  ];
}

function stages({ stages }: Report): string[][] {
  return stages.map(({ stage, from, to, by, reason }) => [
    words.capital(stage),
    moment(from),
    to === null ? "" : words.clock(to),
    reason === "" ? by : `${by}: ${reason}`,
  ]);
}

function vitals({ columns, vitals }: Report): Tag {
  const heads = ["Time", "Why", ...columns.map(({ label, unit }) => `${label} ${unit}`)];
  const rows = vitals.map(({ at, why, values }) => [words.clock(at), why, ...values.map(taken)]);
  return h(
    "div",
    {},
    table(heads, rows),
    h("p", {}, "In brackets: minutes and seconds before the time, + after it."),
  );
}

/** "97 (0:30)": the value and how old it was; with a question mark where the device doubted it. */
export function taken(value: Taken | null): string {
  if (value === null) {
    return "–";
  }
  const sign = value.ageSeconds < 0 ? "+" : "";
  const doubt = value.questionable ? "?" : "";
  return `${Math.round(value.value * 10) / 10}${doubt} (${sign}${
    words.stopwatch(Math.abs(value.ageSeconds) * 1_000)
  })`;
}

function trends({ trends, stages, complete, writtenAt }: Report): Tag {
  const from = stages[0]!.from;
  const last = stages[stages.length - 1]!;
  const to = Math.max(from + 60_000, complete ? last.from : writtenAt);
  return h(
    "div",
    { class: "lines" },
    ...trends.map((trend) => line(trend, from, to)),
    h("p", {}, `${moment(from)} to ${words.clock(to)}`),
  );
}

function line({ column, site, points }: TrendLine, from: number, to: number): Tag {
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(1, high - low);
  const drawn = points.map(([at, value]) =>
    `${(((at - from) / (to - from)) * 1_000).toFixed(1)},${(58 - ((value - low) / span) * 56).toFixed(1)}`
  );
  return h(
    "div",
    { key: `${column.metric} ${site}`, class: "line-plot" },
    h("span", {}, `${column.label} ${column.unit}`),
    h("small", {}, `${low} to ${high}`),
    h(
      "svg",
      { viewBox: "0 0 1000 60", preserveAspectRatio: "none", "aria-hidden": "true" },
      h("polyline", { points: drawn.join(" ") }),
      ...(drawn.length > MOST_DOTS ? [] : drawn).map((dot) =>
        h("polyline", { class: "dot", points: `${dot} ${dot}` })
      ),
    ),
  );
}

function alarms({ alarms }: Report): string[][] {
  return alarms.map(({ text, priority, technical, from, to, shownAfterMs, responses }) => [
    `${words.clock(from)} – ${to === null ? "lasts" : words.clock(to)}`,
    priority,
    technical ? `${text} (technical)` : text,
    [
      shownAfterMs === null ? "shown on no screen" : `shown after ${shownAfterMs} ms`,
      ...responses.map(({ at, by, what }) => `${words.clock(at)} ${by} ${what}`),
    ].join("; "),
  ]);
}

function charted(title: string, notes: readonly Note[]): Tag[] {
  const rows = notes.map(({ at, until, text, by, corrected }) => [
    until === null ? words.clock(at) : `${words.clock(at)} – ${words.clock(until)}`,
    text,
    corrected ? `${by}, corrected` : by,
  ]);
  return notes.length === 0 ? [] : [section(title, table(["Time", "What", "By"], rows))];
}

function checklist({ checklist }: Report): string[][] {
  return checklist.map(({ ask, answer, by, open, waived }) => [
    ask,
    answer === "" ? "not asked" : open ? `${answer} (!)` : answer,
    waived === "" ? by : `${by}, overridden by ${waived}`,
  ]);
}

function monitoring(form: MonitoringForm): string[][] {
  const pressure = (taken: MonitoringForm["before"]) =>
    taken === null ? "not measured" : `${taken.systolic}/${taken.diastolic} mmHg at ${words.clock(taken.at)}`;
  const yes = (answer: boolean | null) => answer === null ? "not known" : answer ? "yes" : "no";
  const observed = ({ known, onset, resolved }: MonitoringForm["sedation"]) => {
    if (!known || onset === null) {
      return known ? "no" : "not scored";
    }
    const gone = resolved === null ? "not scored as gone" : `gone ${words.clock(resolved)}`;
    return `yes, first scored ${words.clock(onset)}, ${gone}`;
  };
  return [
    ["Dose", amount(form.doseMg, "mg")],
    ["Pressure before", pressure(form.before)],
    ["Pressure about 40 min", pressure(form.around40)],
    ["Pressure before leaving", pressure(form.leaving)],
    ["Acceptable before", yes(form.acceptableBefore)],
    ["Acceptable after", yes(form.acceptableAfter)],
    ["Sedation", observed(form.sedation)],
    ["Dissociation", observed(form.dissociation)],
    ["Serious adverse event", "☐ no   ☐ yes: to be judged by a person"],
    ...form.concomitant.map((each) => ["Other medicines", each]),
  ];
}
