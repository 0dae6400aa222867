/** The sheet of a patient's course of treatment: when the next visit is, and what has come of the ones before. */
import type { Acts } from "./acts.ts";
import { beginCourse, endCourse, moveCourse } from "./actions.ts";
import { checked, field } from "./form.ts";
import { cancel } from "./moves.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { may } from "./who.ts";
import type { Treatment } from "./own.ts";
import type { Chair } from "./wire.ts";
import * as words from "./words.ts";

const STANDINGS: Record<Treatment["planned"][number]["standing"], [string, string]> = {
  done: ["\u2713", "done"],
  early: ["\u2713", "done early"],
  late: ["\u2713", "done late"],
  due: ["!", "due"],
  planned: ["\u00b7", "planned"],
  missed: ["\u2717", "missed"],
};

export function treatment(state: State, chair: Chair, now: number, acts: Acts): (Part | false)[] {
  const { session, course } = chair;
  if (session?.patient == null) {
    return [h("p", {}, "Nobody says who the patient is.")];
  }
  return course === null
    ? [
      h("p", {}, "This patient is in no course of treatment."),
      may(state.who, "plan-course") &&
      begin(session.patient.id, session.protocol, words.isoDay(session.startedAt), acts),
    ]
    : going(state, course, words.isoDay(now), acts);
}

/** "Next visit Thu, Dec 3"; "" where there is none. */
export function nextVisit(course: Treatment | null): string {
  return course === null || course.nextDue === null ? "" : `Next visit ${words.day(course.nextDue)}`;
}

function begin(patient: string, protocol: string, today: string, acts: Acts): Tag {
  return h(
    "form",
    { key: "begin", submit: (form) => acts.act(beginCourse(patient, protocol, checked(form, "start"))) },
    field(acts, "start", "First visit", { type: "date", value: today }),
    h("button", { type: "submit", class: "main" }, "Begin course as the protocol plans it"),
  );
}

function going(state: State, course: Treatment, today: string, acts: Acts): (Part | false)[] {
  const scale = state.scales.find((each) => each.id === course.template.outcome);
  const scores = course.scores.map(({ value }) => value).join(" \u2192 ");
  return [
    h("p", { class: "next-visit" }, nextVisit(course) || "No further visit is planned"),
    h("p", {}, `${course.visits} ${course.visits === 1 ? "visit" : "visits"} so far`),
    course.review !== null && h("p", { key: "review", class: "refusal" }, course.review),
    h(
      "p",
      { key: "scores" },
      `${scale?.label ?? course.template.outcome}: ${scores === "" ? "not scored yet" : scores}`,
    ),
    h("ol", { key: "planned", class: "planned" }, ...course.planned.map(visit)),
    ...(may(state.who, "plan-course") ? changes(state, course, today, acts) : []),
  ];
}

function visit({ on, standing }: Treatment["planned"][number]): Tag {
  const [mark, said] = STANDINGS[standing];
  return h(
    "li",
    { key: on, class: standing },
    h("span", { class: "mark" }, mark),
    h("span", {}, words.day(on)),
    said,
  );
}

function changes(state: State, course: Treatment, today: string, acts: Acts): Tag[] {
  const chosen = state.desk.draft.course;
  if (chosen === "move") {
    return [h(
      "form",
      {
        key: "move",
        submit: (form) => acts.act(moveCourse(course, checked(form, "start"), checked(form, "why")), true),
      },
      field(acts, "start", "First visit", { type: "date", value: course.start, max: yearAfter(today) }),
      field(acts, "why", "Why", { maxlength: 200 }),
      h("button", { type: "submit", class: "main" }, "Move the course"),
      cancel(acts, "course"),
    )];
  }
  if (chosen === "end") {
    return [h(
      "form",
      { key: "end", submit: (form) => acts.act(endCourse(course, checked(form, "why")), true) },
      field(acts, "why", "Why it ends", { maxlength: 200 }),
      h("button", { type: "submit", class: "sure" }, "End the course"),
      cancel(acts, "course"),
    )];
  }
  return [h(
    "div",
    { key: "changes", class: "buttons" },
    h("button", { key: "move", click: () => acts.draft("course", "move") }, "Move ..."),
    h("button", { key: "end", click: () => acts.draft("course", "end") }, "End course ..."),
  )];
}

function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
