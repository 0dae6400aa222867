/** One chair: who sits there, how they are, what is wrong and what is next. */
import type { Acts } from "./acts.ts";
import { alarmsOf, MARKS, pausedAt } from "./alarms.ts";
import { icon } from "./icons.ts";
import { roomBeside } from "./rooms.ts";
import type { State } from "./state.ts";
import { h, once, type Part, type Tag } from "./view.ts";
import { large, pressure, small, valueOf } from "./vital.ts";
import { isWall } from "./who.ts";
import type { Session } from "./session.ts";
import type { Alarm, Chair, Due } from "./wire.ts";
import * as words from "./words.ts";

/** Words of an alarm that are longer stand in two smaller lines: they are never cut off. */
const LONGEST_LINE = 19;
const SMALL = ["respRate", "etco2", "temperature"];

const drawn = new WeakMap<Chair, { because: readonly unknown[]; tag: Tag }>();

/** Described anew only where the chair has changed, or where time alone changes more than a clock. */
export function tile(state: State, chair: Chair, now: number, acts: Acts): Tag {
  const paused = pausedAt(chair, now);
  const next = nextDue(chair);
  const late = next !== undefined && words.overdue(next, now);
  const beside = roomBeside(state, chair.chair);
  const because = [state.metrics, acts, isWall(state.who), chosen(state, chair), paused, late, beside];
  return once(drawn, chair, because, () => describe(state, chair, { paused, late, beside }, acts));
}

/** What the passing of time has made of a chair, and the room that stands beside it. */
interface Ripe {
  paused: boolean;
  late: boolean;
  beside: string;
}

function nextDue(chair: Chair): Due | undefined {
  const [next] = [...chair.due].sort((one, other) => one.dueAt - other.dueAt);
  return next;
}

function describe(state: State, chair: Chair, ripe: Ripe, acts: Acts): Tag {
  const alarms = alarmsOf(chair);
  const idle = chair.session === null && chair.values.length === 0 && alarms.length === 0;
  return h(
    "section",
    {
      key: chair.chair,
      class: `tile ${urgency(alarms[0])} ${chosen(state, chair)}`,
      "aria-label": summary(chair),
    },
    h(
      "div",
      { class: `inside ${idle ? "idle" : ""}` },
      head(chair, ripe),
      idle ? vacancy(state, chair, acts) : strip(alarms),
      !idle && vitals(state, chair, alarms),
      !idle && foot(chair, ripe.late),
      h("button", {
        class: "cover",
        "aria-label": `Chair ${chair.chair}: actions and trends`,
        click: () => acts.sheet({ kind: "chair", chair: chair.chair }),
      }),
    ),
  );
}

function urgency(alarm: Alarm | undefined): string {
  return alarm === undefined
    ? "calm"
    : `${alarm.priority} ${alarm.kind} ${alarm.acknowledged ? "acknowledged" : alarm.state}`;
}

function chosen(state: State, chair: Chair): string {
  const sheet = state.desk.sheet;
  return sheet !== null && "chair" in sheet && sheet.chair === chair.chair ? "chosen" : "";
}

function summary(chair: Chair): string {
  const session = chair.session;
  const who = session === null
    ? "no session"
    : `${words.STAGES[session.stage]}: ${session.patient?.name ?? "No name"}`;
  return `Chair ${chair.chair}, ${who}`;
}

function head(chair: Chair, { paused, beside }: Ripe): Tag {
  const session = chair.session;
  return h(
    "header",
    {},
    h("span", { class: "number" }, chair.chair),
    beside !== "" && h("span", { class: "in-room", translate: "no", title: beside }, beside),
    session?.patient
      ? h("span", { class: "who", translate: "no" }, session.patient.name)
      : h("span", { class: "who" }, session === null ? "" : "No name"),
    paused && h(
      "span",
      { class: "paused", title: "Sound paused" },
      icon("quiet"),
      h("span", { class: "unseen" }, "Sound paused "),
      h("time", { clock: (now) => words.stopwatch(chair.audioPausedUntil! - now) }),
    ),
    soundOff(chair),
    session === null ? h("span", { class: "stage none" }, "No session") : stage(session),
  );
}

/** The tones of the chair are off until somebody turns them on. */
function soundOff(chair: Chair): Tag | false {
  return chair.audioOff !== null &&
    h("span", { class: "paused", title: chair.audioOff }, icon("quiet"), "OFF");
}

