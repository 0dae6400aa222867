/** The record of a session as a page that prints in black and white; the server has put it together. */
import { fetched } from "./actions.ts";
import type { Acts } from "./acts.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Note, Report, Taken, TrendLine } from "./document.ts";
import { monitoring } from "./monitoring.ts";
import { amount, type Cell, facts, section, table, theirs } from "./paper.ts";
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
      tabindex: 0,
      "aria-label": "Session record",
    },
    report === null
      ? h("p", { key: "none" }, fetched === null ? "Fetching the report ..." : fetched.refusal)
      : h(
        "div",
        { key: "report" },
        actions(session, acts),
        h("div", { key: "sheet", lang: report.language }, ...sheet(report)),
      ),
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
      h("ul", {}, ...report.discharge.map((line) => h("li", { key: line, translate: "no" }, line))),
      facts(report.signatures.map(({ at, by, what }) => [moment(at), [theirs(`${by}: ${what}`)]])),
      h("p", { class: "sign-here" }, "Signature on paper, name, date"),
    ),
    report.monitoring !== null &&
    section("Fields of the esketamine monitoring form", facts(monitoring(report, report.monitoring))),
  ];
}

function moment(at: number): string {
  return `${words.isoDay(at)} ${words.clock(at)}`;
}

function identity({ patient, protocol, room, chair, session, writtenAt }: Report): [string, Cell][] {
  return [
    ["Patient", [patient === null ? "not identified" : theirs(patient.name)]],
    ["Identifier", [theirs(patient === null ? "" : `${patient.id} ${patient.authority}`)]],
    ["Born", [patient?.birthDate ? theirs(patient.birthDate) : "not told"]],
    ["Where", [theirs(room), `, chair ${chair}`]],
    ["Protocol", [theirs(protocol.title), ` (${protocol.id} version ${protocol.version})`]],
    ["Signed off", [protocol.signedOff === "" ? "by nobody" : theirs(protocol.signedOff)]],
    ["Session", [theirs(session), `, written ${moment(writtenAt)}`]],
  ];
}

function dose(report: Report): [string, Cell][] {
  const { order, given, protocol } = report;
  const weight = order.weightKg === null ? "no weight" : amount(report, order.weightKg, "kg");
  const ordered: [string, Cell] = [
    "Ordered",
    [theirs(`${protocol.drug} ${order.words}, `), weight, ": ", amount(report, order.mg, "mg")],
  ];
  if (given === null) {
    return [ordered, ["Given", ["nothing"]]];
  }
  const until = given.until === null ? "now" : words.clock(given.until);
  const amounts: Cell = [[given.mg, "mg"], [given.mgPerKg, "mg/kg"], [given.ml, "mL"]]
    .flatMap(([value, unit], index) => [
      index === 0 ? "" : ", ",
      amount(report, value as number | null, unit as string),
    ]);
  return [
    ordered,
    ["Given", [moment(given.from), " to ", until, `, ${given.minutes} min: `, ...amounts]],
    ...given.pump.map(({ at, text }): [string, Cell] => ["Pump", [theirs(`${words.clock(at)} ${text}`)]]),
  ];
}

function stages({ stages }: Report): Cell[][] {
  return stages.map(({ stage, from, to, by, reason }) => [
    [words.STAGES[stage]],
    [moment(from)],
    [to === null ? "" : words.clock(to)],
    [theirs(reason === "" ? by : `${by}: ${reason}`)],
  ]);
}

function vitals(report: Report): Tag {
  const { columns } = report;
  const heads = ["Time", "Why", ...columns.map(({ label, unit }) => `${label} ${unit}`)];
  const rows = report.vitals.map(({ at, why, values }): Cell[] => [
    [words.clock(at)],
    [theirs(why)],
    ...values.map((value, index) => [taken(report, value, columns[index]!.decimals)]),
  ]);
  return h(
    "div",
    {},
    table(heads, rows),
    h("p", {}, "In brackets: minutes and seconds before the time, + after it."),
  );
}

/** "97 (0:30)": the value and how old it was; with a question mark where the device doubted it. */
export function taken({ language }: Report, value: Taken | null, decimals: number): string {
  if (value === null) {
    return "–";
  }
  const sign = value.ageSeconds < 0 ? "+" : "";
  const doubt = value.questionable ? "?" : "";
  return `${words.measured(value.value, decimals, language)}${doubt} (${sign}${
    words.stopwatch(Math.abs(value.ageSeconds) * 1_000)
  })`;
}

function trends(report: Report): Tag {
  const { stages, complete, writtenAt } = report;
  const from = stages[0]!.from;
  const last = stages[stages.length - 1]!;
  const to = Math.max(from + 60_000, complete ? last.from : writtenAt);
  return h(
    "div",
    { class: "lines" },
    ...report.trends.map((trend) => line(report, trend, from, to)),
    h("p", {}, moment(from), " to ", words.clock(to)),
  );
}

function line({ language }: Report, { column, site, points }: TrendLine, from: number, to: number): Tag {
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(1, high - low);
  const drawn = points.map(([at, value]) =>
    `${(((at - from) / (to - from)) * 1_000).toFixed(1)},${(58 - ((value - low) / span) * 56).toFixed(1)}`
  );
  const [least, most] = [low, high].map((value) => words.measured(value, column.decimals, language));
  return h(
    "div",
    { key: `${column.metric} ${site}`, class: "line-plot" },
    h("span", {}, `${column.label} ${column.unit}`),
    h("small", {}, least!, " to ", most!),
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

function alarms({ alarms }: Report): Cell[][] {
  return alarms.map(({ text, priority, technical, from, to, shownAfterMs, responses }) => [
    [`${words.clock(from)} – `, to === null ? "lasts" : words.clock(to)],
    [priority],
    [theirs(text), technical ? " (technical)" : ""],
    [
      shownAfterMs === null ? "shown on no screen" : `shown after ${shownAfterMs} ms`,
      ...responses.map(({ at, by, what }) => theirs(`; ${words.clock(at)} ${by} ${what}`)),
    ],
  ]);
}

function charted(title: string, notes: readonly Note[]): Tag[] {
  const rows = notes.map(({ at, until, text, by, corrected }): Cell[] => [
    [until === null ? words.clock(at) : `${words.clock(at)} – ${words.clock(until)}`],
    [theirs(text)],
    [theirs(by), corrected ? ", corrected" : ""],
  ]);
  return notes.length === 0 ? [] : [section(title, table(["Time", "What", "By"], rows))];
}

function checklist({ checklist }: Report): Cell[][] {
  return checklist.map(({ ask, answer, by, open, waived }) => [
    [theirs(ask)],
    [answer === "" ? "not asked" : answer, open && answer !== "" ? " (!)" : ""],
    [theirs(by), waived === "" ? "" : `, overridden by ${waived}`],
  ]);
}
