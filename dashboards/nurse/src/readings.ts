/** Every stored reading of a session, one vital sign at a time and page by page. */
import { fetched } from "./actions.ts";
import type { Acts } from "./acts.ts";
import type { Route } from "./route.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import * as words from "./words.ts";

export type ReadingsRoute = Extract<Route, { page: "readings" }>;

export interface Stored {
  readonly at: number;
  readonly receivedAt: number;
  readonly site: number;
  readonly value: number;
  readonly device: string;
  readonly standing: "plain" | "questionable" | "corrected" | "training" | "entered-in-error";
}

/** A page of readings. */
export interface Page {
  readonly session: string;
  /** What was measured in the session at all. */
  readonly metrics: readonly string[];
  /** What stands on this page; null where nothing was measured. */
  readonly metric: string | null;
  /** Whether single readings were deleted in the meantime. */
  readonly deleted: boolean;
  readonly readings: readonly Stored[];
  /** Where the next page begins; null after the last one. */
  readonly next: number | null;
}

/** What was fetched: a page, where the pages before it began, or why there is none. */
export interface Readings {
  readonly session: string;
  readonly page: Page | null;
  readonly before: readonly number[];
  readonly from: number;
  readonly refusal: string;
}

/** Which page is asked for. */
export interface Turn {
  readonly metric: string | null;
  readonly from: number;
  readonly before: readonly number[];
}

export const FIRST: Turn = { metric: null, from: 0, before: [] };

export async function fetchReadings(
  session: string,
  { metric, from, before }: Turn,
  ask: typeof fetch = fetch,
): Promise<Readings> {
  const which = metric === null ? "" : `&metric=${encodeURIComponent(metric)}`;
  const path = `/api/v1/sessions/${encodeURIComponent(session)}/readings?from=${from}${which}`;
  const { told, refusal } = await fetched<Page>(path, ask);
  return { session, page: told, before, from, refusal };
}

export function readingsPage(state: State, session: string, acts: Acts): Tag {
  const known = state.readings?.session === session ? state.readings : null;
  return h(
    "article",
    { key: `readings ${session}`, class: "every-reading", "aria-label": "All readings", tabindex: 0 },
    known === null
      ? h("p", { key: "none" }, "Fetching the readings ...")
      : known.page === null
      ? h("p", { key: "none", role: "alert" }, known.refusal)
      : h("div", { key: "page" }, ...content(state, known, known.page, acts)),
  );
}

function content(state: State, known: Readings, page: Page, acts: Acts): Part[] {
  if (page.metric === null) {
    return [h("p", {}, "Nothing was measured in this session.")];
  }
  const { label, unit } = state.metrics.get(page.metric) ?? { label: page.metric, unit: "" };
  return [
    h(
      "nav",
      { "aria-label": "Vital signs" },
      ...page.metrics.map((metric) => choice(state, page, metric, acts)),
    ),
    page.deleted
      ? h("p", { key: "deleted" }, "Older single readings were deleted; the trends keep their minutes.")
      : null,
    turning(known, page, acts),
    h(
      "table",
      {},
      h("caption", { translate: "no" }, `${label} ${unit}`),
      h("thead", {}, h("tr", {}, ...HEADS.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", { translate: "no" }, ...page.readings.map(row)),
    ),
    turning(known, page, acts),
  ];
}

const HEADS = ["Measured (device's clock)", "Value", "Sensor", "Device", "Received", "Standing"];

function choice(state: State, page: Page, metric: string, acts: Acts): Tag {
  return h("button", {
    key: metric,
    translate: "no",
    "aria-pressed": String(metric === page.metric),
    click: () => acts.turn(page.session, { ...FIRST, metric }),
  }, state.metrics.get(metric)?.label ?? metric);
}

function turning(known: Readings, page: Page, acts: Acts): Tag {
  const { before, from } = known;
  const { metric, next } = page;
  const back = before[before.length - 1];
  return h(
    "div",
    { class: "turning" },
    back !== undefined &&
      h("button", {
        key: "back",
        click: () => acts.turn(page.session, { metric, from: back, before: before.slice(0, -1) }),
      }, "Earlier"),
    h("span", { key: "how-many" }, `Page ${before.length + 1}, ${page.readings.length} readings`),
    next !== null &&
      h("button", {
        key: "on",
        click: () => acts.turn(page.session, { metric, from: next, before: [...before, from] }),
      }, "Later"),
  );
}

function row({ at, value, site, device, receivedAt, standing }: Stored): Tag {
  const cells = [precise(at), String(value), String(site), device, precise(receivedAt)];
  return h(
    "tr",
    { class: standing },
    ...cells.map((cell) => h("td", {}, cell)),
    h("td", {}, standing === "plain" ? "" : standing),
  );
}

/** "2026-01-31 14:05:09.250". */
function precise(at: number): string {
  const milliseconds = String(((at % 1_000) + 1_000) % 1_000).padStart(3, "0");
  return `${words.isoDay(at)} ${words.timeOfDay(at)}.${milliseconds}`;
}
