/** What the views may ask for; the app carries it out. */
import type { Action } from "./actions.ts";
import type { Span } from "./course.ts";
import type { Language } from "./language.ts";
import type { Turn } from "./readings.ts";
import type { Review } from "./review.ts";
import type { Route } from "./route.ts";
import type { Desk, Sheet, Theme } from "./state.ts";
import type { Step } from "./who.ts";

export interface Acts {
  /** Sends the action to the server; closes the sheet afterwards where asked to. */
  act(action: Action, close?: boolean): void;
  sheet(sheet: Sheet | null): void;
  desk(change: Partial<Pick<Desk, "sure" | "tiles" | "part" | "nurse">>): void;
  /** Shows a part of the course, and in more detail; null for all of it. */
  span(span: Span | null): void;
  draft(field: string, text: string): void;
  sign(initials: string): void;
  /** Signs in or out, locks, unlocks, changes password or PIN. */
  identify(step: Step, body: Record<string, string>): void;
  /** Looks for accesses. */
  search(form: FormData): void;
  /** Does a step of administration. */
  administer(step: string, body: Record<string, string>): void;
  go(route: Route): void;
  /** Shows one room alone, or all where there is null. */
  room(room: string | null): void;
  /** Draws an earlier session beside the one of the chair's page; null for none. */
  compare(session: string | null): void;
  /** Changes what the page of reviews looks for; asks for it, and where limits are tried runs them. */
  review(change: Partial<Review>, ask: boolean, trying?: boolean): void;
  /** Turns to a page of a session's readings. */
  turn(session: string, turn: Turn): void;
  unlockSound(): void;
  /** Has this browser told of high alarms while its page is closed, or no more. */
  pager(on: boolean): void;
  print(): void;
  theme(theme: Theme): void;
  language(language: Language): void;
}
