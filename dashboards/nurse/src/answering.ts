/** How a nurse answers an alarm; a high one is taken with what is done about it. */
import type { Acts } from "./acts.ts";
import { accept, acknowledge, pauseAlarm } from "./actions.ts";
import { checked, field } from "./form.ts";
import { protocolOf, type State } from "./state.ts";
import { h, said, type Tag } from "./view.ts";
import type { Alarm } from "./wire.ts";
import { isWall, may } from "./who.ts";
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
    ...pausing(state, alarm, chair, what, acts),
  ];
}

/** All signals of an alarm for a while, where the protocol allows it; never of a high one about the patient. */
function pausing(state: State, alarm: Alarm, chair: string, what: string, acts: Acts): Tag[] {
  if (alarm.pausedUntil !== null) {
    const on = () => acts.act(pauseAlarm(chair, alarm.id, 0));
    return [h("button", { key: "on", "aria-label": `Signals on again: ${what}`, click: on }, "On again")];
  }
  const session = state.chairs.get(chair)?.session;
  const longest = session ? protocolOf(state, session)?.longestPauseSeconds ?? 0 : 0;
  const high = alarm.priority === "high" && alarm.kind === "physiological";
  if (high || longest === 0 || alarm.acknowledged || alarm.state === "latched" || !may(state.who, "pause")) {
    return [];
  }
  const label = `Pause ${longest % 60 === 0 ? `${longest / 60} min` : `${longest} s`}`;
  const pause = () => acts.act(pauseAlarm(chair, alarm.id, longest));
  return [h("button", { key: "pause", "aria-label": `${label}: ${what}`, click: pause }, label)];
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
      answer(action, action, `${action}: ${what}`, () => acts.act(acknowledge(chair, alarm.id, said(action))))
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
