import { alarmsOfRoom, audible, loudest, pausedAt } from "../src/alarms.ts";
import { equal, holds } from "./check.ts";
import { givenAlarm, givenChair } from "./given.ts";

Deno.test("what still needs a hand comes first, then the priority, then the newest", () => {
  const alarms = [
    givenAlarm({ id: "acknowledged high", acknowledged: true }),
    givenAlarm({ id: "latched high", state: "latched" }),
    givenAlarm({ id: "low", priority: "low" }),
    givenAlarm({ id: "older medium", priority: "medium", since: 1 }),
    givenAlarm({ id: "newer medium", priority: "medium", since: 2 }),
    givenAlarm({ id: "high", priority: "high" }),
  ];
  const expected = ["high", "newer medium", "older medium", "low", "latched high", "acknowledged high"];
  equal(alarmsOfRoom([givenChair({ alarms })], []).map((alarm) => alarm.id), expected);
  equal(alarmsOfRoom([givenChair({ alarms: alarms.reverse() })], []).map((alarm) => alarm.id), expected);
});

Deno.test("two alarms alike keep one order", () => {
  const [one, other] = [givenAlarm({ id: "a" }), givenAlarm({ id: "b" })];
  equal(alarmsOfRoom([], [one, other]), alarmsOfRoom([], [other, one]));
});

Deno.test("an acknowledged alarm is not heard", () => {
  equal(audible([givenChair({ alarms: [givenAlarm({ acknowledged: true })] })], [], 0), []);
});

Deno.test("a latched alarm only reminds", () => {
  equal(audible([givenChair({ alarms: [givenAlarm({ state: "latched" })] })], [], 0), [{
    id: "a1",
    tone: "low",
  }]);
});

Deno.test("a paused chair is not heard until its pause is over, the others are", () => {
  const paused = givenChair({
    alarms: [givenAlarm({ inactivation: ["audio-paused"] })],
    audioPausedUntil: 5_000,
  });
  const other = givenChair({ chair: "2", alarms: [givenAlarm({ id: "a2", priority: "medium" })] });
  equal(audible([paused, other], [], 4_999).map((each) => each.id), ["a2"]);
  equal(audible([paused, other], [], 5_000).map((each) => each.id), ["a1", "a2"]);
  holds(!pausedAt(paused, 5_000), "the pause ends on time");
});

Deno.test("the server's own alarms are heard, too", () => {
  equal(audible([], [givenAlarm({ id: "s", chair: null, priority: "low" })], 0), [{ id: "s", tone: "low" }]);
});

Deno.test("the most urgent tone wins", () => {
  equal(loudest(["low", "high", "medium"]), "high");
  equal(loudest([]), null);
});

Deno.test("an alarm that breaks through a pause is heard, one that is paused by itself is not", () => {
  const chair = givenChair({
    alarms: [
      givenAlarm({ id: "worse", inactivation: ["enabled"] }),
      givenAlarm({ id: "old", inactivation: ["audio-paused"] }),
      givenAlarm({ id: "off", inactivation: ["alarm-paused"] }),
    ],
    audioPausedUntil: 5_000,
  });
  equal(audible([chair], [], 1_000).map((heard) => heard.id), ["worse"]);
});
