/** What a nurse presses, as requests to the server. */
import { OWN_PAGE } from "./who.ts";
import type { LimitStep, SettableLimit, Treatment } from "./own.ts";
import { detailed, type Span } from "./course.ts";
import type { Answer, Entry, EntryKind } from "./session.ts";
import type { History, Stage } from "./wire.ts";

export interface Patient {
  id: string;
  authority: string;
  family: string;
  given: string;
}

/** The server's answer, or why there was none: "" where the action was accepted. */
export type Refusal = string;

const PATIENCE_MS = 8_000;

/** An action by its address and body, before it is known who acts. */
export interface Action {
  path: string;
  body: Record<string, unknown>;
}

const chairPath = (chair: string, rest: string) => `/api/v1/chairs/${encodeURIComponent(chair)}/${rest}`;

export const open = (chair: string, protocol: string, patient: Patient, weightKg: number | null): Action => ({
  path: chairPath(chair, "session"),
  body: { protocol, patient, weightKg },
});

export const move = (chair: string, to: Stage, reason = ""): Action => ({
  path: chairPath(chair, "stage"),
  body: { to, reason },
});

export const confirmStage = (chair: string): Action => ({
  path: chairPath(chair, "stage/confirm"),
  body: {},
});

export const answerFor = (chair: string, nurse: string): Action => ({
  path: chairPath(chair, "nurse"),
  body: { nurse },
});

export const check = (chair: string, item: string, answer: Answer): Action => ({
  path: chairPath(chair, "check"),
  body: { item, answer },
});

export const weigh = (chair: string, weight: number, unit: string, checked: boolean): Action => ({
  path: chairPath(chair, "weigh"),
  body: { weight, unit, checked },
});

export const override = (chair: string, block: string, clinician: string, reason: string): Action => ({
  path: chairPath(chair, "override"),
  body: { block, clinician, reason },
});

export const score = (chair: string, scale: string, value: number, amends: Entry | null = null): Action => ({
  path: chairPath(chair, "chart"),
  body: { kind: "score", scale, value, ...(amends === null ? {} : { at: amends.at, amends: amends.id }) },
});

export const note = (chair: string, kind: EntryKind, text: string): Action => ({
  path: chairPath(chair, "chart"),
  body: { kind, text },
});

/** The entry once more, changed, in its place. */
export const amend = (chair: string, entry: Entry, change: Record<string, unknown>): Action => {
  const { id, kind, at, text, scale, value, until } = entry;
  return {
    path: chairPath(chair, "chart"),
    body: { kind, at, text, scale, value, until, amends: id, ...change },
  };
};

export const sign = (chair: string, overrideReason: string): Action => ({
  path: chairPath(chair, "discharge"),
  body: { overrideReason },
});

const alarmPath = (chair: string, alarm: string, rest: string) =>
  chairPath(chair, `alarms/${encodeURIComponent(alarm)}/${rest}`);

export const acknowledge = (chair: string, alarm: string, action = ""): Action => ({
  path: alarmPath(chair, alarm, "acknowledge"),
  body: { action },
});

/** "I am coming": the alarm goes on, but nobody else is called. */
export const accept = (chair: string, alarm: string): Action => ({
  path: alarmPath(chair, alarm, "accept"),
  body: {},
});

export const pauseAudio = (chair: string, seconds: number): Action => ({
  path: chairPath(chair, "audio-pause"),
  body: { seconds },
});

/** Pauses every signal of one alarm; 0 seconds end the pause. */
export const pauseAlarm = (chair: string, alarm: string, seconds: number): Action => ({
  path: alarmPath(chair, alarm, "pause"),
  body: { seconds },
});

export const setLimit = (
  chair: string,
  { metric, side, priority }: SettableLimit,
  sound: number,
  untilMinutes: number,
  reason: string,
): Action => ({
  path: chairPath(chair, "limits"),
  body: { metric, side, priority, sound, untilMinutes, reason },
});

/** The protocol's own limit again. */
export const clearLimit = (chair: string, { kind, metric, priority }: LimitStep): Action => ({
  path: chairPath(chair, "limits/clear"),
  body: { kind, metric, priority },
});

/** Turns off one limit, or where there is none the tones of the chair. */
export const turnOff = (chair: string, step: LimitStep | null, reason: string): Action => ({
  path: chairPath(chair, "off"),
  body: { ...named(step), reason },
});

