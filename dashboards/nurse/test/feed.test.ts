import { type Dial, Feed, type Timers } from "../src/feed.ts";
import { equal, holds } from "./check.ts";
import { givenHello } from "./given.ts";

/** A clock whose hands only the test turns. */
class Hands implements Timers {
  private time = 0;
  private pending: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.pending.push(timer);
    return () => this.pending = this.pending.filter((each) => each !== timer);
  }

  turn(ms: number): void {
    const end = this.time + ms;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.pending = this.pending.filter((each) => each !== next);
      this.time = next.at;
      next.run();
    }
    this.time = end;
  }

  private next(end: number) {
    return this.pending.filter((each) => each.at <= end).sort((one, other) => one.at - other.at)[0];
  }
}

interface FakeLine {
  heard: (text: string) => void;
  ended: () => void;
  sent: string[];
  closed: boolean;
}

function givenFeed() {
  const hands = new Hands();
  const lines: FakeLine[] = [];
  const said: string[] = [];
  const dial: Dial = (heard, ended) => {
    const line: FakeLine = { heard, ended, sent: [], closed: false };
    lines.push(line);
    return { send: (text) => line.sent.push(text), close: () => line.closed = true };
  };
  const feed = new Feed(dial, hands, {
    frame: (frame) => said.push(frame.t),
    silent: () => said.push("SILENT"),
    malformed: () => said.push("MALFORMED"),
  });
  feed.start();
  return { feed, hands, lines, said };
}

const HELLO = JSON.stringify(givenHello());
const TICK = JSON.stringify({ t: "tick", now: 1 });

Deno.test("three seconds without a frame are silence, said once", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  hands.turn(2_999);
  equal(said, ["hello"]);
  hands.turn(1);
  equal(said, ["hello", "SILENT"]);
  hands.turn(60_000);
  equal(said, ["hello", "SILENT"]);
});

Deno.test("a tick a second keeps the line alive", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  for (let second = 0; second < 60; second++) {
    hands.turn(1_000);
    lines[0]!.heard(TICK);
  }
  equal(lines.length, 1);
  holds(!said.includes("SILENT"), "no silence was called");
});

Deno.test("a server that never answers is silence, too", () => {
  const { hands, said } = givenFeed();
  hands.turn(3_000);
  equal(said, ["SILENT"]);
});

Deno.test("a silent line is dropped and dialled anew", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  hands.turn(3_250);
  equal(lines.length, 2);
  holds(lines[0]!.closed, "the dead line was closed");
  lines[1]!.heard(HELLO);
  equal(said, ["hello", "SILENT", "hello"]);
});

Deno.test("where something else is asked for the line is dialled anew at once, and not while none stands", () => {
  const { feed, hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  feed.again();
  equal(lines.length, 2);
  holds(lines[0]!.closed, "the former line was closed");
  lines[0]!.heard(HELLO);
  lines[0]!.ended();
  lines[1]!.heard(HELLO);
  hands.turn(2_000);
  equal([lines.length, said], [2, ["hello", "hello"]]);
  lines[1]!.ended();
  feed.again();
  equal(lines.length, 2);
});

Deno.test("a short break that mends within three seconds is not called silence", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  lines[0]!.ended();
  hands.turn(250);
  lines[1]!.heard(HELLO);
  hands.turn(2_900);
  equal(said, ["hello", "hello"]);
});

Deno.test("the wait between attempts grows, but never beyond two seconds", () => {
  const { hands, lines } = givenFeed();
  const waits = [250, 500, 1_000, 2_000, 2_000, 2_000];
  waits.forEach((wait, failures) => {
    lines[failures]!.ended();
    hands.turn(wait - 1);
    equal(lines.length, failures + 1);
    hands.turn(1);
    equal(lines.length, failures + 2);
  });
});

Deno.test("after a frame the wait is short again", () => {
  const { hands, lines } = givenFeed();
  lines[0]!.ended();
  hands.turn(250);
  lines[1]!.ended();
  hands.turn(500);
  lines[2]!.heard(HELLO);
  lines[2]!.ended();
  hands.turn(250);
  equal(lines.length, 4);
});

Deno.test("what a dropped line still says is not heard", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.ended();
  hands.turn(250);
  lines[0]!.heard(HELLO);
  lines[0]!.ended();
  hands.turn(2_000);
  equal(said, []);
  equal(lines.length, 2);
});

Deno.test("a bad frame is counted and is no sign of life", () => {
  const { hands, lines, said } = givenFeed();
  lines[0]!.heard(HELLO);
  for (
    const bad of [
      "{",
      "null",
      "7",
      '{"t":"chairs","now":1}',
      '{"t":"chairs","now":1,"chairs":[{}]}',
      '{"t":"x"}',
    ]
  ) {
    hands.turn(400);
    lines[0]!.heard(bad);
  }
  hands.turn(600);
  equal(said, ["hello", ...new Array(6).fill("MALFORMED"), "SILENT"]);
});

Deno.test("nothing counts before the greeting", () => {
  const { lines, said } = givenFeed();
  lines[0]!.heard(TICK);
  equal(said, ["MALFORMED"]);
});

Deno.test("confirmations go out only on a line that was greeted", () => {
  const { feed, hands, lines } = givenFeed();
  const shown = { t: "shown", alarms: ["a1"], sounded: true } as const;
  holds(!feed.send({ ...shown, alarms: ["a1"] }), "nothing is sent before the greeting");
  lines[0]!.heard(HELLO);
  holds(feed.send({ ...shown, alarms: ["a1"] }), "it is sent after the greeting");
  equal(lines[0]!.sent.map((text) => JSON.parse(text)), [shown]);
  lines[0]!.ended();
  hands.turn(250);
  holds(!feed.send({ ...shown, alarms: ["a1"] }), "a new line needs its own greeting");
});
