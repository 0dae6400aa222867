import { groups } from "../src/course.ts";
import * as words from "../src/words.ts";
import { initial, reduce } from "../src/state.ts";
import { decode, type Frame, type History } from "../src/wire.ts";
import { equal, holds } from "./check.ts";
import { givenAlarm, givenChair, givenHello, givenSession, givenValue } from "./given.ts";

const DOCUMENT = await Deno.readTextFile(new URL("../../../server/docs/screens.md", import.meta.url));
const EXAMPLES = [...DOCUMENT.matchAll(/```json\n([^`]+)```/g)].map(([, text]) => text!);
const FRAMES = EXAMPLES.map(decode).filter((frame): frame is Frame => frame !== null);

function keys(thing: unknown): string[] {
  return Object.keys(thing as Record<string, unknown>).sort();
}

function frame<T extends Frame["t"]>(t: T): Extract<Frame, { t: T }> {
  return FRAMES.find((each) => each.t === t) as Extract<Frame, { t: T }>;
}

Deno.test("the document shows every message of the feed, and the screen understands them all", () => {
  equal(FRAMES.map((each) => each.t), ["hello", "chairs", "pool", "server", "tick"]);
  const state = FRAMES.reduce(
    (before, each) => reduce(before, { t: "frame", frame: each, at: 0 }),
    initial("AB", { page: "room" }),
  );
  equal(state.malformed, 0);
  equal(state.chairs.get("2")!.alarms[0]!.text, "SpO2 84 < 90");
  equal([state.pool.length, state.unbound.length, state.server.length], [1, 1, 1]);
});

Deno.test("the document's shapes are the shapes of the screen's own types", () => {
  const chair = frame("chairs").chairs[0]!;
  equal(keys(frame("hello")), keys(givenHello()));
  equal(keys(chair.session), keys(givenSession()));
  equal(keys(chair), keys(givenChair()));
  equal(keys(frame("hello").protocols[0]), keys(givenHello().protocols[0]));
  equal(keys(frame("hello").protocols[0]!.limits[0]), keys(givenHello().protocols[0]!.limits[0]));
  equal(keys(frame("hello").metrics[0]), keys(givenHello().metrics[0]));
  equal(keys(chair.values[0]), keys(givenValue()));
  equal(keys(chair.alarms[0]), keys(givenAlarm()));
  equal(keys(frame("server").alarms[0]), keys(givenAlarm()));
  equal(keys(frame("pool").unbound[0]), keys(chair.devices[0]));
});

Deno.test("the document's course can be drawn", () => {
  words.measure(frame("hello").metrics);
  const course = EXAMPLES.map((text) => JSON.parse(text)).find((each) => "series" in each) as History;
  equal(groups(course).map((group) => group.title), ["SpO2 %"]);
  equal(keys(course.session), keys(givenSession()));
});

Deno.test("every example is JSON", () => {
  holds(EXAMPLES.length >= 8, "the document has its examples");
  EXAMPLES.forEach((text) => JSON.parse(text));
});