function stage(session: Session): Tag {
  return h(
    "span",
    { class: `stage ${session.stage}` },
    words.STAGES[session.stage],
    h("time", { clock: (now) => words.stopwatch(now - session.stageSince) }),
  );
}

/** A screen on the wall offers nothing to press. */
function vacancy(state: State, chair: Chair, acts: Acts): Tag {
  return h(
    "div",
    { class: "vacancy" },
    !isWall(state.who) && h(
      "button",
      { class: "quiet", click: () => acts.sheet({ kind: "open", chair: chair.chair }) },
      "Open session",
    ),
  );
}

/** The most urgent alarm in words; always the same height, so that nothing jumps when one comes. */
function strip(alarms: Alarm[]): Tag {
  const [first, ...others] = alarms;
  if (first === undefined) {
    return h("div", { class: "strip" });
  }
  return h(
    "div",
    { class: "strip" },
    alarmWords(first),
    others.length > 0 && h("span", { class: "more" }, `+${others.length}`),
  );
}

/** Marks, shape and words; colour only adds to them. */
export function alarmWords(alarm: Alarm): Tag {
  const standing = alarm.acknowledged ? "acknowledged" : alarm.state;
  const length = words.alarm(alarm).length > LONGEST_LINE ? "long" : "";
  return h(
    "span",
    { key: alarm.id, class: `alarm ${alarm.priority} ${alarm.kind} ${standing} ${length}` },
    h("span", { class: "mark" }, MARKS[alarm.priority]),
    alarm.kind === "technical" && icon("wrench"),
    alarm.acknowledged && icon("tick"),
    h(
      "span",
      { class: "words", translate: alarm.state === "latched" ? "yes" : "no" },
      words.alarm(alarm),
    ),
    h(
      "span",
      { class: "unseen" },
      `, ${alarm.priority} priority${alarm.acknowledged ? ", acknowledged" : ""}`,
    ),
  );
}

function vitals(state: State, chair: Chair, alarms: Alarm[]): Tag {
  const smalls = SMALL.filter((metric) => valueOf(chair, metric) !== undefined);
  const rate = trusted(chair, "heartRate") || !trusted(chair, "pulseRate") ? "heartRate" : "pulseRate";
  return h(
    "div",
    { class: "vitals" },
    h(
      "div",
      { class: "upper" },
      large(state, chair, "spo2", alarms),
      large(state, chair, rate, alarms),
    ),
    h(
      "div",
      { class: "lower" },
      pressure(chair, alarms),
      h(
        "div",
        { class: "others", vars: { "--smalls": String(smalls.length) } },
        ...smalls.map((metric) => small(state, chair, metric, alarms)),
      ),
    ),
  );
}

function trusted(chair: Chair, metric: string): boolean {
  const value = valueOf(chair, metric);
  return value !== undefined && value.absent === null;
}

function foot(chair: Chair, late: boolean): Tag {
  const next = nextDue(chair);
  return h(
    "footer",
    {},
    chair.session === null ? h("div", { class: "dose" }) : doseBar(chair.session),
    h(
      "div",
      { class: "next" },
      chair.pump === null ? h("span", {}) : h("span", { class: pumpLook(chair) }, words.pump(chair.pump)),
      next !== undefined &&
        h("span", { class: late ? "due overdue" : "due", clock: (now) => words.due(next, now) }),
    ),
  );
}

/** A pump that stands still while the dose should be running stands out. */
function pumpLook(chair: Chair): string {
  return chair.session?.stage === "dosing" && chair.pump?.state === "stopped" ? "pump idle" : "pump";
}

function doseBar(session: Session): Part {
  const said = words.dose(session);
  const fraction = Math.min(1, Math.max(0, session.dose.fraction ?? 0));
  return h(
    "div",
    {
      class: "dose",
      role: "progressbar",
      "aria-label": "Dose given",
      "aria-valuenow": String(Math.round(fraction * 100)),
      "aria-valuetext": said,
      vars: { "--given": String(fraction) },
    },
    session.responsible !== "" &&
      h(
        "span",
        { class: "nurse", title: session.responsible },
        words.initials(session.responsible),
      ),
    h("span", { class: "bar" }),
    h("span", { class: "given" }, said),
  );
}
