/** After the drug: how long the patient was observed, and whether all is there for the way home. */
import type { Acts } from "./acts.ts";
import { sign } from "./actions.ts";
import { yesOrNo } from "./checkin.ts";
import { checked, field } from "./form.ts";
import { cancel } from "./moves.ts";
import type { State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { nextVisit } from "./treatment.ts";
import type { Criterion, Session } from "./session.ts";
import type { Chair } from "./wire.ts";
import * as words from "./words.ts";

const ESCORT_HERE = "escortHere";

export function observation(
  state: State,
  { chair, course }: Chair,
  session: Session,
  acts: Acts,
): Tag {
  const unmet = session.discharge.filter((criterion) => !criterion.met).length;
  return h(
    "section",
    { key: "observation", class: "leaving", "aria-label": "Ready to go home?" },
    clock(session),
    h("ul", { class: "criteria" }, ...session.discharge.map((each) => criterion(chair, session, each, acts))),
    nextVisit(course) !== "" && h("p", { key: "next", class: "next-visit" }, nextVisit(course)),
    session.stage === "ready" ? signed(session) : signing(state, chair, unmet, acts),
  );
}

function clock(session: Session): Tag {
  const minutes = Math.floor(session.observedSeconds / 60);
  return h(
    "p",
    { class: session.clockRuns ? "big" : "big standing" },
    `Observed ${minutes} of ${session.observationMinutes ?? words.DASHES} min`,
    h("small", {}, session.clockRuns ? " clock runs" : " ! clock stands: data missing"),
  );
}

function criterion(chair: string, session: Session, each: Criterion, acts: Acts): Tag {
  const at = each.at;
  return h(
    "li",
    { key: each.id, class: each.met ? "met" : "unmet" },
    h("span", { class: "mark" }, each.met ? "✓" : "✗"),
    h("span", { translate: "no" }, each.text, h("small", {}, each.evidence)),
    each.id === "escort"
      ? yesOrNo(chair, ESCORT_HERE, each.text, session.answers[ESCORT_HERE]?.answer, acts)
      : at === null
      ? h("span", {})
      : h("time", { clock: (now) => words.age(now - at) }),
  );
}

function signing(state: State, chair: string, unmet: number, acts: Acts): Part {
  if (unmet === 0) {
    return h(
      "button",
      { key: "sign", class: "main sign", click: () => acts.act(sign(chair, "")) },
      "Sign: the patient may go",
    );
  }
  if (state.desk.draft.signing !== "yes") {
    return h(
      "button",
      { key: "although", class: "sign", click: () => acts.draft("signing", "yes") },
      `Sign although ${unmet === 1 ? "1 criterion is" : `${unmet} criteria are`} not met ...`,
    );
  }
  return h(
    "form",
    {
      key: "signing",
      class: "inline",
      submit: (form) => acts.act(sign(chair, checked(form, "although")), true),
    },
    field(acts, "although", "Why the patient may go all the same", { maxlength: 200 }),
    h("button", { type: "submit", class: "main" }, "Sign with this reason"),
    cancel(acts, "signing"),
  );
}

function signed({ signature }: Session): Part {
  return signature === null ? null : h(
    "p",
    { key: "signed", class: "signed" },
    `✓ Signed by ${signature.by} at ${words.clock(signature.at)}`,
    signature.overrideReason === "" ? "" : `, although: ${signature.overrideReason}`,
  );
}
