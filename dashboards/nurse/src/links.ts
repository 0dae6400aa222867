/** What became of devices, sensors and their links while sessions were open. */
import { type About, bars, nameOf } from "./bars.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import * as words from "./words.ts";

export interface Links {
  readonly omitted: number;
  readonly visits: readonly { chair: string; session: string; from: number; to: number }[];
  readonly outages: readonly Outage[];
  readonly devices: readonly {
    device: string;
    chairs: readonly string[];
    timesLost: number;
    lostSeconds: number;
    offsetMs: number | null;
    furthestMs: number | null;
  }[];
}

export interface Outage {
  readonly chair: string;
  readonly about: About;
  readonly from: number;
  readonly to: number;
}

const WIDTH = 1_000;
const THINNEST = 3;

export function linksOf(state: State): Part {
  const { links } = state.review;
  if (links === null) {
    return null;
  }
  return h(
    "div",
    { key: "links" },
    h("p", { class: "summary" }, `Sessions: ${links.visits.length}, outages: ${links.outages.length}`),
    links.omitted > 0 &&
      h("p", { key: "omitted" }, `Left out as too many: the ${links.omitted} oldest sessions`),
    lanes(state, links),
    bars("What was not heard or not right", ["", "", "Times", "Minutes"], kinds(state, links)),
    devices(links),
  );
}

/** One lane for each chair: its sessions, and over them what was not heard. */
function lanes(state: State, { visits, outages }: Links): Part {
  if (visits.length === 0) {
    return null;
  }
  const from = Math.min(...visits.map((each) => each.from));
  const to = Math.max(...visits.map((each) => each.to), from + 1);
  const x = (at: number) => WIDTH * (at - from) / (to - from);
  const chairs = [...new Set(visits.map(({ chair }) => chair))].sort((one, other) =>
    one.localeCompare(other, undefined, { numeric: true })
  );
  return h(
    "div",
    { key: "lanes", class: "lanes" },
    h(
      "p",
      { class: "legend" },
      h("span", {}, h("i", { class: "visit" }), "Session"),
      h("span", {}, h("i", { class: "outage" }), "Not heard or not right"),
    ),
    ...chairs.map((chair) =>
      h(
        "div",
        { key: chair, class: "lane" },
        h("span", {}, `Chair ${chair}`),
        h(
          "svg",
          { viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
          ...visits.filter((each) => each.chair === chair).map((each) =>
            mark("visit", x(each.from), x(each.to), 4, 16, [])
          ),
          ...outages.filter((each) => each.chair === chair).map((each) =>
            mark("outage", x(each.from), x(each.to), 0, 24, said(state, each))
          ),
        ),
      )
    ),
    h(
      "div",
      { class: "lane ends" },
      h("span", {}, ""),
      h("span", { translate: "no" }, moment(from)),
      h("span", { translate: "no" }, moment(to)),
    ),
  );
}

export function mark(
  look: string,
  from: number,
  to: number,
  y: number,
  height: number,
  title: string[],
): Tag {
  return h(
    "rect",
    {
      class: look,
      x: from.toFixed(1),
      width: Math.max(THINNEST, to - from).toFixed(1),
      y: String(y),
      height: String(height),
    },
    title.length > 0 && h("title", {}, ...title),
  );
}

function said(state: State, { about, from, to }: Outage): string[] {
  return [nameOf(state, about), ` ${about.device ?? ""} ${moment(from)} – ${words.timeOfDay(to)}`];
}

export function moment(at: number): string {
  return `${words.isoDay(at)} ${words.clock(at)}`;
}

function kinds(state: State, { outages }: Links) {
  const sums = new Map<string, { times: number; ms: number }>();
  for (const each of outages) {
    const name = nameOf(state, each.about);
    const sum = sums.get(name) ?? { times: 0, ms: 0 };
    sums.set(name, { times: sum.times + 1, ms: sum.ms + each.to - each.from });
  }
  return [...sums].sort(([, one], [, other]) => other.ms - one.ms).map(([name, { times, ms }]) => ({
    name,
    parts: [["outage", ms] as const],
    cells: [String(times), String(Math.round(ms / 6_000) / 10)],
  }));
}

function devices(links: Links): Tag {
  const heads = ["Device", "", "Chairs", "Link lost", "for seconds", "Clock ahead, s", "at most"];
  return bars(
    "Devices",
    heads,
    links.devices.map((each) => ({
      name: each.device,
      parts: [["outage", each.lostSeconds] as const],
      cells: [
        each.chairs.join(", "),
        String(each.timesLost),
        String(each.lostSeconds),
        ahead(each.offsetMs),
        ahead(each.furthestMs),
      ],
    })),
  );
}

function ahead(ms: number | null): string {
  return ms === null ? "–" : words.decimal((Math.round(ms / 100) / 10 + 0).toFixed(1));
}
