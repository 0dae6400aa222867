import { chairsInOrder, initial, reduce, serverTime, type State } from "../src/state.ts";
import type { Frame } from "../src/wire.ts";
import { equal, holds } from "./check.ts";
import { givenAlarm, givenChair, givenHello, givenSession, givenValue } from "./given.ts";

function after(state: State, ...frames: Frame[]): State {
  return frames.reduce((before, frame) => reduce(before, { t: "frame", frame, at: frame.now }), state);
}

const START = initial("AB", { page: "room" });

Deno.test("chairs stand in the room's order, whatever order they come in", () => {
  const state = after(
    START,
    givenHello({ chairs: [givenChair({ chair: "3" })] }),
    { t: "chairs", now: 1, chairs: [givenChair({ chair: "2" }), givenChair({ chair: "1" })] },
  );
  equal(chairsInOrder(state).map((chair) => chair.chair), ["1", "2", "3"]);
});

Deno.test("a changed chair replaces its former view, the others stay", () => {
  const state = after(
    START,
    givenHello({ chairs: [givenChair({ chair: "1", alarms: [givenAlarm()] }), givenChair({ chair: "2" })] }),
    { t: "chairs", now: 1, chairs: [givenChair({ chair: "1" })] },
  );
  equal(state.chairs.get("1")!.alarms, []);
  equal(state.chairs.size, 2);
});

Deno.test("silence keeps the numbers but says that they are old", () => {
  const state = reduce(after(START, givenHello({ chairs: [givenChair()] })), { t: "silent" });
  equal(state.link, "silent");
  equal(state.chairs.size, 1);
});

Deno.test("a greeting after a break replaces everything that the server knows", () => {
  const before = after(
    START,
    givenHello({
      chairs: [givenChair({ alarms: [givenAlarm()] })],
      server: [givenAlarm({ id: "s", chair: null })],
    }),
  );
  const state = after(
    reduce(before, { t: "silent" }),
    givenHello({ now: 9, chairs: [givenChair({ chair: "2" })] }),
  );
  equal(state.link, "live");
  equal([...state.chairs.keys()], ["2"]);
  equal(state.server, []);
});

Deno.test("a break leaves the nurse's own side of the screen alone", () => {
  const sheet = { kind: "open", chair: "1" } as const;
  let state = reduce(after(START, givenHello()), { t: "sheet", sheet });
  state = reduce(state, { t: "draft", field: "weight", text: "70" });
  state = after(reduce(state, { t: "silent" }), givenHello({ now: 9 }));
  equal(state.desk.sheet, sheet);
  equal(state.desk.draft, { weight: "70" });
});

Deno.test("the line of recent values survives a break", () => {
  const chair = givenChair({ session: givenSession(), values: [givenValue()] });
  const state = after(START, givenHello({ chairs: [chair] }), givenHello({ now: 60_000, chairs: [chair] }));
  equal(state.trails.get("1")!.points.spo2, [[0, 97], [60_000, 97]]);
});

Deno.test("the next patient's line starts afresh", () => {
  const values = [givenValue()];
  const state = after(
    START,
    givenHello({ chairs: [givenChair({ session: givenSession(), values })] }),
    { t: "chairs", now: 9_000, chairs: [givenChair({ session: givenSession({ id: "session-2" }), values })] },
  );
  equal(state.trails.get("1")!.points.spo2, [[9_000, 97]]);
});

Deno.test("a line forgets after ten minutes and never grows without bound", () => {
  let state = after(START, givenHello());
  for (let second = 0; second < 1_200; second++) {
    const chairs = [givenChair({ values: [givenValue({ value: 90 + second % 10 })] })];
    state = after(state, { t: "chairs", now: second * 1_000, chairs });
  }
  const points = state.trails.get("1")!.points.spo2!;
  holds(points.length <= 300, `at most 300 points are kept, not ${points.length}`);
  holds(points[0]![0] >= 599_000, "nothing older than ten minutes is kept");
});

Deno.test("an old or missing value leaves a gap in the line", () => {
  const state = after(
    START,
    givenHello({ chairs: [givenChair({ values: [givenValue()] })] }),
    { t: "chairs", now: 5_000, chairs: [givenChair({ values: [givenValue({ stale: true })] })] },
    { t: "chairs", now: 10_000, chairs: [givenChair({ values: [givenValue({ absent: "sensor-off" })] })] },
  );
  equal(state.trails.get("1")!.points.spo2, [[0, 97], [5_000, null], [10_000, null]]);
});

Deno.test("the server's clock runs on between frames", () => {
  const state = reduce(START, { t: "frame", frame: givenHello({ now: 1_000_000 }), at: 500 });
  equal(serverTime(state, 2_500), 1_002_000);
});

Deno.test("a sheet that opens anew holds no former words", () => {
  let state = reduce(START, { t: "draft", field: "weight", text: "70" });
  state = reduce(state, { t: "desk", change: { refusal: "No.", sure: "Close session" } });
  state = reduce(state, { t: "sheet", sheet: { kind: "chair", chair: "1" } });
  equal([state.desk.draft, state.desk.refusal, state.desk.sure], [{}, "", null]);
});

Deno.test("without initials the screen first asks who is here", () => {
  equal(initial("", { page: "room" }).desk.sheet, { kind: "initials" });
  equal(START.desk.sheet, null);
});
