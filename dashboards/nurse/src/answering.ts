/** How a nurse answers an alarm; a high one is taken with what is done about it. */
import type { Acts } from "./acts.ts";
import { accept, acknowledge } from "./actions.ts";
import { checked, field } from "./form.ts";
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";
import type { Alarm } from "./wire.ts";
import { isWall } from "./who.ts";
import * as words from "./words.ts";

/** What is mostly done about a high alarm: one tap each. */
export const ACTIONS = ["At the chair", "Probe refitted", "Oxygen given", "Physician called"];

/** The buttons that answer an alarm; empty where nothing is left to answer. */
export function answers(state: State, alarm: Alarm, acts: Acts): Tag[] {
  const chair = alarm.chair;
  if (chair === null || isWall(state.who)) {
    return [];
  }
  const what = `${words.place(alarm)}, ${words.alarm(alarm)}`;
  const coming = alarm.acceptedBy === null && alarm.state === "active" && alarm.priority !== "low" &&
    !alarm.acknowledged;
  return [
    ...(alarm.acknowledged ? [] : acknowledging(state, alarm, chair, what, acts)),
    ...(coming
      ? [h(
        "button",
        {
          key: "coming",
          "aria-label": `I am coming: ${what}`,
          click: () => acts.act(accept(chair, alarm.id)),
        },
        "I am coming",
      )]
      : []),
  ];
}

/** The first press only asks; pressed twice by a slip, its button folds the question away again. */
function acknowledging(state: State, alarm: Alarm, chair: string, what: string, acts: Acts): Tag[] {
  const label = `${words.answer(alarm)}: ${what}`;
  if (alarm.priority !== "high") {
    return [answer("answer", words.answer(alarm), label, () => acts.act(acknowledge(chair, alarm.id)))];
  }
  if (state.desk.sure !== alarm.id) {
    return [answer("answer", words.answer(alarm), label, () => acts.desk({ sure: alarm.id }))];
  }
  return [
    h(
      "button",
      { key: "answer", "aria-label": `Not now: ${what}`, click: () => acts.desk({ sure: null }) },
      "Not now",
    ),
    ...ACTIONS.map((action) =>
      answer(action, action, `${action}: ${what}`, () => acts.act(acknowledge(chair, alarm.id, action)))
    ),
    h(
      "form",
      {
        key: "own",
        class: "own",
        submit: (form) => acts.act(acknowledge(chair, alarm.id, checked(form, "done"))),
      },
      field(acts, "done", "or in your own words", { maxlength: 200 }),
      h("button", { type: "submit" }, words.answer(alarm)),
    ),
  ];
}

function answer(key: string, word: string, label: string, click: () => void): Tag {
  return h("button", { key, class: "main", "aria-label": label, click }, word);
}

/** "AB is coming", "" while nobody is. */
export function coming(alarm: Alarm): string {
  return alarm.acceptedBy === null ? "" : `${alarm.acceptedBy} is coming`;
}
