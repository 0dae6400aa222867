/** Describes pages for the tests, and looks at what they say. */
import type { Acts } from "../src/acts.ts";
import type { Action } from "../src/actions.ts";
import { page } from "../src/page.ts";
import { room } from "../src/room.ts";
import { initial, reduce, type State } from "../src/state.ts";
import type { Part, Tag } from "../src/view.ts";
import type { Chair, Hello } from "../src/wire.ts";
import { givenChair, givenHello } from "./given.ts";

export const NOW = 600_000;

export function givenActs(): { acts: Acts; done: Action[] } {
  const done: Action[] = [];
  const nothing = () => {};
  return {
    done,
    acts: {
      act: (action) => void done.push(action),
      sheet: nothing,
      desk: nothing,
      span: nothing,
      draft: nothing,
      sign: nothing,
      identify: nothing,
      administer: nothing,
      search: nothing,
      go: nothing,
      compare: nothing,
      review: nothing,
      pager: nothing,
      room: nothing,
      turn: nothing,
      unlockSound: nothing,
      print: nothing,
      theme: nothing,
      language: nothing,
    },
  };
}

export function given(chair: Partial<Chair>, change: Partial<Hello> = {}): State {
  const frame = givenHello({ now: NOW, chairs: [givenChair(chair)], ...change });
  return reduce(initial("AB", { page: "room" }), { t: "frame", frame, at: 0 });
}

export function drawn(state: State, acts = givenActs().acts): Tag[] {
  return page(state, NOW, acts, room(state, NOW, acts));
}

export function text(part: Part): string {
  if (part === null || typeof part === "string") {
    return part ?? "";
  }
  return part.props.clock?.(NOW) ?? part.children.map(text).join(" ");
}

export function all(parts: readonly Part[], wanted: (tag: Tag) => boolean): Tag[] {
  return parts.flatMap((part) =>
    part === null || typeof part === "string"
      ? []
      : [...(wanted(part) ? [part] : []), ...all(part.children, wanted)]
  );
}

export const ofClass = (name: string) => (tag: Tag) =>
  String(tag.props.class ?? "").split(" ").includes(name);

export const named = (start: string) => (tag: Tag) => String(tag.props["aria-label"] ?? "").startsWith(start);
