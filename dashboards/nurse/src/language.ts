/** Says the screens' own words in another language; English is what the program is written in. */
import { ES } from "./messages/es.ts";

export type Language = "en" | "es";

const MESSAGES: Record<Language, Readonly<Record<string, string>>> = { en: {}, es: ES };
const STORED = "dripwatch.language";
const HOLE = /\{#?\}/;
const HOLES = /\{#?\}/g;
/** What was looked up before; begun anew where it holds so many. */
const MOST_REMEMBERED = 4_000;

/** What was chosen at this screen, or else what the site speaks, or the browser where the site does not say. */
export function languageHere(site: string): Language {
  const wanted = localStorage.getItem(STORED) ?? (site === "" ? navigator.language : site);
  return wanted.startsWith("es") ? "es" : "en";
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}

const translators = new Map<Language, (text: string) => string>();

/** Says a text in this language; what is not known there stays as it is. */
export function translator(language: Language): (text: string) => string {
  const known = translators.get(language) ?? translatorOf(language);
  translators.set(language, known);
  return known;
}

function translatorOf(language: Language): (text: string) => string {
  const messages = MESSAGES[language];
  const patterns = Object.keys(messages).filter((key) => HOLE.test(key))
    .sort((one, other) => other.length - one.length).map((key) => ({ key, pattern: patternOf(key) }));
  const known = new Map<string, string>();
  const said = (text: string): string => {
    const exact = messages[text];
    if (exact !== undefined || !/\p{L}/u.test(text)) {
      return exact ?? text;
    }
    for (const { key, pattern } of patterns) {
      const parts = pattern.exec(text)?.slice(1);
      if (parts !== undefined) {
        return messages[key]!.replace(HOLES, () => said(parts.shift()!));
      }
    }
    return text;
  };
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = said(text);
      if (known.size >= MOST_REMEMBERED) {
        known.clear();
      }
      known.set(text, answer);
    }
    return answer;
  };
}

function patternOf(key: string): RegExp {
  const kinds = key.match(HOLES)!.map((hole) => hole === "{#}" ? "([\\d.,:–-]+)" : "(.+?)");
  const fixed = key.split(HOLES).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${fixed.map((part, index) => part + (kinds[index] ?? "")).join("")}$`, "s");
}
