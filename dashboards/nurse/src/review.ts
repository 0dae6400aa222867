/** The page that looks back over many sessions: alarm burden, other limits tried, devices and links. */
import { fetched } from "./actions.ts";
import type { Acts } from "./acts.ts";
import { type Burden, burdenOf } from "./burden.ts";
import { type Links, linksOf } from "./links.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { WhatIf } from "./outcome.ts";
import { type Limits, type Try, whatIfOf } from "./whatif.ts";
import { may, OWN_PAGE, type Who } from "./who.ts";
import * as words from "./words.ts";

export type ReviewPart = "burden" | "what-if" | "links";

/** What stands on the page. Days are written 2026-01-31, and both count. */
export interface Review {
  readonly part: ReviewPart;
  readonly from: string;
  readonly to: string;
  readonly working: boolean;
  readonly refusal: string;
  readonly burden: Burden | null;
  readonly links: Links | null;
  readonly limits: readonly Limits[];
  /** Which protocol is tried, and what is changed in it by the limit's own key. */
  readonly protocol: string;
  readonly tries: Readonly<Record<string, Try>>;
  readonly whatIf: WhatIf | null;
}

const PARTS: [ReviewPart, string][] = [
  ["burden", "Alarm burden"],
  ["what-if", "Other limits"],
  ["links", "Devices and links"],
];
const USUAL_DAYS = 28;
const DAY_MS = 86_400_000;
/** So long may a replay of many sessions take. */
const PATIENCE_MS = 120_000;

export function begun(now: number): Review {
  return {
    part: "burden",
    from: words.isoDay(now - (USUAL_DAYS - 1) * DAY_MS),
    to: words.isoDay(now),
    working: false,
    refusal: "",
    burden: null,
    links: null,
    limits: [],
    protocol: "",
    tries: {},
    whatIf: null,
  };
}

/** Whether somebody is here for whom the page is. */
export function reviews(who: Who | null): boolean {
  return may(who, "review");
}

/** Asks the server for what the part shows; what is tried only when somebody wants it. */
export async function lookBack(review: Review, trying: boolean, ask: typeof fetch = fetch): Promise<Review> {
  const done = { ...review, working: false };
  const range = `from=${moment(review.from, 0)}&to=${moment(review.to, 1)}`;
  switch (review.part) {
    case "burden": {
      const { told, refusal } = await fetched<Burden>(`/api/v1/review/burden?${range}`, patiently(ask));
      return { ...done, burden: told, refusal };
    }
    case "links": {
      const { told, refusal } = await fetched<Links>(`/api/v1/review/links?${range}`, patiently(ask));
      return { ...done, links: told, refusal };
    }
    case "what-if": {
      if (!trying) {
        const { told, refusal } = await fetched<Limits[]>("/api/v1/review/limits", ask);
        return {
          ...done,
          limits: told ?? [],
          protocol: review.protocol || told?.[0]?.protocol || "",
          refusal,
        };
      }
      const { told, refusal } = await fetched<WhatIf>("/api/v1/review/what-if", posting(review, ask));
      return { ...done, whatIf: told, refusal };
    }
  }
}

function moment(day: string, later: number): number {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.getTime();
}

function patiently(ask: typeof fetch, more: RequestInit = {}): typeof fetch {
  return (path) => ask(path, { ...more, signal: AbortSignal.timeout(PATIENCE_MS) });
}

function posting({ protocol, tries, from, to }: Review, ask: typeof fetch): typeof fetch {
  const changes = Object.values(tries);
  const body = JSON.stringify({ from: moment(from, 0), to: moment(to, 1), protocol, changes });
  return patiently(ask, { method: "POST", headers: OWN_PAGE, body });
}

export function reviewPage(state: State, acts: Acts): Tag {
  const { review } = state;
  return h(
    "article",
    { key: "review", class: "look-back", "aria-label": "Review", tabindex: 0 },
    h(
      "nav",
      { "aria-label": "Parts of this page" },
      ...PARTS.map(([part, name]) =>
        h("button", {
          key: part,
          "aria-pressed": String(part === review.part),
          click: () => acts.review({ part, refusal: "" }, true),
        }, name)
      ),
    ),
    range(review, acts),
    h(
      "p",
      { key: "state", role: "status", class: review.refusal === "" ? "" : "refusal" },
      review.working ? "Working it out ..." : review.refusal,
    ),
    content(state, acts),
  );
}

function range(review: Review, acts: Acts): Tag {
  const day = (name: "from" | "to", label: string) =>
    h(
      "label",
      { key: name },
      label,
      h("input", {
        name,
        type: "date",
        required: true,
        value: review[name],
        input: (event) => acts.review({ [name]: (event.target as HTMLInputElement).value }, false),
      }),
    );
  return h(
    "form",
    { key: "range", class: "range", submit: () => acts.review({}, true) },
    day("from", "Sessions from"),
    day("to", "to"),
    review.part !== "what-if" && h("button", { key: "look", type: "submit", class: "main" }, "Show"),
  );
}

function content(state: State, acts: Acts): Part {
  switch (state.review.part) {
    case "burden":
      return burdenOf(state);
    case "links":
      return linksOf(state);
    case "what-if":
      return whatIfOf(state, acts);
  }
}
