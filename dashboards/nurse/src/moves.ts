/** Where a session may go next: only what is legal and possible now stands there to be pressed. */
import type { Acts } from "./acts.ts";
import { move } from "./actions.ts";
import { checked, field } from "./form.ts";
import type { State } from "./state.ts";
import { h, type Tag } from "./view.ts";
import type { Finding, Session } from "./session.ts";
import type { Stage } from "./wire.ts";

/** The step that mostly follows. */
const USUAL: Partial<Record<Stage, Stage>> = {
  scheduled: "check-in",
  "check-in": "baseline",
  baseline: "dosing",
  dosing: "held",
  held: "dosing",
  ready: "closed",
};

/** Onwards before backwards, and what ends a session last. */
const ORDER: readonly Stage[] = [
  "dosing",
  "held",
  "observation",
  "baseline",
  "check-in",
  "closed",
  "aborted",
  "transferred",
];

/** These say why. */
const WITH_REASON: ReadonlySet<Stage> = new Set(["aborted", "transferred"]);

/** What holds the start now. */
export function holding(session: Session): Finding[] {
  return session.findings.filter((finding) => finding.bearing === "block" && finding.waivedBy === null);
}

/** The moves that the server will not refuse, the usual one first. A discharge is signed, not moved to. */
export function possible(session: Session): Stage[] {
  const held = (session.stage === "check-in" || session.stage === "baseline") && holding(session).length > 0;
  const moves = session.moves.filter((to) => to !== "ready" && !(to === "dosing" && held));
  const rank = (to: Stage) => to === USUAL[session.stage] ? -1 : ORDER.indexOf(to);
  return moves.sort((one, other) => rank(one) - rank(other));
}

/** What the button says. */
export function moveWords(from: Stage, to: Stage): string {
  const beforeDrug = from === "check-in" || from === "baseline";
  const WORDS: Record<Stage, string> = {
    scheduled: "Expected",
    "check-in": from === "scheduled" ? "Patient is here" : "Back to check-in",
    baseline: from === "check-in" ? "Patient connected" : "Back to baseline",
    dosing: beforeDrug ? "Start dosing" : "Resume dosing",
    held: "Hold",
    observation: from === "ready" ? "Back to observation" : "Observe",
    ready: "Ready",
    closed: "Close session",
    aborted: "Abort",
    transferred: "Transfer",
  };
  return WORDS[to];
}

/** Buttons for the moves; what ends a session asks for a reason, or once more. */
export function moveButtons(state: State, chair: string, session: Session, acts: Acts): Tag[] {
  return possible(session).map((to) => moveButton(state, chair, session, to, acts));
}

function moveButton(state: State, chair: string, session: Session, to: Stage, acts: Acts): Tag {
  const label = moveWords(session.stage, to);
  const go = () => acts.act(move(chair, to));
  if (WITH_REASON.has(to)) {
    return h("button", { key: label, click: () => acts.draft("leaving", to) }, `${label} ...`);
  }
  if (to === "closed") {
    return twice(state, label, go, acts);
  }
  return h("button", { key: label, class: to === USUAL[session.stage] ? "main" : "", click: go }, label);
}

/** A button for what cannot be undone: the first press only asks. */
export function twice(state: State, label: string, go: () => void, acts: Acts, short = label): Tag {
  return state.desk.sure === label
    ? h(
      "button",
      { key: label, class: "sure", "aria-label": `Press again: ${label}`, click: go },
      `Really ${short.toLowerCase()}?`,
    )
    : h("button", { key: label, "aria-label": label, click: () => acts.desk({ sure: label }) }, short);
}

/** Where abort or transfer was pressed: why, in the nurse's own words. */
export function leavingForm(state: State, chair: string, session: Session, acts: Acts): Tag | false {
  const to = state.desk.draft.leaving as Stage | undefined;
  if (to === undefined || !session.moves.includes(to)) {
    return false;
  }
  return h(
    "form",
    {
      key: `leaving ${to}`,
      class: "inline",
      submit: (form) => acts.act(move(chair, to, checked(form, "why")), true),
    },
    field(acts, "why", to === "aborted" ? "Why is it aborted?" : "Where to, and why?", { maxlength: 200 }),
    h("button", { type: "submit", class: "main" }, moveWords(session.stage, to)),
    cancel(acts, "leaving"),
  );
}

/** Folds an inline form away. */
export function cancel(acts: Acts, name: string): Tag {
  return h("button", { key: "cancel", type: "button", click: () => acts.draft(name, "") }, "Cancel");
}
