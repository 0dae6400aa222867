/** The frame around every page: who is here, whether sound and connection stand, and the standing caution. */
import type { Acts } from "./acts.ts";
import { alarmsOfRoom } from "./alarms.ts";
import { icon } from "./icons.ts";
import { hiddenBar, nurseFilter } from "./nurses.ts";
import { rail } from "./rail.ts";
import { roomSwitch } from "./rooms.ts";
import { chairsInOrder, type State } from "./state.ts";
import { h, type Part, type Tag } from "./view.ts";
import { isWall } from "./who.ts";
import * as words from "./words.ts";

export const CAUTION = "Secondary display. Bedside alarms are primary: confirm at the bedside.";
export const DISCONNECTED = "NO CONNECTION - numbers are old, look at the bedside monitors";

export function page(state: State, now: number, acts: Acts, content: Tag): Tag[] {
  return [
    top(state, acts),
    h(
      "div",
      { key: "bars", class: "bars" },
      connection(state),
      soundBar(state, acts),
      hiddenBar(state, acts),
    ),
    h(
      "main",
      { key: "main", class: `${state.desk.route.page} ${state.link} ${isWall(state.who) ? "wall" : ""}` },
      content,
      rail(state, now, acts),
    ),
    h(
      "footer",
      { key: "foot", class: "foot" },
      h("span", {}, CAUTION),
      state.who?.note != null &&
        h("span", { key: "note", class: "note", translate: "no", title: state.who.note }, state.who.note),
      state.malformed > 0 && h("span", {}, `${state.malformed} messages not understood`),
      h("span", {}, state.version === "" ? "" : `Dripwatch ${state.version}`),
    ),
    announcements(state),
  ];
}

/** Who is here; where people sign in, with the role, and whether the screen is locked. */
function me(state: State, acts: Acts): Tag {
  const { initials } = state.desk;
  const person = state.who?.claimed ? state.who.person : null;
  if (person === null) {
    return h(
      "button",
      { key: "who", class: "me", click: () => acts.sheet({ kind: "initials" }) },
      initials === "" ? "Who is here?" : initials,
      h("span", { class: "unseen" }, ", change initials"),
    );
  }
  const locked = state.who?.locked === true;
  return h(
    "button",
    {
      key: "who",
      class: locked || state.who?.emergencyUntil ? "me locked" : "me",
      click: () => acts.sheet({ kind: "me" }),
    },
    locked ? "Locked - unlock" : state.who?.emergencyUntil ? `EMERGENCY: ${person.name}` : person.name,
    h(
      "span",
      { class: "unseen" },
      locked ? "" : `, ${person.roles.join(", ")}, ${isWall(state.who) ? "sign in" : "lock or sign out"}`,
    ),
  );
}

function title(state: State): string {
  const { route } = state.desk;
  switch (route.page) {
    case "room":
      return state.room.name || "Dripwatch";
    case "administration":
      return "Administration";
    case "review":
      return "Review";
    case "chair":
      return `Chair ${route.chair}`;
    case "report":
      return "Session record";
    case "readings":
      return "All readings";
  }
}

function top(state: State, acts: Acts): Tag {
  const { route } = state.desk;
  const line = h(
    "div",
    { class: "line" },
    route.page !== "room" &&
      h(
        "button",
        { key: "back", class: "back", click: () => acts.go({ page: "room" }) },
        icon("back"),
        "All chairs",
      ),
    h("h1", { class: route.page === "room" ? "room-name" : "", title: title(state) }, title(state)),
    roomSwitch(state, acts),
    nurseFilter(state, acts),
    h(
      "div",
      { key: "time", class: "clock" },
      h("time", { clock: state.heard.server === 0 ? () => "" : words.timeOfDay }),
    ),
    me(state, acts),
  );
  return h("header", { key: "top", class: "top" }, line);
}

function connection(state: State): Part {
  switch (state.link) {
    case "live":
      return null;
    case "dialling":
      return h("div", { key: "link", class: "bar dialling", role: "status" }, "Connecting ...");
    case "silent":
      return h("div", { key: "link", class: "bar silent", role: "alert" }, DISCONNECTED);
  }
}

function soundBar(state: State, acts: Acts): Part {
  return state.desk.sound === "on" ? null : h(
    "button",
    { key: "sound", class: "bar mute", click: () => acts.unlockSound() },
    icon("quiet"),
    "This screen is silent. Tap to turn sound on.",
  );
}

/** Alarms for those who listen to the page: high ones interrupt. */
function announcements(state: State): Tag {
  const alarms = alarmsOfRoom(chairsInOrder(state), [...state.server]).filter((alarm) => !alarm.acknowledged);
  const say = (urgent: boolean) =>
    alarms
      .filter((alarm) => (alarm.priority === "high") === urgent)
      .map((alarm) =>
        h("p", { key: alarm.id }, `${words.place(alarm)}: ${words.alarm(alarm)}, ${alarm.priority} priority`)
      );
  return h(
    "div",
    { key: "announcements", class: "unseen" },
    h(
      "div",
      { class: "within" },
      h("div", { "aria-live": "assertive" }, ...say(true)),
      h("div", { "aria-live": "polite" }, ...say(false)),
    ),
  );
}