export const turnOn = (chair: string, step: LimitStep | null): Action => ({
  path: chairPath(chair, "on"),
  body: named(step),
});

function named(step: LimitStep | null): Record<string, unknown> {
  return step === null ? {} : { kind: step.kind, metric: step.metric, priority: step.priority };
}

export const beginCourse = (patient: string, protocol: string, start: string): Action => ({
  path: "/api/v1/courses",
  body: { patient: { id: patient, authority: "", family: "", given: "" }, protocol, start },
});

const coursePath = (course: string) => `/api/v1/courses/${encodeURIComponent(course)}`;

/** The same plan from another first day on. */
export const moveCourse = ({ id, template }: Treatment, start: string, reason: string): Action => ({
  path: coursePath(id),
  body: { template, start, reason },
});

export const endCourse = ({ id }: Treatment, reason: string): Action => ({
  path: `${coursePath(id)}/end`,
  body: { reason },
});

/** Binds a device to a chair, or to the patient who sits there. */
export const assign = (device: string, chair: string, withPatient = false): Action => ({
  path: "/api/v1/devices/assign",
  body: { device, chair, withPatient },
});

export const release = (device: string): Action => ({
  path: "/api/v1/devices/release",
  body: { device },
});

export const giveTo = (unplaced: string, patient: Patient): Action => ({
  path: "/api/v1/pool/assign",
  body: { id: unplaced, patient },
});

/** Sends the action under the nurse's initials; "" where the server knows who it is. */
export async function send(action: Action, by: string, ask: typeof fetch = fetch): Promise<Refusal> {
  try {
    const answer = await ask(action.path, {
      method: "POST",
      headers: OWN_PAGE,
      body: JSON.stringify(by === "" ? action.body : { ...action.body, by }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.ok ? "" : await refusalOf(answer);
  } catch (unreachable) {
    return `The server did not answer (${(unreachable as Error).name}). Nothing may have been done.`;
  }
}

/** Sends actions one after the other, in the order in which they were pressed; none that still waits is sent twice. */
export class Outgoing {
  private readonly waiting = new Map<string, Promise<Refusal>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly deliver: typeof send = send) {}

  send(action: Action, by: string): Promise<Refusal> {
    const name = JSON.stringify([action, by]);
    const pressedTwice = this.waiting.get(name);
    if (pressedTwice !== undefined) {
      return pressedTwice;
    }
    const answer = this.last.then(() => this.deliver(action, by)).finally(() => this.waiting.delete(name));
    this.waiting.set(name, answer);
    this.last = answer;
    return answer;
  }
}

/** What stands at an address, or why it was not told. */
export interface Fetched<T> {
  readonly told: T | null;
  readonly refusal: Refusal;
  /** 0 where there was no answer. */
  readonly status: number;
}

export async function fetched<T>(path: string, ask: typeof fetch = fetch): Promise<Fetched<T>> {
  try {
    const answer = await ask(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok
      ? { told: await answer.json(), refusal: "", status: answer.status }
      : { told: null, refusal: await refusalOf(answer), status: answer.status };
  } catch (unreachable) {
    const refusal = `The server did not answer (${(unreachable as Error).name}).`;
    return { told: null, refusal, status: 0 };
  }
}

/** Asks for the course of a chair's session, and for a part of it in detail; without that it is told in outline. */
export async function course(
  chair: string,
  part: Span | null,
  ask: typeof fetch = fetch,
): Promise<{ chair: string; history: History | null; refusal: string }> {
  const path = chairPath(chair, "history");
  const detail = part === null ? null : fetched<History>(`${path}?from=${part.from}&to=${part.to}`, ask);
  const { told, refusal, status } = await fetched<History>(path, ask);
  const closer = (await detail)?.told ?? null;
  const same = told !== null && part !== null && closer?.session.id === told.session.id;
  return {
    chair,
    history: same ? detailed(told, closer, part) : told,
    refusal: status === 404 ? "No session at this chair yet." : refusal,
  };
}

async function refusalOf(answer: Response): Promise<Refusal> {
  try {
    const body = await answer.json();
    return typeof body.error === "string" && body.error !== "" ? body.error : `Refused (${answer.status}).`;
  } catch (notJson) {
    return `Refused (${answer.status}, ${(notJson as Error).name}).`;
  }
}
