/** Who is signed in on this screen, asked of the server and changed there. */
import type { Refusal } from "./actions.ts";

export interface Who {
  /** Whether people must say who they are; false as long as there is no account. */
  readonly claimed: boolean;
  readonly room: string;
  /** What stands on every screen where nobody has to sign in; null for nothing. */
  readonly note: string | null;
  /** Accounts that everybody may use, those of a demo. */
  readonly hints: readonly { readonly account: string; readonly password: string }[];
  /** What people call the provider at which they sign in, too; null where they do not. */
  readonly hospital: string | null;
  readonly person: Person | null;
  /** Nothing can be done until somebody shows who they are; the room is shown all the same. */
  readonly locked: boolean;
  /** Until when the person may do more than the role allows. */
  readonly emergencyUntil?: number | null;
  /** Whose PIN opens this screen now. */
  readonly pins: readonly { readonly account: string; readonly name: string }[];
}

export interface Person {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** What they may do here, such as "acknowledge". */
  readonly may: readonly string[];
  /** Whether the password is kept here; otherwise the hospital's provider looks after it. */
  readonly password?: boolean;
}

const PATH = "/api/v1/session";
const PATIENCE_MS = 8_000;

/** Tells the server that a page of its own asks; no other site can. */
export const OWN_PAGE = { "content-type": "application/json", "x-dripwatch": "screen" };

/** Null where the server does not answer. */
export async function ask(fetcher: typeof fetch = fetch): Promise<Who | null> {
  try {
    const answer = await fetcher(PATH, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? await answer.json() : null;
  } catch (_unreachable) {
    return null;
  }
}

/** What can be done about who is here. */
export type Step =
  | ""
  | "hospital"
  | "pair"
  | "emergency"
  | "unlock"
  | "here"
  | "lock"
  | "end"
  | "password"
  | "pin";

/** Who is here afterwards, or why it was refused. */
export async function take(
  step: Step,
  body: Record<string, string>,
  fetcher: typeof fetch = fetch,
): Promise<{ who: Who | null; refusal: Refusal; location?: string }> {
  try {
    const answer = await fetcher(step === "" ? PATH : `${PATH}/${step}`, {
      method: "POST",
      headers: OWN_PAGE,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = await answer.json();
    return answer.ok
      ? {
        who: "claimed" in told ? told : null,
        refusal: "",
        ...(told.location && { location: told.location }),
      }
      : { who: null, refusal: String(told.error ?? `Refused (${answer.status}).`) };
  } catch (unreachable) {
    return { who: null, refusal: `The server did not answer (${(unreachable as Error).name}).` };
  }
}

const NOT_ADMITTED: Record<string, string> = {
  away: "The hospital's sign-in cannot be reached now. Sign in with an account of this server.",
  "no-role": "The hospital's sign-in knows you, but gives you no role in this room.",
  "no-account": "What the hospital's sign-in calls you can be no account here.",
  taken: "Your account is disabled here, or belongs to somebody else.",
};

/** What became of a sign-in at the provider that did not let anybody in; empty for an address that tells of none. */
export function notAdmitted(search: string): string {
  const why = new URLSearchParams(search).get("sign-in");
  return why === null ? "" : NOT_ADMITTED[why] ?? "That sign-in did not count. Try again.";
}

/** Whether nothing can be shown before somebody signs in. */
export function mustSignIn(who: Who | null): boolean {
  return who !== null && who.claimed && who.person === null;
}

/** Whether this is a screen on the wall, which sees its room and can do nothing. */
export function isWall(who: Who | null): boolean {
  return who?.person?.account === "";
}

/** Whether the role of whoever is here allows this action, such as "set-limits"; the server checks it again. */
export function may(who: Who | null, action: string): boolean {
  return who === null || !who.claimed || who.person?.may.includes(action) === true;
}

/** Whether somebody is here who can do things; also where nobody has to say who they are. */
export function isThere(who: Who | null): boolean {
  return who === null || !who.claimed || (who.person !== null && !who.locked && !isWall(who));
}
