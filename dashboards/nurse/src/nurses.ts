/** Who answers for which chairs: looking at those of one nurse, and handing them over. */
import type { Acts } from "./acts.ts";
import { answerFor } from "./actions.ts";
import { checked, field, type Offer, picker } from "./form.ts";
import { chairsInOrder, type State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { isThere, isWall } from "./who.ts";
import type { Chair } from "./wire.ts";

const NOBODY = "nobody";

function responsible(chair: Chair): string | null {
  return chair.session === null ? null : chair.session.responsible;
}

/** The chairs to be shown: all, or where a nurse was chosen theirs alone. */
export function chosenChairs(state: State): Chair[] {
  const { nurse } = state.desk;
  return chairsInOrder(state).filter((chair) => nurse === null || responsible(chair) === nurse);
}

/** A choice of whose chairs are shown; only where there is something to choose. */
export function nurseFilter(state: State, acts: Acts): Part {
  const names = [...new Set(chairsInOrder(state).map(responsible))].filter((name) => name !== null).sort();
  if (
    state.desk.route.page !== "room" || isWall(state.who) || (names.length < 2 && state.desk.nurse === null)
  ) {
    return null;
  }
  const offers: Offer[] = [
    ["*", "All chairs"],
    ...names.map((name): Offer => [`=${name}`, `Chairs of ${name || NOBODY}`]),
  ];
  const chosen = state.desk.nurse === null ? "*" : `=${state.desk.nurse}`;
  return picker("nurse", "Which chairs are shown", offers, chosen, (value) => {
    acts.desk({ nurse: value === "*" ? null : value.slice(1) });
  });
}

/** Says that chairs are hidden; their alarms are in the list all the same. */
export function hiddenBar(state: State, acts: Acts): Part {
  if (state.desk.nurse === null || state.desk.route.page !== "room") {
    return null;
  }
  const hidden = chairsInOrder(state).length - chosenChairs(state).length;
  return h(
    "button",
    { key: "hidden", class: "bar hidden-chairs", click: () => acts.desk({ nurse: null }) },
    `Only chairs of ${
      state.desk.nurse || NOBODY
    }: ${hidden} hidden, their alarms are listed. Tap to show all.`,
  );
}

function mine(state: State): Chair[] {
  const { initials } = state.desk;
  return chairsInOrder(state).filter((chair) => initials !== "" && responsible(chair) === initials);
}

/** Opens the handing over, where somebody is there who answers for chairs. */
export function handOverButton(state: State, acts: Acts): Tag | false {
  const own = mine(state);
  return isThere(state.who) && own.length > 0 && h(
    "button",
    { key: "hand over", click: () => acts.sheet({ kind: "handover" }) },
    "Hand over my chairs ...",
  );
}

/** To whom all of one's chairs go; what was handed over by a slip is taken back at the chair. */
export function handOver(state: State, acts: Acts): (Part | false)[] {
  const own = mine(state);
  const others = [...new Set(chairsInOrder(state).map(responsible))].filter((name) =>
    name !== null && name !== "" && name !== state.desk.initials
  );
  const give = (nurse: string) =>
    own.forEach((chair, index) => acts.act(answerFor(chair.chair, nurse), index === own.length - 1));
  return [
    h(
      "p",
      {},
      own.length === 0
        ? "You answer for no chair."
        : `Your chairs: ${own.map(({ chair }) => chair).join(", ")}`,
    ),
    h(
      "div",
      { key: "others", class: "buttons" },
      ...(own.length === 0 ? [] : others).map((name) =>
        h("button", { key: name!, class: "main", click: () => give(name!) }, `Hand over to ${name}`)
      ),
    ),
    own.length > 0 && h(
      "form",
      { key: "to", submit: (form) => give(checked(form, "nurse")) },
      field(acts, "nurse", "To somebody else", { maxlength: 60 }),
      h("button", { type: "submit" }, "Hand over"),
    ),
  ];
}
