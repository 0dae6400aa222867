/** Everything the screen knows, and how it changes; no DOM, no clock, no network. */
import type { Administered } from "./administration.ts";
import type { Found } from "./audit.ts";
import { extend, type Span } from "./course.ts";
import type { Compared } from "./earlier.ts";
import type { Language } from "./language.ts";
import { NO_PAGER, type Pager } from "./pager.ts";
import type { Readings } from "./readings.ts";
import type { Fetched } from "./report.ts";
import { begun, type Review } from "./review.ts";
import type { Room } from "./rooms.ts";
import type { Route } from "./route.ts";
import { remember, type Trail } from "./trail.ts";
import { isThere, isWall, type Who } from "./who.ts";
import type { Session } from "./session.ts";
import type {
  Alarm,
  Chair,
  Device,
  Frame,
  Hello,
  History,
  Metric,
  Protocol,
  Scale,
  Unplaced,
} from "./wire.ts";

/** Dialling until the first greeting, silent once nothing was heard for three seconds. */
export type Link = "dialling" | "live" | "silent";

/** What lies open in the rail beside the tiles. */
export type Sheet =
  | { kind: "initials" }
  | { kind: "me" }
  | { kind: "handover" }
  | { kind: "chair"; chair: string }
  | { kind: "limits"; chair: string }
  | { kind: "treatment"; chair: string }
  | { kind: "open"; chair: string }
  | { kind: "unplaced"; id: string }
  | { kind: "device"; device: string };

/** Dark as a room at night, unless somebody has chosen otherwise at this screen. */
export type Theme = "dark" | "light";

/** What a narrow screen shows of the page of a chair. */
export type ChairPart = "session" | "trends" | "events";

/** The nurse's own side of the screen. */
export interface Desk {
  readonly initials: string;
  readonly route: Route;
  readonly sheet: Sheet | null;
  /** What the open form holds so far. */
  readonly draft: Readonly<Record<string, string>>;
  /** The button that waits to be pressed a second time. */
  readonly sure: string | null;
  /** Why the last action was refused, "" where it was not. */
  readonly refusal: string;
  readonly sound: "on" | "blocked";
  readonly part: ChairPart;
  /** The part of the course that the plots show; null for all of it. */
  readonly span: Span | null;
  /** The only room that was asked for; null for all that may be shown. */
  readonly room: string | null;
  /** Whose chairs the room shows, "" for those of nobody; null for all. */
  readonly nurse: string | null;
  readonly theme: Theme;
  readonly language: Language;
  /** Whether the page scrolls as a whole, because the screen is small. */
  readonly handy: boolean;
  readonly tiles: { readonly width: number; readonly height: number };
}

export interface State {
  readonly link: Link;
  /** The server's clock, and the screen's own, when a frame last came. */
  readonly heard: { readonly server: number; readonly screen: number };
  readonly malformed: number;
  readonly version: string;
  /** What is shown, and which rooms may be. */
  readonly room: Room;
  readonly rooms: readonly Room[];
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly protocols: readonly Protocol[];
  readonly scales: readonly Scale[];
  readonly chairs: ReadonlyMap<string, Chair>;
  readonly pool: readonly Unplaced[];
  readonly unbound: readonly Device[];
  readonly server: readonly Alarm[];
  readonly trails: ReadonlyMap<string, Trail>;
  /** The course of the chair whose page was opened last; where it has none, why. */
  readonly course:
    | { readonly chair: string; readonly history: History | null; readonly refusal: string }
    | null;
  /** What the course is compared with; null until it is known. */
  readonly compared: Compared | null;
  /** The page of readings that was opened last. */
  readonly readings: Readings | null;
  /** The page that looks back over many sessions. */
  readonly review: Review;
  /** Whether this browser is told of high alarms while its page is closed. */
  readonly pager: Pager;
  /** Who is signed in; null until the server has said. */
  readonly who: Who | null;
  /** What an auditor has found; null before the first search. */
  readonly found: Found | null;
  /** What an administrator sees; null before it was asked for. */
  readonly administered: Administered | null;
  /** The report that was opened last. */
  readonly report: Fetched | null;
  readonly desk: Desk;
}

export type Event =
  | { t: "frame"; frame: Frame; at: number }
  | { t: "silent" }
  | { t: "malformed" }
  | { t: "course"; chair: string; history: History | null; refusal: string }
  | { t: "compared"; compared: Compared | null }
  | { t: "readings"; readings: Readings }
  | { t: "review"; change: Partial<Review> }
  | { t: "pager"; pager: Pager }
  | { t: "who"; who: Who }
  | { t: "found"; found: Found }
  | { t: "administered"; administered: Administered }
  | { t: "report"; report: Fetched }
  | { t: "sheet"; sheet: Sheet | null }
  | { t: "desk"; change: Partial<Omit<Desk, "sheet" | "draft">> }
  | { t: "draft"; field: string; text: string };

