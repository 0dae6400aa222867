/** What other limits would have made of recorded sessions. */
import { type About, bars, nameOf, rate } from "./bars.ts";
import { mark, moment } from "./links.ts";
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";
import type { Priority, Stage } from "./wire.ts";
import * as words from "./words.ts";

export interface Tried {
  readonly about: About;
  readonly priority: Priority;
  readonly from: number;
  readonly to: number;
  readonly fate: "stays" | "vanishes" | "appears" | "changes";
}

export interface Strip {
  readonly session: string;
  readonly chair: string;
  readonly from: number;
  readonly to: number;
  readonly stages: readonly { stage: string; from: number; to: number }[];
  readonly before: readonly Tried[];
  readonly after: readonly Tried[];
  readonly doubts: number;
}

export interface WhatIf {
  readonly sessions: number;
  readonly omitted: number;
  readonly bedHours: number;
  readonly recorded: number;
  readonly doubts: number;
  readonly limits: readonly {
    about: About;
    before: number;
    after: number;
    appearing: number;
    vanishing: number;
    changing: number;
  }[];
  readonly strips: readonly Strip[];
}

const WIDTH = 1_000;

export function outcome(state: State, whatIf: WhatIf): Tag {
  const total = (which: "before" | "after") => whatIf.limits.reduce((sum, each) => sum + each[which], 0);
  const hourly = (which: "before" | "after") => rate(total(which) / whatIf.bedHours);
  return h(
    "section",
    { key: "outcome", "aria-label": "What they would have made of it" },
    h(
      "p",
      { class: "summary" },
      `Sessions: ${whatIf.sessions}, bed-hours: ${rate(whatIf.bedHours)}, alarms a bed-hour before: ${
        hourly("before")
      }, after: ${hourly("after")}`,
    ),
    whatIf.omitted > 0 &&
      h(
        "p",
        { key: "omitted" },
        `Left out: ${whatIf.omitted} older sessions, or under versions without such a limit`,
      ),
    h(
      "p",
      { key: "doubts" },
      `Not reproduced: ${whatIf.doubts} of ${whatIf.recorded} recorded alarms; where there are many, doubt the answer`,
    ),
    bars(
      "Alarms before and after",
      ["Limit", "", "Before", "After", "Appear", "Vanish", "Other priority"],
      whatIf.limits.flatMap((each) => [{
        name: nameOf(state, each.about),
        parts: [
          ["kept", each.before - each.vanishing] as const,
          ["vanishing", each.vanishing] as const,
          ["appearing", each.appearing] as const,
        ],
        cells: [each.before, each.after, each.appearing, each.vanishing, each.changing].map(String),
      }]),
    ),
    h(
      "p",
      { class: "legend" },
      h("span", {}, h("i", { class: "kept" }), "stays"),
      h("span", {}, h("i", { class: "vanishing" }), "vanishes"),
      h("span", {}, h("i", { class: "appearing" }), "appears"),
    ),
    h("p", { class: "summary" }, "Session by session"),
    h("p", {}, "Above the line: before. Below it: after. Framed: it vanishes, or appears."),
    ...whatIf.strips.filter(({ before, after }) => before.length + after.length > 0).map((each) =>
      strip(state, each)
    ),
  );
}

/** One session: for each limit the alarms before above those after. */
function strip(state: State, { session, chair, from, to, stages, before, after, doubts }: Strip): Tag {
  const x = (at: number) => WIDTH * (at - from) / Math.max(1, to - from);
  const names = [...new Set([...before, ...after].map((each) => nameOf(state, each.about)))].sort();
  const marks = (all: readonly Tried[], name: string, y: number) =>
    all.filter((each) => nameOf(state, each.about) === name).map((each) =>
      mark(
        `${each.priority} ${each.fate}`,
        x(each.from),
        x(each.to),
        y,
        9,
        [`${words.timeOfDay(each.from)} – ${words.timeOfDay(each.to)}`],
      )
    );
  return h(
    "figure",
    { key: session, class: "lanes" },
    h("figcaption", { translate: "no" }, `${moment(from)}`),
    h("p", {}, `Chair ${chair}`, doubts > 0 && h("span", { key: "doubts" }, `Not reproduced: ${doubts}`)),
    h(
      "div",
      { class: "lane stages" },
      h("span", {}, "Stages"),
      h(
        "div",
        {},
        ...stages.map((each) =>
          h(
            "span",
            {
              class: each.stage,
              vars: { "--share": (100 * (each.to - each.from) / Math.max(1, to - from)).toFixed(2) },
            },
            words.STAGES[each.stage as Stage] ?? each.stage,
          )
        ),
      ),
    ),
    ...names.map((name) =>
      h(
        "div",
        { key: name, class: "lane" },
        h("span", {}, name),
        h(
          "svg",
          { viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
          h("line", { x1: "0", x2: String(WIDTH), y1: "12", y2: "12" }),
          ...marks(before, name, 1),
          ...marks(after, name, 14),
        ),
      )
    ),
  );
}
