/** How this screen looks and speaks; what was chosen is remembered in the browser. */
import { type Language, translator } from "./language.ts";
import type { Theme } from "./state.ts";
import { speak } from "./view.ts";
import * as words from "./words.ts";

const THEME = "dripwatch.theme";

export function themeHere(): Theme {
  return localStorage.getItem(THEME) === "light" ? "light" : "dark";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(THEME, theme);
}

/** Everything that is drawn from now on looks and is said so. */
export function present(theme: Theme, language: Language): { theme: Theme; language: Language } {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = language;
  words.speak(language);
  speak(translator(language));
  return { theme, language };
}

/** A title that is set anew, even to the same, is told to the whole browser. */
export function entitle(title: string): void {
  if (document.title !== title) {
    document.title = title;
  }
}