export function initial(initials: string, route: Route, room: string | null = null): State {
  return {
    link: "dialling",
    heard: { server: 0, screen: 0 },
    malformed: 0,
    version: "",
    room: { name: "", chairs: [] },
    rooms: [],
    metrics: new Map(),
    protocols: [],
    scales: [],
    chairs: new Map(),
    pool: [],
    unbound: [],
    server: [],
    trails: new Map(),
    course: null,
    compared: null,
    readings: null,
    review: begun(0),
    pager: NO_PAGER,
    who: null,
    found: null,
    administered: null,
    report: null,
    desk: {
      initials,
      route,
      sheet: initials === "" ? { kind: "initials" } : null,
      draft: {},
      sure: null,
      refusal: "",
      sound: "blocked",
      part: "session",
      span: null,
      room,
      nurse: null,
      theme: "dark",
      language: "en",
      handy: false,
      tiles: { width: 0, height: 0 },
    },
  };
}

export function reduce(state: State, event: Event): State {
  switch (event.t) {
    case "frame":
      return { ...framed(state, event.frame), heard: { server: event.frame.now, screen: event.at } };
    case "silent":
      return { ...state, link: "silent" };
    case "malformed":
      return { ...state, malformed: state.malformed + 1 };
    case "course":
      return { ...state, course: { chair: event.chair, history: event.history, refusal: event.refusal } };
    case "compared":
      return { ...state, compared: event.compared };
    case "readings":
      return { ...state, readings: event.readings };
    case "review":
      return { ...state, review: { ...state.review, ...event.change } };
    case "pager":
      return { ...state, pager: event.pager };
    case "administered":
      return { ...state, administered: event.administered };
    case "report":
      return { ...state, report: event.report };
    case "found":
      return { ...state, found: event.found };
    case "who":
      return identified(state, event.who);
    case "sheet":
      return desked(state, { sheet: allowed(state, event.sheet), draft: {}, sure: null, refusal: "" });
    case "desk":
      return desked(state, event.change);
    case "draft":
      return desked(state, { draft: { ...state.desk.draft, [event.field]: event.text } });
  }
}

/** Where people sign in they need no initials: their name stands beside what they do. */
function identified(state: State, who: Who): State {
  if (!who.claimed) {
    return { ...state, who };
  }
  const { sheet } = state.desk;
  const over = sheet?.kind === "initials" || (sheet?.kind === "me" && isThere(who) !== isThere(state.who));
  return {
    ...state,
    who,
    desk: { ...state.desk, initials: who.person?.name ?? "", sheet: over ? null : sheet },
  };
}

/** On a screen on the wall nothing is done but to sign in. */
function allowed(state: State, sheet: Sheet | null): Sheet | null {
  return sheet !== null && isWall(state.who) ? { kind: "me" } : sheet;
}

function desked(state: State, change: Partial<Desk>): State {
  return { ...state, desk: { ...state.desk, ...change } };
}

function framed(state: State, frame: Frame): State {
  switch (frame.t) {
    case "hello":
      return greeted(state, frame);
    case "chairs":
      return seated(live(state), frame.chairs, frame.now);
    case "pool":
      return { ...live(state), pool: frame.pool, unbound: frame.unbound };
    case "server":
      return { ...live(state), server: frame.alarms };
    case "tick":
      return live(state);
  }
}

function live(state: State): State {
  return state.link === "live" ? state : { ...state, link: "live" };
}

/** A greeting replaces all that the server knows; only the sparklines of the same sessions live on. */
function greeted(state: State, hello: Hello): State {
  const fresh: State = {
    ...state,
    link: "live",
    version: hello.version,
    room: hello.room,
    rooms: hello.rooms,
    metrics: new Map(hello.metrics.map((metric) => [metric.id, metric])),
    protocols: hello.protocols,
    scales: hello.scales,
    chairs: new Map(),
    pool: hello.pool,
    unbound: hello.unbound,
    server: hello.server,
  };
  return seated(fresh, hello.chairs, hello.now);
}

function seated(state: State, changed: readonly Chair[], now: number): State {
  const chairs = new Map(state.chairs);
  const trails = new Map(state.trails);
  for (const chair of changed) {
    chairs.set(chair.chair, chair);
    trails.set(chair.chair, remember(trails.get(chair.chair), chair, now));
  }
  return { ...state, chairs, trails, course: continued(state.course, changed, now) };
}

function continued(course: State["course"], changed: readonly Chair[], now: number): State["course"] {
  const chair = changed.find((each) => each.chair === course?.chair);
  return !course?.history || !chair ? course : { ...course, history: extend(course.history, chair, now) };
}

/** The server's time at this moment of the screen's own clock. */
export function serverTime(state: State, screenNow: number): number {
  return state.heard.server + (screenNow - state.heard.screen);
}

/** The version with which the session began. */
export function protocolOf(state: State, session: Session): Protocol | undefined {
  const ofName = state.protocols.filter((each) => each.id === session.protocol);
  return ofName.find((each) => each.version === session.protocolVersion) ?? ofName[0];
}

/** Every chair of the room in the room's own order; one the server has said nothing of is empty. */
export function chairsInOrder(state: State): Chair[] {
  return state.room.chairs.map((chair) => state.chairs.get(chair) ?? emptyChair(chair));
}

export function emptyChair(chair: string): Chair {
  return {
    chair,
    session: null,
    course: null,
    values: [],
    due: [],
    devices: [],
    pump: null,
    audioPausedUntil: null,
    audioOff: null,
    off: [],
    alarms: [],
  };
}
