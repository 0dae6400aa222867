/** The column beside the tiles: every alarm in order, readings without a place, and the sheet a nurse works in. */
import type { Acts } from "./acts.ts";
import { answers, coming } from "./answering.ts";
import { alarmsOfRoom } from "./alarms.ts";
import { roomBeside } from "./rooms.ts";
import { sheet } from "./sheet.ts";
import { chairsInOrder, type State } from "./state.ts";
import { alarmWords } from "./tile.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Alarm, Device, Unplaced } from "./wire.ts";
import * as words from "./words.ts";

export function rail(state: State, now: number, acts: Acts): Tag {
  const open = state.desk.sheet !== null;
  const column = h(
    "div",
    { class: "within" },
    state.desk.refusal !== "" &&
      h("p", { key: "refusal", class: "refusal", role: "alert" }, state.desk.refusal),
    sheet(state, now, acts),
    alarmList(state, acts),
    unplaced(state, acts),
    unbound(state, acts),
  );
  return h(
    "aside",
    { key: "rail", class: open ? "rail working" : "rail", "aria-label": "Alarms and actions" },
    column,
  );
}

function alarmList(state: State, acts: Acts): Tag {
  const alarms = alarmsOfRoom(chairsInOrder(state), [...state.server]);
  return h(
    "section",
    { key: "alarms", class: "alarms", "aria-label": "Alarms" },
    h("h2", {}, alarms.length === 0 ? "No alarms" : `Alarms (${alarms.length})`),
    h("ol", {}, ...alarms.map((alarm) => row(state, alarm, acts))),
  );
}

function row(state: State, alarm: Alarm, acts: Acts): Tag {
  const buttons = answers(state, alarm, acts);
  const besides = roomBeside(state, alarm.chair);
  return h(
    "li",
    { key: alarm.id, class: alarm.priority },
    h(
      "strong",
      {},
      words.place(alarm),
      besides !== "" && h("span", { class: "in-room", translate: "no" }, besides),
    ),
    h("time", { clock: (now) => words.stopwatch(now - alarm.since) }),
    h("span", { class: "coming" }, coming(alarm)),
    alarmWords(alarm),
    alarm.pausedUntil !== null && h(
      "p",
      {
        key: "paused",
        class: "paused",
        clock: (now) => `Paused, on again in ${words.stopwatch(alarm.pausedUntil! - now)}`,
      },
    ),
    alarm.advice !== "" && h("p", { translate: "no" }, alarm.advice),
    buttons.length > 0 && h("div", { class: "answers" }, ...buttons),
  );
}

function unplaced(state: State, acts: Acts): Part {
  if (state.pool.length === 0) {
    return null;
  }
  return h(
    "section",
    { key: "pool", class: "pool", "aria-label": "Unplaced readings" },
    h("h2", {}, `Unplaced readings (${state.pool.length})`),
    h("ol", {}, ...state.pool.map((entry) => unplacedRow(entry, acts))),
  );
}

function unplacedRow(entry: Unplaced, acts: Acts): Tag {
  return h(
    "li",
    { key: entry.id },
    h("strong", {}, entry.device === "" ? entry.place : entry.device),
    h("time", { clock: (now) => words.age(now - entry.lastAt) }),
    h("button", {
      "aria-label": `Place readings of ${entry.device}`,
      click: () => acts.sheet({ kind: "unplaced", id: entry.id }),
    }, "Place"),
    h("p", {}, `${words.UNPLACED[entry.reason] ?? entry.reason}, ${entry.held} held`),
  );
}

function unbound(state: State, acts: Acts): Part {
  if (state.unbound.length === 0) {
    return null;
  }
  return h(
    "section",
    { key: "unbound", class: "pool", "aria-label": "Devices without a chair" },
    h("h2", {}, `Devices without a chair (${state.unbound.length})`),
    h("ol", {}, ...state.unbound.map((device) => unboundRow(device, acts))),
  );
}

function unboundRow(device: Device, acts: Acts): Tag {
  return h(
    "li",
    { key: device.device },
    h("strong", {}, device.device),
    h("button", {
      "aria-label": `Assign ${device.device} to a chair`,
      click: () => acts.sheet({ kind: "device", device: device.device }),
    }, "Assign"),
    h("p", { clock: (now) => words.device(device, now) }),
  );
}
