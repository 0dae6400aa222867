/** The page of one chair: its tile, the course of its session and what happened in it. */
import type { Acts } from "./acts.ts";
import { MARKS } from "./alarms.ts";
import { type Span, zoomed } from "./course.ts";
import { comparing, shadow } from "./earlier.ts";
import { drawCourse, wholeOf } from "./plot.ts";
import { grid } from "./room.ts";
import { type ChairPart, emptyChair, type State } from "./state.ts";
import { tile } from "./tile.ts";
import { workflow } from "./workflow.ts";
import { h, type Tag } from "./view.ts";
import type { History, HistoryEvent } from "./wire.ts";
import * as words from "./words.ts";

const PARTS: [ChairPart, string][] = [["session", "Session"], ["trends", "Trends"], ["events", "Events"]];

export function chairPage(state: State, chair: string, now: number, acts: Acts): Tag {
  const { course } = state;
  const ours = course?.chair === chair ? course : null;
  const view = state.chairs.get(chair) ?? emptyChair(chair);
  const panel = workflow(state, view, now, acts);
  const part = panel === null && state.desk.part === "session" ? "trends" : state.desk.part;
  return h(
    "div",
    { key: `chair ${chair}`, class: `course shows-${part}` },
    parts(part, panel !== null, acts),
    h(
      "div",
      { class: "beside" },
      grid(state.desk.tiles, [tile(state, view, now, acts)]),
      events(ours?.history ?? null, acts),
    ),
    h(
      "div",
      { class: `work ${panel === null ? "idle" : view.session!.stage}` },
      panel,
      ours === null || ours.history === null
        ? h("p", { key: "none", class: "none" }, ours === null ? "Fetching the course ..." : ours.refusal)
        : plots(state, ours.history, now, acts),
    ),
  );
}

/** A screen that is held upright shows one part at a time. */
function parts(chosen: ChairPart, led: boolean, acts: Acts): Tag {
  const shown = PARTS.filter(([part]) => led || part !== "session");
  return h(
    "nav",
    { key: "parts", class: "parts", "aria-label": "Parts of this page" },
    ...shown.map(([part, name]) =>
      h(
        "button",
        { key: part, "aria-pressed": String(part === chosen), click: () => acts.desk({ part }) },
        name,
      )
    ),
  );
}

function plots(state: State, course: History, now: number, acts: Acts): Tag {
  const { span } = state.desk;
  const beside = shadow(course, state.compared);
  return h(
    "section",
    { key: "trends", class: "trends", "aria-label": "Trends" },
    tools(state, course, wholeOf(course, beside, now), acts),
    h("div", {
      key: "plots",
      class: "plots",
      tabindex: 0,
      role: "img",
      "aria-label": "Trends of all vital signs; arrow keys move the time line, + and - zoom, 0 shows all",
      mine: (host) => drawCourse(host, course, now, { shadow: beside, span, look: acts.span }),
    }),
  );
}

/** What is shown of the course, and what it is compared with. */
function tools(state: State, course: History, whole: Span, acts: Acts): Tag {
  const { span } = state.desk;
  const shown = span ?? whole;
  const by = (times: number) => acts.span(zoomed(whole, span, times, (shown.from + shown.to) / 2));
  return h(
    "div",
    { class: "tools" },
    h("button", { key: "in", "aria-label": "Zoom in", click: () => by(2) }, "+"),
    h("button", { key: "out", "aria-label": "Zoom out", click: () => by(0.5) }, "\u2212"),
    span !== null && h("button", { key: "all", click: () => acts.span(null) }, "Whole session"),
    comparing(course, state.compared, acts),
    h("button", {
      key: "readings",
      click: () => acts.go({ page: "readings", session: course.session.id }),
    }, "All readings"),
  );
}

function events(course: History | null, acts: Acts): Tag {
  const newest = [...(course?.events ?? [])].reverse();
  return h(
    "section",
    { class: "events", "aria-label": "Events" },
    h(
      "header",
      {},
      h("h2", {}, "Events"),
      course !== null &&
        h(
          "button",
          { key: "report", click: () => acts.go({ page: "report", session: course.session.id }) },
          "Session record",
        ),
    ),
    h("ol", { tabindex: 0 }, ...newest.map(eventRow)),
  );
}

function eventRow(event: HistoryEvent): Tag {
  const mark = event.priority === null ? "" : MARKS[event.priority];
  return h(
    "li",
    { class: event.priority ?? "plain" },
    h("time", {}, words.clock(event.at)),
    h("span", { class: "mark" }, mark),
    h("span", { translate: "no" }, event.text),
  );
}
