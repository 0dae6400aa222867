/** What a nurse scores and writes down at the chair, and how a slip is put right. */
import type { Acts } from "./acts.ts";
import { amend, note, score } from "./actions.ts";
import { checked, field } from "./form.ts";
import { cancel, twice } from "./moves.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Entry, EntryKind, Session } from "./session.ts";
import type { Chair, Due, Scale } from "./wire.ts";
import * as words from "./words.ts";

/** A scale with more points than this is typed, not tapped. */
const MOST_BUTTONS = 16;
const KINDS: [EntryKind, string][] = [
  ["side-effect", "Side effect"],
  ["medicine", "Medicine"],
  ["note", "Note"],
];

export function charting(state: State, chair: Chair, session: Session, now: number, acts: Acts): Tag {
  const dues = chair.due.filter((due) => state.scales.some((scale) => scale.id === due.metric));
  const chosen = state.desk.draft.scale ?? "";
  const shown = state.scales.filter((scale) =>
    scale.id === chosen || dues.some((due) => due.metric === scale.id)
  );
  return h(
    "section",
    { key: "charting", class: "charting", "aria-label": "Chart" },
    h("h3", {}, "Scores"),
    ...shown.map((scale) =>
      scoring(chair.chair, session, scale, dues.find((due) => due.metric === scale.id), now, acts)
    ),
    h(
      "div",
      { key: "others", class: "others", role: "group", "aria-label": "Other scores" },
      ...state.scales.filter((scale) => !shown.includes(scale)).map((scale) =>
        h("button", { key: scale.id, click: () => acts.draft("scale", scale.id) }, scale.label)
      ),
    ),
    h("h3", { key: "written" }, "Written down"),
    writing(state, chair.chair, acts),
    h(
      "ul",
      { key: "entries", class: "entries" },
      ...[...session.chart].reverse().map((entry) => row(state, chair.chair, entry, now, acts)),
    ),
  );
}

function scoring(
  chair: string,
  session: Session,
  scale: Scale,
  due: Due | undefined,
  now: number,
  acts: Acts,
): Tag {
  const last = session.chart.filter((entry) => entry.scale === scale.id).at(-1);
  return h(
    "div",
    { key: `scale ${scale.id}`, class: "scale", role: "group", "aria-label": scale.label },
    h("strong", {}, scale.label),
    due !== undefined && h("span", {
      class: words.overdue(due, now) ? "due overdue" : "due",
      clock: (at) =>
        words.overdue(due, at)
          ? `! due for ${words.stopwatch(at - due.dueAt)}`
          : `due in ${words.stopwatch(due.dueAt - at)}`,
    }),
    h("span", { class: "last" }, last === undefined ? "not scored yet" : `last ${last.value} by ${last.by}`),
    points(scale, "", acts, (value) => score(chair, scale.id, value)),
  );
}

/** One tap for each point; the ends are named by the scale's own title. */
function points(
  scale: Scale,
  prefix: string,
  acts: Acts,
  made: (value: number) => ReturnType<typeof score>,
): Tag {
  const count = scale.highest - scale.lowest + 1;
  if (count > MOST_BUTTONS) {
    return h(
      "form",
      {
        key: "typed",
        class: "inline",
        submit: (form) => acts.act(made(Number(checked(form, scale.id))), true),
      },
      field(acts, scale.id, `${scale.lowest} to ${scale.highest}`, {
        type: "number",
        min: scale.lowest,
        max: scale.highest,
        step: 1,
        inputmode: "numeric",
      }),
      h("button", { type: "submit", class: "main" }, "Score"),
    );
  }
  const values = Array.from({ length: count }, (_, index) => scale.lowest + index);
  return h(
    "div",
    { key: "points", class: "points" },
    ...values.map((value) =>
      h("button", {
        key: String(value),
        "aria-label": `${prefix}${scale.label} ${value}`,
        click: () => acts.act(made(value), prefix !== ""),
      }, String(value))
    ),
  );
}

function writing(state: State, chair: string, acts: Acts): Tag {
  const kind = state.desk.draft.writing as EntryKind | "" | undefined;
  const title = KINDS.find(([each]) => each === kind)?.[1];
  return title === undefined
    ? h(
      "div",
      { key: "kinds", class: "others" },
      ...KINDS.map(([each, name]) =>
        h("button", { key: each, click: () => acts.draft("writing", each) }, `${name} ...`)
      ),
    )
    : h(
      "form",
      {
        key: `writing ${kind}`,
        class: "inline",
        submit: (form) => acts.act(note(chair, kind as EntryKind, checked(form, "text")), true),
      },
      field(acts, "text", kind === "medicine" ? "Medicine, dose, route" : title, { maxlength: 2000 }),
      h("button", { type: "submit", class: "main" }, "Write down"),
      cancel(acts, "writing"),
    );
}

function row(state: State, chair: string, entry: Entry, now: number, acts: Acts): Tag {
  const scale = state.scales.find((each) => each.id === entry.scale);
  const said = scale === undefined ? entry.text : `${scale.label} ${entry.value}`;
  const correcting = state.desk.draft.correct === entry.id;
  return h(
    "li",
    { key: entry.id },
    h("time", {}, words.clock(entry.at)),
    h("span", { translate: "no" }, said, h("small", {}, ` ${remark(entry)}`)),
    entry.kind === "side-effect" && entry.until === null &&
      h("button", {
        key: "over",
        "aria-label": `Over now: ${said}`,
        click: () => acts.act(amend(chair, entry, { until: Math.max(entry.at, Math.floor(now)) })),
      }, "Over now"),
    !correcting && h("button", {
      key: "correct",
      "aria-label": `Correct: ${said}`,
      click: () => acts.draft("correct", entry.id),
    }, "Correct"),
    twice(
      state,
      `Withdraw: ${said}`,
      () => acts.act(amend(chair, entry, { withdrawn: true })),
      acts,
      "Withdraw",
    ),
    correcting && correction(chair, entry, scale, acts),
  );
}

function correction(chair: string, entry: Entry, scale: Scale | undefined, acts: Acts): Part {
  if (scale !== undefined) {
    return points(scale, "Correct to ", acts, (value) => score(chair, scale.id, value, entry));
  }
  return h(
    "form",
    {
      key: "correction",
      class: "inline",
      submit: (form) => acts.act(amend(chair, entry, { text: checked(form, "right") }), true),
    },
    field(acts, "right", "What is right", { maxlength: 2000 }),
    h("button", { type: "submit", class: "main" }, "Correct"),
    cancel(acts, "correct"),
  );
}

function remark(entry: Entry): string {
  const until = entry.until === null ? "" : `over at ${words.clock(entry.until)}, `;
  return `${until}${entry.by}${entry.amends === null ? "" : ", corrected"}`;
}
