/** Before the drug: what was asked and weighed, and what still holds the start. */
import type { Acts } from "./acts.ts";
import { check, override, weigh } from "./actions.ts";
import { checked, choice, field } from "./form.ts";
import { cancel, holding } from "./moves.ts";
import { protocolOf, type State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Answer, Finding, Session } from "./session.ts";
import type { CheckItem } from "./wire.ts";
import * as words from "./words.ts";

const PARTS: Record<CheckItem["part"], string> = {
  eligibility: "May the patient have it?",
  interaction: "Other medicines",
  consent: "Consent",
  preparation: "Preparation",
};

/** What an answer other than the safe one means, in words. */
const MEANING: Record<Finding["bearing"], string> = {
  block: "holds the start",
  caution: "caution",
  task: "to do",
};

const UNANSWERED = "Not answered";
const FAR_OFF = "check the number and its unit";

export function checkIn(state: State, chair: string, session: Session, acts: Acts): Tag {
  const items = protocolOf(state, session)?.checklist ?? [];
  return h(
    "div",
    { key: "check-in", class: "checkin" },
    gate(state, chair, session, acts),
    weight(state, chair, session, acts),
    ...checklist(state, chair, session, items, acts),
  );
}

/** What still holds the start; what is not answered yet is only counted, it stands in the list below. */
function gate(state: State, chair: string, session: Session, acts: Acts): Tag {
  const holds = holding(session);
  const known = holds.filter((finding) => finding.text !== UNANSWERED);
  const open = holds.length - known.length;
  const waived = session.findings.filter((finding) => finding.waivedBy !== null);
  return h(
    "section",
    { key: "gate", class: holds.length === 0 ? "gate clear" : "gate", "aria-label": "What holds the start" },
    h("h3", {}, holds.length === 0 ? "✓ Cleared: the drug may start" : "! The start is held"),
    h(
      "ul",
      {},
      ...known.map((finding) => held(state, chair, session, finding, acts)),
      open > 0 &&
        h("li", { key: "open" }, open === 1 ? "1 question not answered" : `${open} questions not answered`),
      ...waived.map((finding) =>
        h("li", { key: finding.id, class: "waived" }, `${finding.text}: overridden by ${finding.waivedBy}`)
      ),
    ),
  );
}

/** What can still be measured or weighed is not overridden before the patient is connected. */
function held(state: State, chair: string, session: Session, finding: Finding, acts: Acts): Tag {
  const early = session.stage === "check-in" && session.answers[finding.id] === undefined;
  const opened = state.desk.draft.override === finding.id;
  return h(
    "li",
    { key: finding.id },
    h("span", { translate: "no" }, finding.text),
    !opened && !early &&
      h(
        "button",
        { "aria-label": `Override: ${finding.text}`, click: () => acts.draft("override", finding.id) },
        "Override ...",
      ),
    opened && h(
      "form",
      {
        key: "override",
        class: "inline",
        submit: (form) =>
          acts.act(override(chair, finding.id, checked(form, "clinician"), checked(form, "reason")), true),
      },
      field(acts, "clinician", "Clinician who decides", { maxlength: 60 }),
      field(acts, "reason", "Reason", { maxlength: 200 }),
      h("button", { type: "submit", class: "main" }, "Go on all the same"),
      cancel(acts, "override"),
    ),
  );
}

function weight(state: State, chair: string, session: Session, acts: Acts): Tag {
  const opened = session.weightKg === null || state.desk.draft.weighing === "yes";
  return h(
    "section",
    { key: "weight", class: "weight", "aria-label": "Weight" },
    h("h3", {}, session.weightKg === null ? "Weight" : `Weight ${session.weightKg} kg`),
    opened
      ? weighing(state, chair, session, acts)
      : h("button", { key: "again", click: () => acts.draft("weighing", "yes") }, "Weigh again ..."),
  );
}

function weighing(state: State, chair: string, session: Session, acts: Acts): Tag {
  const doubted = state.desk.refusal.includes(FAR_OFF);
  return h(
    "form",
    {
      key: "weighing",
      class: "inline",
      submit: (form) =>
        acts.act(weigh(chair, Number(checked(form, "kilos")), checked(form, "unit"), doubted), true),
    },
    field(acts, "kilos", "Weight", { type: "number", min: 20, max: 770, step: 0.1, inputmode: "decimal" }),
    choice(acts, "unit", "Unit", [["kg", "kg"], ["lb", "lb"]], state.desk.draft.unit ?? "kg"),
    h("button", { type: "submit", class: "main" }, doubted ? "I looked again: it is right" : "Take weight"),
    session.weightKg !== null && cancel(acts, "weighing"),
  );
}

/** In baseline only what is not answered well, until the nurse wants to see all. */
function checklist(state: State, chair: string, session: Session, items: CheckItem[], acts: Acts): Part[] {
  const asked = items.filter((item) =>
    item.onlyIf === null || session.answers[item.onlyIf]?.answer === "yes"
  );
  const all = session.stage === "check-in" || state.desk.draft.checklist === "all";
  const shown = all ? asked : asked.filter((item) => !well(session, item));
  const hidden = asked.length - shown.length;
  const parts = Object.entries(PARTS).map(([part, title]) => {
    const ofPart = shown.filter((item) => item.part === part);
    return ofPart.length === 0 ? null : h(
      "section",
      { key: part, class: "questions", "aria-label": title },
      h("h3", {}, title),
      h("ul", {}, ...ofPart.map((item) => question(chair, session, item, acts))),
    );
  });
  return [
    ...parts,
    hidden > 0
      ? h(
        "button",
        { key: "all", click: () => acts.draft("checklist", "all") },
        `Show the ${hidden} questions that are answered`,
      )
      : null,
  ];
}

function well(session: Session, item: CheckItem): boolean {
  const answer = session.answers[item.id]?.answer;
  return answer !== undefined && (item.safe === null || answer === item.safe);
}

function question(chair: string, session: Session, item: CheckItem, acts: Acts): Tag {
  const answered = session.answers[item.id];
  const unsafe = answered !== undefined && !well(session, item);
  const look = answered === undefined ? "open" : unsafe ? `unsafe ${item.bearing}` : "well";
  return h(
    "li",
    { key: item.id, class: look },
    h(
      "span",
      { class: "ask" },
      h("span", { translate: "no" }, item.ask),
      unsafe && h("em", {}, ` ! ${MEANING[item.bearing]}`),
    ),
    yesOrNo(chair, item.id, item.ask, answered?.answer, acts),
  );
}

/** Two big buttons; the chosen one is marked by shape, too. */
export function yesOrNo(
  chair: string,
  item: string,
  ask: string,
  chosen: Answer | undefined,
  acts: Acts,
): Tag {
  const one = (answer: Answer) =>
    h("button", {
      key: answer,
      class: chosen === answer ? "chosen" : "",
      "aria-pressed": String(chosen === answer),
      "aria-label": `${words.capital(answer)}: ${ask}`,
      click: () => acts.act(check(chair, item, answer)),
    }, `${chosen === answer ? "✓ " : ""}${words.capital(answer)}`);
  return h("div", { class: "yesno" }, one("yes"), one("no"));
}
