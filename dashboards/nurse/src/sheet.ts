/** The sheet a nurse works in: one task at a time, beside the tiles and never over them. */
import type { Acts } from "./acts.ts";
import { assign, giveTo, open, pauseAudio, release } from "./actions.ts";
import { alarmsOf, pausedAt } from "./alarms.ts";
import { answers } from "./answering.ts";
import { checked, choice, dosePreview, field, namesAndId, patientOf } from "./form.ts";
import { limits, sheetButtons, soundOff } from "./limits.ts";
import { leavingForm, moveButtons, twice } from "./moves.ts";
import { handOver, handOverButton } from "./nurses.ts";
import { lookButtons, mine } from "./signin.ts";
import { emptyChair, type State } from "./state.ts";
import { treatment } from "./treatment.ts";
import { h, type Part, type Tag } from "./view.ts";
import type { Alarm, Chair, Device, Unplaced } from "./wire.ts";
import * as words from "./words.ts";

export function sheet(state: State, now: number, acts: Acts): Part {
  const task = state.desk.sheet;
  switch (task?.kind) {
    case undefined:
      return null;
    case "initials":
      return initials(state, acts);
    case "me":
      return frame(acts, "Who is here?", ...mine(state, acts));
    case "handover":
      return frame(acts, "Hand over", ...handOver(state, acts));
    case "chair":
      return chairSheet(state, chairOf(state, task.chair), now, acts);
    case "limits":
      return frame(acts, `Chair ${task.chair}: limits`, ...limits(state, chairOf(state, task.chair), acts));
    case "treatment":
      return frame(
        acts,
        `Chair ${task.chair}: course`,
        ...treatment(state, chairOf(state, task.chair), now, acts),
      );
    case "open":
      return openSession(state, task.chair, acts);
    case "unplaced": {
      const entry = state.pool.find((each) => each.id === task.id);
      return frame(acts, "Unplaced readings", ...(entry ? placing(state, entry, acts) : ["Already placed."]));
    }
    case "device":
      return frame(acts, task.device, standsAt(state, task.device, acts));
  }
}

function chairOf(state: State, chair: string): Chair {
  return state.chairs.get(chair) ?? emptyChair(chair);
}

function frame(acts: Acts, title: string, ...content: (Part | false)[]): Tag {
  return h(
    "section",
    { key: `sheet ${title}`, class: "sheet", "aria-label": title },
    h(
      "header",
      {},
      h("h2", {}, title),
      h(
        "button",
        { class: "close", "aria-label": "Close this sheet", click: () => acts.sheet(null) },
        "Close",
      ),
    ),
    ...content,
  );
}

function initials(state: State, acts: Acts): Tag {
  return frame(
    acts,
    "Who is here?",
    h("p", {}, "Your initials stand beside everything you do here."),
    h(
      "form",
      { submit: (form) => acts.sign(checked(form, "initials")) },
      field(acts, "initials", "Initials", { maxlength: 60, autocomplete: "off", value: state.desk.initials }),
      h("button", { type: "submit", class: "main" }, "That is me"),
    ),
    handOverButton(state, acts),
    lookButtons(state, acts),
  );
}

function chairSheet(state: State, chair: Chair, now: number, acts: Acts): Tag {
  const session = chair.session;
  return frame(
    acts,
    `Chair ${chair.chair}`,
    session !== null &&
      h(
        "p",
        { class: "patient", translate: "no" },
        session.patient?.name ?? "No name",
        " ",
        h("small", {}, session.patient?.id ?? ""),
      ),
    ...alarmsOf(chair).map((alarm) => alarmAnswers(state, alarm, acts)),
    h(
      "div",
      { class: "buttons" },
      ...(session === null ? [] : moveButtons(state, chair.chair, session, acts)),
      session === null &&
        button("Open session", "main", () => acts.sheet({ kind: "open", chair: chair.chair })),
      pause(chair, now, acts),
      ...soundOff(state, chair, acts),
      ...(session === null ? [] : sheetButtons(chair, acts)),
      state.desk.route.page === "room" &&
        button("Session and trends", "", () => acts.go({ page: "chair", chair: chair.chair })),
    ),
    session !== null && leavingForm(state, chair.chair, session, acts),
    devices(state, chair, acts),
  );
}

