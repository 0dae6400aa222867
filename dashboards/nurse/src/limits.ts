/** The sheet of one chair's limits: what holds for this patient alone, why and until when; and what is off. */
import type { Acts } from "./acts.ts";
import { clearLimit, setLimit, turnOff, turnOn } from "./actions.ts";
import { MARKS } from "./alarms.ts";
import { checked, choice, field } from "./form.ts";
import { cancel, twice } from "./moves.ts";
import { protocolOf, type State } from "./state.ts";
import { h, type Part, said, type Tag } from "./view.ts";
import { may } from "./who.ts";
import type { OwnLimit, SettableLimit } from "./own.ts";
import type { Session } from "./session.ts";
import type { Chair } from "./wire.ts";
import * as words from "./words.ts";

const HOLDS_FOR: [string, string][] = [["30", "30 min"], ["60", "1 hour"], ["120", "2 hours"], [
  "240",
  "4 hours",
], [
  "720",
  "12 hours",
]];

/** What opens the sheets of a chair that are not needed at every stage. */
export function sheetButtons(chair: Chair, acts: Acts): Tag[] {
  return [
    h(
      "button",
      { key: "limits", click: () => acts.sheet({ kind: "limits", chair: chair.chair }) },
      "Limits ...",
    ),
    h(
      "button",
      { key: "treatment", click: () => acts.sheet({ kind: "treatment", chair: chair.chair }) },
      "Course ...",
    ),
  ];
}

/** The limits of the present stage that the protocol lets people change. */
export function limits(state: State, chair: Chair, acts: Acts): (Part | false)[] {
  const session = chair.session;
  if (session === null) {
    return [h("p", {}, "No session is open at this chair.")];
  }
  const steps = (protocolOf(state, session)?.limits ?? []).filter((each) =>
    each.stages.includes(session.stage)
  );
  return [
    h("p", {}, "For this patient alone, in this session. Everything is kept with the reason."),
    steps.length === 0 && h("p", { key: "none" }, "Nothing may be changed in this stage."),
    h(
      "ul",
      { key: "limits", class: "limit-list" },
      ...steps.map((step) => row(state, chair, session, step, acts)),
    ),
  ];
}

function ownOf(session: Session, step: SettableLimit): OwnLimit | undefined {
  return session.ownLimits.find((own) =>
    own.metric === step.metric && own.side === step.side && own.priority === step.priority
  );
}

function row(state: State, chair: Chair, session: Session, step: SettableLimit, acts: Acts): Tag {
  const metric = state.metrics.get(step.metric);
  const own = ownOf(session, step);
  const off = chair.off.find((each) =>
    each.kind === step.kind && each.metric === step.metric && each.priority === step.priority
  );
  const sound = own?.sound ?? step.sound;
  const name = `${metric?.label ?? step.metric} ${step.kind} ${MARKS[step.priority]}`;
  const key = `${step.kind} ${step.metric} ${step.priority}`;
  return h(
    "li",
    { key, class: off === undefined ? step.priority : "off" },
    h("strong", {}, `${metric?.label ?? step.metric} ${step.kind === "low" ? "below" : "above"}`),
    h(
      "b",
      {},
      sound === null ? "from baseline" : `${words.number(step.metric, sound)} ${metric?.unit ?? ""}`,
    ),
    h("span", { class: "mark" }, MARKS[step.priority]),
    own !== undefined &&
      h("p", { key: "own" }, `until ${words.clock(own.until)}, set by ${own.by}: ${own.reason}`),
    off !== undefined && h("p", { key: "off" }, `OFF: ${off.reason}`),
    h("div", { class: "answers" }, ...buttons(state, chair.chair, step, { name, key, own, off }, acts)),
    state.desk.draft.limit === key && form(state, chair.chair, step, sound, acts),
    state.desk.draft.off === key && offForm(chair.chair, step, acts),
  );
}

interface Standing {
  name: string;
  key: string;
  own: OwnLimit | undefined;
  off: Chair["off"][number] | undefined;
}

function buttons(
  state: State,
  chair: string,
  step: SettableLimit,
  { name, key, own, off }: Standing,
  acts: Acts,
): Tag[] {
  const set = step.lowest !== null && may(state.who, "set-limits");
  const silence = step.mayTurnOff && may(state.who, "turn-off");
  return [
    ...(set
      ? [
        h("button", {
          key: "set",
          "aria-label": `Change: ${name}`,
          click: () => acts.draft("limit", key),
        }, "Change"),
      ]
      : []),
    ...(set && own !== undefined
      ? [h("button", {
        key: "clear",
        "aria-label": `The protocol's again: ${name}`,
        click: () => acts.act(clearLimit(chair, step)),
      }, "As protocol")]
      : []),
    ...(silence && off === undefined
      ? [
        h("button", {
          key: "off",
          "aria-label": `Turn off: ${name}`,
          click: () => acts.draft("off", key),
        }, "Off ..."),
      ]
      : []),
    ...(silence && off !== undefined
      ? [h("button", {
        key: "on",
        class: "main",
        "aria-label": `On again: ${name}`,
        click: () => acts.act(turnOn(chair, step)),
      }, "On again")]
      : []),
  ];
}

function form(state: State, chair: string, step: SettableLimit, sound: number | null, acts: Acts): Tag {
  return h(
    "form",
    {
      key: "form",
      submit: (form) =>
        acts.act(
          setLimit(
            chair,
            step,
            Number(checked(form, "sound")),
            Number(checked(form, "for")),
            checked(form, "reason"),
          ),
          true,
        ),
    },
    field(
      acts,
      "sound",
      `From ${words.decimal(String(step.lowest))} to ${words.decimal(String(step.highest))} ${
        words.unit(step.metric)
      }`,
      {
        type: "number",
        min: step.lowest,
        max: step.highest,
        step: "any",
        inputmode: "decimal",
        value: sound ?? "",
      },
    ),
    choice(acts, "for", "For", HOLDS_FOR, state.desk.draft.for ?? "60"),
    field(acts, "reason", "Why", { maxlength: 200 }),
    h("button", { type: "submit", class: "main" }, "Set this limit"),
    cancel(acts, "limit"),
  );
}

function offForm(chair: string, step: SettableLimit, acts: Acts): Tag {
  return h(
    "form",
    { key: "off form", submit: (form) => acts.act(turnOff(chair, step, checked(form, "why")), true) },
    field(acts, "why", "Why it is turned off, until the stage ends", { maxlength: 200 }),
    h("button", { type: "submit", class: "sure" }, "Turn this limit off"),
    cancel(acts, "off"),
  );
}

/** Turning the tones of a chair off altogether, where the protocol allows it. */
export function soundOff(state: State, chair: Chair, acts: Acts): Tag[] {
  if (chair.audioOff !== null) {
    return [
      h(
        "button",
        { key: "sound on", class: "main", click: () => acts.act(turnOn(chair.chair, null)) },
        "Sound on again",
      ),
    ];
  }
  const allowed = chair.session !== null && protocolOf(state, chair.session)?.audioOff === true;
  return allowed && may(state.who, "turn-off")
    ? [
      twice(state, "Sound off", () =>
        acts.act(turnOff(chair.chair, null, said("Turned off at the screen"))), acts),
    ]
    : [];
}
