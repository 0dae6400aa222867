/** Which room is shown: one of several, or all that may be shown here. */
import type { Acts } from "./acts.ts";
import { type Offer, picker } from "./form.ts";
import type { State } from "./state.ts";
import type { Part } from "./view.ts";
import { isWall } from "./who.ts";

/** A room and the names of its chairs. */
export interface Room {
  readonly name: string;
  readonly chairs: readonly string[];
}

const ALL = "*";

/** A choice of the room that is shown; only where there is something to choose. */
export function roomSwitch(state: State, acts: Acts): Part {
  if (state.desk.route.page !== "room" || isWall(state.who) || state.rooms.length < 2) {
    return null;
  }
  const chosen = shownAlone(state) ? `=${state.room.name}` : ALL;
  const offers: Offer[] = [
    [ALL, "All rooms"],
    ...state.rooms.map(({ name }): Offer => [`=${name}`, name, true]),
  ];
  return picker("room", "Which room is shown", offers, chosen, (value) => {
    acts.room(value === ALL ? null : value.slice(1));
  });
}

function shownAlone(state: State): boolean {
  return state.rooms.length > 1 && state.rooms.some(({ name }) => name === state.room.name);
}

/** In which room a chair stands, where chairs of several are shown; "" elsewhere. */
export function roomBeside(state: State, chair: string | null): string {
  return state.rooms.length < 2 || shownAlone(state)
    ? ""
    : state.rooms.find(({ chairs }) => chairs.includes(chair ?? ""))?.name ?? "";
}