function alarmAnswers(state: State, alarm: Alarm, acts: Acts): Part | false {
  const buttons = answers(state, alarm, acts);
  return buttons.length > 0 && h(
    "div",
    { key: alarm.id, class: "answering" },
    h("p", {}, words.alarm(alarm)),
    h("div", { class: "answers" }, ...buttons),
  );
}

function button(label: string, look: string, click: () => void): Tag {
  return h("button", { key: label, class: look, click }, label);
}

function pause(chair: Chair, now: number, acts: Acts): Tag {
  return pausedAt(chair, now)
    ? button("Sound on again", "", () => acts.act(pauseAudio(chair.chair, 0)))
    : button("Pause sound 2 min", "", () => acts.act(pauseAudio(chair.chair, 120)));
}

function devices(state: State, chair: Chair, acts: Acts): Tag {
  const free = state.unbound.map(({ device, kind }): [string, string] => [device, `${device}, ${kind}`]);
  return h(
    "div",
    { class: "devices" },
    h("h3", {}, "Devices"),
    h("ul", {}, ...chair.devices.map((device) => deviceRow(state, chair, device, acts))),
    free.length > 0 && h(
      "form",
      { key: "add", submit: (form) => acts.act(assign(checked(form, "device"), chair.chair)) },
      choice(acts, "device", "Add device", free, state.desk.draft.device),
      h("button", { type: "submit" }, "Add"),
    ),
  );
}

function deviceRow(state: State, chair: Chair, device: Device, acts: Acts): Tag {
  const seated = chair.session !== null && chair.session.patient !== null;
  return h(
    "li",
    { key: device.device },
    h(
      "span",
      {},
      device.device,
      h("small", {}, device.linked ? device.kind : `${device.kind}, not linked`),
      device.withPatient && h("small", {}, "with the patient"),
    ),
    seated && !device.withPatient && h(
      "button",
      {
        "aria-label": `Let ${device.device} go along with the patient`,
        click: () => acts.act(assign(device.device, chair.chair, true)),
      },
      "Goes along",
    ),
    twice(state, `Release ${device.device}`, () => acts.act(release(device.device)), acts, "Release"),
  );
}

function openSession(state: State, chair: string, acts: Acts): Tag {
  return frame(
    acts,
    `Chair ${chair}: open session`,
    h(
      "form",
      {
        submit: (form) =>
          acts.act(
            open(chair, checked(form, "protocol"), patientOf(form), weightOf(form)),
            true,
          ),
      },
      ...namesAndId(acts),
      field(acts, "weight", "Weight, kg (or later)", {
        required: false,
        type: "number",
        min: 20,
        max: 350,
        step: 0.1,
        inputmode: "decimal",
      }),
      choice(
        acts,
        "protocol",
        "Protocol",
        state.protocols.filter((each) => each.current).map((each) => [each.id, each.title]),
        state.desk.draft.protocol,
      ),
      h("p", { class: "preview" }, dosePreview(state)),
      h("button", { type: "submit", class: "main" }, "Open session"),
    ),
  );
}

function weightOf(form: FormData): number | null {
  const typed = checked(form, "weight");
  return typed === "" ? null : Number(typed);
}

function standsAt(state: State, device: string, acts: Acts): Tag {
  const chairs = state.room.chairs.map((chair): [string, string] => [chair, `Chair ${chair}`]);
  const unchosen: [string, string] = ["", "Choose a chair"];
  return h(
    "form",
    { key: "stands", submit: (form) => acts.act(assign(device, checked(form, "chair")), true) },
    h("h3", {}, "The device stands at"),
    choice(acts, "chair", "Chair", [unchosen, ...chairs], state.desk.draft.chair ?? ""),
    h("button", { type: "submit", class: "main" }, "Assign device to chair"),
  );
}

function placing(state: State, entry: Unplaced, acts: Acts): (Part | false)[] {
  return [
    h(
      "p",
      {},
      `${words.UNPLACED[entry.reason] ?? entry.reason}. ${entry.held} readings held from ${entry.device}.`,
    ),
    entry.reason === "unknown-device" && standsAt(state, entry.device, acts),
    h(
      "form",
      { submit: (form) => acts.act(giveTo(entry.id, patientOf(form)), true) },
      h("h3", {}, "The held readings belong to"),
      ...namesAndId(acts, entry.patient ?? ""),
      h("button", { type: "submit" }, "Give readings to this patient"),
    ),
  ];
}
