/** What a nurse presses, as requests to the server. */
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

export const open = (chair: string, protocol: string, patient: Patient, weightKg: number): Action => ({
  path: chairPath(chair, "session"),
  body: { protocol, patient, weightKg },
});

export const move = (chair: string, to: Stage): Action => ({
  path: chairPath(chair, "stage"),
  body: { to, reason: "" },
});

export const acknowledge = (chair: string, alarm: string): Action => ({
  path: chairPath(chair, `alarms/${encodeURIComponent(alarm)}/acknowledge`),
  body: { action: "Seen at the screen" },
});

export const pauseAudio = (chair: string, seconds: number): Action => ({
  path: chairPath(chair, "audio-pause"),
  body: { seconds },
});

export const assign = (device: string, chair: string): Action => ({
  path: "/api/v1/devices/assign",
  body: { device, chair },
});

export const release = (device: string): Action => ({
  path: "/api/v1/devices/release",
  body: { device },
});

export const giveTo = (unplaced: string, patient: Patient): Action => ({
  path: "/api/v1/pool/assign",
  body: { id: unplaced, patient },
});

/** Sends the action under the nurse's initials. */
export async function send(action: Action, by: string, ask: typeof fetch = fetch): Promise<Refusal> {
  try {
    const answer = await ask(action.path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...action.body, by }),
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

/** Asks for the course of a chair's session. */
export async function course(
  chair: string,
  ask: typeof fetch = fetch,
): Promise<{ chair: string; history: History | null; refusal: string }> {
  try {
    const answer = await ask(chairPath(chair, "history"), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) {
      return { chair, history: await answer.json(), refusal: "" };
    }
    const refusal = answer.status === 404 ? "No session at this chair yet." : await refusalOf(answer);
    return { chair, history: null, refusal };
  } catch (unreachable) {
    return { chair, history: null, refusal: `The server did not answer (${(unreachable as Error).name}).` };
  }
}

async function refusalOf(answer: Response): Promise<Refusal> {
  try {
    const body = await answer.json();
    return typeof body.error === "string" && body.error !== "" ? body.error : `Refused (${answer.status}).`;
  } catch (notJson) {
    return `Refused (${answer.status}, ${(notJson as Error).name}).`;
  }
}

/** The stages a nurse may move to from here, in the order of their use; the first is the usual next step. */
export const MOVES: Record<Stage, readonly Stage[]> = {
  baseline: ["dosing", "closed"],
  dosing: ["held", "observation", "closed"],
  held: ["dosing", "observation", "closed"],
  observation: ["closed", "dosing"],
  closed: [],
};

/** What the button says. */
export function moveWords(from: Stage, to: Stage): string {
  const WORDS: Record<Stage, string> = {
    baseline: "Back to baseline",
    dosing: from === "held" || from === "observation" ? "Resume dosing" : "Start dosing",
    held: "Hold",
    observation: "Observe",
    closed: "Close session",
  };
  return WORDS[to];
}
