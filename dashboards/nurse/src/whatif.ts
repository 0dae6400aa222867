/** What other limits would have made of recorded sessions. */
import type { Acts } from "./acts.ts";
import { MARKS } from "./alarms.ts";
import { mark, moment } from "./links.ts";
import { type About, bars, headOf, nameOf, rate } from "./bars.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Priority, Stage } from "./wire.ts";
import * as words from "./words.ts";

export interface Settable {
  readonly kind: string;
  readonly metric: string;
  readonly unit: string;
  readonly priority: Priority;
  readonly from: "value" | "baseline" | "percent-of-baseline";
  readonly amount: number;
  readonly delaySeconds: number;
  readonly stages: readonly string[];
}

export interface Limits {
  readonly protocol: string;
  readonly version: number;
  readonly title: string;
  readonly limits: readonly Settable[];
}

/** One limit, otherwise. */
export interface Try {
  readonly kind: string;
  readonly metric: string;
  readonly priority: Priority;
  readonly amount: number;
  readonly delaySeconds: number;
  readonly off: boolean;
}

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

export function whatIfOf(state: State, acts: Acts): Part {
  const { limits, protocol, whatIf } = state.review;
  const chosen = limits.find((each) => each.protocol === protocol);
  if (chosen === undefined) {
    return null;
  }
  return h(
    "div",
    { key: "what-if", class: "what-if" },
    h(
      "p",
      {},
      "Recorded sessions are run again, once under their own limits and once under these. Nothing is changed.",
    ),
    trying(state, chosen, acts),
    whatIf === null ? null : outcome(state, whatIf),
  );
}

function trying(state: State, chosen: Limits, acts: Acts): Tag {
  const { limits, tries, working } = state.review;
  return h(
    "form",
    { key: "trying", submit: () => acts.review({}, true, true) },
    h(
      "label",
      { key: "protocol" },
      "Protocol",
      h(
        "select",
        {
          input: (event) =>
            acts.review(
              { protocol: (event.target as HTMLSelectElement).value, tries: {}, whatIf: null },
              false,
            ),
        },
        ...limits.map((each) =>
          h("option", {
            key: each.protocol,
            value: each.protocol,
            selected: each === chosen,
            translate: "no",
          }, each.title)
        ),
      ),
    ),
    h(
      "table",
      { key: chosen.protocol },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...["Limit", "", "Alarm beyond", "", "after seconds", "Off"].map(headOf),
        ),
      ),
      h("tbody", {}, ...chosen.limits.map((limit) => row(state, limit, acts))),
    ),
    h("button", {
      key: "try",
      type: "submit",
      class: "main",
      disabled: working || Object.keys(tries).length === 0,
    }, "Try on recorded sessions"),
  );
}

const keyOf = ({ metric, kind, priority }: Settable) => `${metric} ${kind} ${priority}`;
const MEANT: Record<Settable["from"], string> = {
  value: "",
  baseline: "from baseline",
  "percent-of-baseline": "% of baseline",
};

function row(state: State, limit: Settable, acts: Acts): Tag {
  const key = keyOf(limit);
  const { kind, metric, priority, amount, delaySeconds } = limit;
  const before: Try = { kind, metric, priority, amount, delaySeconds, off: false };
  const now = state.review.tries[key] ?? before;
  const name = nameOf(state, { kind, metric, device: null, item: null });
  const change = (next: Partial<Try>) => {
    const changed = { ...now, ...next };
    const { [key]: _, ...others } = state.review.tries;
    const same = changed.amount === amount && changed.delaySeconds === delaySeconds && !changed.off;
    acts.review({ tries: same ? others : { ...others, [key]: changed } }, false);
  };
  const number = (
    label: string,
    value: number,
    set: (value: number) => void,
    more: Record<string, unknown> = {},
  ) =>
    h("input", {
      type: "number",
      required: true,
      step: "any",
      value: String(value),
      "aria-label": `${label}: ${name} ${MARKS[priority]}`,
      input: (event) => set((event.target as HTMLInputElement).valueAsNumber),
      ...more,
    });
  return h(
    "tr",
    { key, class: key in state.review.tries ? "tried" : "" },
    h("th", { scope: "row" }, name),
    h("td", { class: priority, translate: "no" }, MARKS[priority]),
    h(
      "td",
      {},
      number("Alarm beyond", now.amount, (value) => Number.isFinite(value) && change({ amount: value })),
    ),
    h("td", {}, h("span", { translate: "no" }, limit.unit), " ", MEANT[limit.from]),
    h(
      "td",
      {},
      number(
        "after seconds",
        now.delaySeconds,
        (value) => Number.isFinite(value) && change({ delaySeconds: value }),
        {
          min: 0,
          max: 600,
          step: 1,
        },
      ),
    ),
    h(
      "td",
      {},
      h("input", {
        type: "checkbox",
        checked: now.off,
        "aria-label": `Off: ${name} ${MARKS[priority]}`,
        input: (event) => change({ off: (event.target as HTMLInputElement).checked }),
      }),
    ),
  );
}

function outcome(state: State, whatIf: WhatIf): Tag {
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
