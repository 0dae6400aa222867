/** What a notice of a high alarm says. It names no patient, and says what it is not. */
import { pathOf } from "./route.ts";

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** A later notice of the same chair takes the place of this one. */
  readonly tag: string;
  readonly renotify: boolean;
  readonly requireInteraction: boolean;
  readonly icon: string;
  /** What is opened. */
  readonly data: string;
}

const WORDS = {
  en: {
    chair: (chair: string) => `Chair ${chair}: high alarm`,
    unknown: "High alarm",
    body: "Go there, or open Dripwatch. This notice may be late or missing: do not wait for it.",
  },
  es: {
    chair: (chair: string) => `Sillón ${chair}: alarma alta`,
    unknown: "Alarma alta",
    body: "Vaya allí o abra Dripwatch. Este aviso puede llegar tarde o faltar: no espere a él.",
  },
};

/** Of what the server has sent; a browser must show something even where that cannot be read. */
export function noticeOf(message: string, language: string): Notice {
  const words = language.startsWith("es") ? WORDS.es : WORDS.en;
  const chair = chairOf(message);
  return {
    title: chair === null ? words.unknown : words.chair(chair),
    body: words.body,
    tag: `chair-${chair}`,
    renotify: true,
    requireInteraction: true,
    icon: "/favicon.svg",
    data: pathOf(chair === null ? { page: "room" } : { page: "chair", chair }),
  };
}

function chairOf(message: string): string | null {
  try {
    const { chair } = JSON.parse(message);
    return typeof chair === "string" ? chair : null;
  } catch (_unreadable) {
    return null;
  }
}
