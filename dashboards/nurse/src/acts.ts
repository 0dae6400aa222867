/** What the views may ask for; the app carries it out. */
import type { Action } from "./actions.ts";
import type { Language } from "./language.ts";
import type { Route } from "./route.ts";
import type { Desk, Sheet, Theme } from "./state.ts";
import type { Step } from "./who.ts";

export interface Acts {
  /** Sends the action to the server; closes the sheet afterwards where asked to. */
  act(action: Action, close?: boolean): void;
  sheet(sheet: Sheet | null): void;
  desk(change: Partial<Pick<Desk, "sure" | "tiles" | "part" | "nurse">>): void;
  draft(field: string, text: string): void;
  sign(initials: string): void;
  /** Signs in or out, locks, unlocks, changes password or PIN. */
  identify(step: Step, body: Record<string, string>): void;
  /** Looks for accesses. */
  search(form: FormData): void;
  /** Does a step of administration. */
  administer(step: string, body: Record<string, string>): void;
  go(route: Route): void;
  unlockSound(): void;
  print(): void;
  theme(theme: Theme): void;
  language(language: Language): void;
}
