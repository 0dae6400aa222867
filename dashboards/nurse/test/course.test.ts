import { align, extend, groups, newest } from "../src/course.ts";
import * as words from "../src/words.ts";
import type { History, Series } from "../src/wire.ts";
import { equal, holds } from "./check.ts";
import { givenAlarm, givenChair, givenSession, givenValue, MEASURES } from "./given.ts";

function series(metric: string, ...points: [number, number][]): Series {
  return { metric, site: 0, points, limits: [] };
}

function givenCourse(...all: Series[]): History {
  return { session: givenSession(), from: 0, to: 10_000, series: all, stages: [], events: [] };
}

Deno.test("series of one plot share their times, with gaps where one has no value", () => {
  equal(align([series("nibpSys", [1_000, 120], [3_000, 130]), series("nibpDia", [1_000, 80], [2_000, 81])]), [
    [1, 2, 3],
    [120, null, 130],
    [80, 81, null],
  ]);
});

Deno.test("only what was measured has a plot, in a fixed order", () => {
  words.measure(MEASURES);
  const course = givenCourse(
    series("respRate", [0, 12]),
    series("pulseRate", [0, 70]),
    series("spo2", [0, 97]),
  );
  equal(groups(course).map((group) => group.title), ["SpO2 %", "HR /min", "RR /min"]);
});

Deno.test("a plot reaches as far as the unit of the site asks", () => {
  words.measure([{ id: "nibpSys", label: "NIBP sys", unit: "kPa", decimals: 1, kind: "vital" }]);
  const [group] = groups(givenCourse(series("nibpSys", [0, 16])));
  equal([group!.title, group!.floor, group!.ceiling], ["NIBP kPa", 7, 23]);
});

Deno.test("live values are added once, and only while they can be trusted", () => {
  const chair = (liveAt: number, stale = false) =>
    givenChair({ session: givenSession(), values: [givenValue({ value: 95, liveAt, stale })] });
  let course = givenCourse(series("spo2", [9_000, 97]));
  course = extend(course, chair(11_000), 11_000);
  course = extend(course, chair(11_000), 12_000);
  course = extend(course, chair(13_000, true), 13_000);
  equal(course.series[0]!.points, [[9_000, 97], [11_000, 95]]);
  equal(course.to, 13_000);
});

Deno.test("another session's values stay out", () => {
  const course = givenCourse(series("spo2", [9_000, 97]));
  const other = givenChair({
    session: givenSession({ id: "session-2" }),
    values: [givenValue({ liveAt: 11_000 })],
  });
  equal(extend(course, other, 11_000), course);
});

Deno.test("what stands among the events changes the sign by which they are fetched anew, a reading does not", () => {
  const chair = givenChair({ session: givenSession(), values: [givenValue()] });
  equal(newest({ ...chair, values: [givenValue({ value: 90 })] }), newest(chair));
  holds(newest({ ...chair, alarms: [givenAlarm()] }) !== newest(chair), "an alarm");
  holds(newest({ ...chair, audioPausedUntil: 1 }) !== newest(chair), "a pause");
});
