/** The few signs that stand beside words, never in their place. */
import { h, type Tag } from "./view.ts";

const PATHS = {
  wrench:
    "M21 6.5a5 5 0 0 1-6.6 4.7L7 18.6a2.3 2.3 0 0 1-3.2-3.2l7.4-7.4A5 5 0 0 1 17.5 1.6L14.6 4.5l.6 3 3 .6L21 5.2z",
  tick: "M4 12.5l5 5L20 6.5",
  rising: "M5 17L17 7M9 6.5h8.5V15",
  falling: "M5 7l12 10M9 17.500h8.500V9",
  steady: "M4 12h14M13 7l5 5-5 5",
  quiet: "M6 9v6h4l5 4V5l-5 4zM18 9l5 6M23 9l-5 6",
  back: "M14 5l-7 7 7 7",
} as const;

const FILLED = new Set(["wrench"]);

/** A sign of the text's own size and colour, hidden from screen readers: the words beside it speak. */
export function icon(name: keyof typeof PATHS): Tag {
  const shape = FILLED.has(name) ? "icon filled" : "icon";
  return h(
    "svg",
    { class: `${shape} icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    h("path", { d: PATHS[name] }),
  );
}
