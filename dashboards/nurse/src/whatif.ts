/** Other limits, to be tried on recorded sessions. */
import type { Acts } from "./acts.ts";
import { MARKS } from "./alarms.ts";
import { headOf, nameOf } from "./bars.ts";
import { outcome } from "./outcome.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Priority } from "./wire.ts";

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
