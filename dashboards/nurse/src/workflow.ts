/** The panel on a chair's page that leads a nurse through the present stage of the session. */
import type { Acts } from "./acts.ts";
import { answerFor, confirmStage } from "./actions.ts";
import { charting } from "./charting.ts";
import { checkIn } from "./checkin.ts";
import { cautions, dosing } from "./dosing.ts";
import { sheetButtons } from "./limits.ts";
import { leavingForm, moveButtons } from "./moves.ts";
import { observation } from "./observation.ts";
import { protocolOf, type State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Session } from "./session.ts";
import type { Chair } from "./wire.ts";
import * as words from "./words.ts";

/** Null where nobody is treated. */
export function workflow(state: State, chair: Chair, now: number, acts: Acts): Part {
  const session = chair.session;
  if (session === null) {
    return null;
  }
  return h(
    "section",
    { key: `workflow ${session.id}`, class: "workflow", "aria-label": "Session" },
    head(state, chair, session, acts),
    h("div", { class: "task", tabindex: 0 }, ...task(state, chair, session, now, acts)),
    h(
      "footer",
      {},
      leavingForm(state, chair.chair, session, acts),
      h(
        "div",
        { class: "moves" },
        ...moveButtons(state, chair.chair, session, acts),
        h("span", { key: "rest", class: "rest" }),
        ...sheetButtons(chair, acts),
      ),
    ),
  );
}

function head(state: State, chair: Chair, session: Session, acts: Acts): Tag {
  const mine = session.responsible === state.desk.initials;
  return h(
    "header",
    {},
    h(
      "h2",
      {},
      words.STAGES[session.stage],
      " ",
      h("time", { clock: (now) => words.stopwatch(now - session.stageSince) }),
    ),
    h("p", { class: "protocol" }, protocolWords(state, session)),
    h("span", { class: "news" }, newsWords(session)),
    h(
      "span",
      { class: "nurse" },
      session.responsible === "" ? "Nobody answers for this chair" : `Nurse: ${session.responsible}`,
    ),
    !mine && state.desk.initials !== "" &&
      h(
        "button",
        { key: "take", click: () => acts.act(answerFor(chair.chair, state.desk.initials)) },
        "I take this chair",
      ),
    movedByPump(chair, session) &&
      h(
        "button",
        { key: "confirm", class: "main", click: () => acts.act(confirmStage(chair.chair)) },
        `Pump says ${words.STAGES[session.stage].toLowerCase()}: that is right`,
      ),
    chair.pump?.late === true &&
      h(
        "button",
        { key: "late", class: "main", click: () => acts.act(confirmStage(chair.chair)) },
        `Stage is ${words.STAGES[session.stage].toLowerCase()}: that is right`,
      ),
  );
}

function protocolWords(state: State, session: Session): string {
  const title = protocolOf(state, session)?.title ?? session.protocol;
  return session.signedOff === null ? `${title} (not signed off)` : title;
}

function newsWords({ news2 }: Session): string {
  if (news2 === null) {
    return "";
  }
  return news2.score === null ? `NEWS2 at least ${news2.atLeast}` : `NEWS2 ${news2.score}`;
}

function movedByPump(chair: Chair, session: Session): boolean {
  return session.confirmedBy === null &&
    chair.devices.some((each) => each.kind === "pump" && each.device === session.by);
}

function task(state: State, chair: Chair, session: Session, now: number, acts: Acts): (Part | false)[] {
  switch (session.stage) {
    case "scheduled":
      return [h("p", {}, "The patient is not here yet.")];
    case "check-in":
      return [checkIn(state, chair.chair, session, acts)];
    case "baseline":
      return [checkIn(state, chair.chair, session, acts), charting(state, chair, session, now, acts)];
    case "dosing":
    case "held":
      return [dosing(chair, session), charting(state, chair, session, now, acts)];
    case "observation":
    case "ready":
      return [
        observation(state, chair, session, acts),
        cautions(session),
        charting(state, chair, session, now, acts),
      ];
    case "closed":
    case "aborted":
    case "transferred":
      return [];
  }
}
