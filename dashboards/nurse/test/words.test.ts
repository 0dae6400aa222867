import * as words from "../src/words.ts";
import { equal } from "./check.ts";
import type { Dose } from "../src/session.ts";
import { givenAlarm, givenSession, givenValue, MEASURES } from "./given.ts";

Deno.test("numbers have the decimals that their metric deserves", () => {
  words.measure(MEASURES);
  words.measure(MEASURES);
  equal(words.number("spo2", 96.6), "97");
  equal(words.number("temperature", 37), "37.0");
  equal(words.measured(12, 1, "es"), "12,0");
});

Deno.test("an absent value is dashes with the word, never a number", () => {
  const off = givenValue({ absent: "sensor-off", value: 97 });
  equal([words.reading(off), words.doubt(off, 0)], ["---", "sensor off"]);
  equal(words.reading(undefined), "---");
});

Deno.test("an old value says its age, a questionable one that it is", () => {
  equal(words.doubt(givenValue({ stale: true, liveAt: 0 }), 185_000), "3 min old");
  equal(words.doubt(givenValue({ questionable: true }), 0), "questionable");
  equal(words.doubt(givenValue(), 0), "");
});

Deno.test("ages are said in minutes, then hours", () => {
  equal([0, 59_999, 60_000, 4 * 60_000, 125 * 60_000].map(words.age), [
    "just now",
    "just now",
    "1 min ago",
    "4 min ago",
    "2 h 05 min ago",
  ]);
});

Deno.test("a stopwatch never runs below zero", () => {
  equal([-5_000, 0, 65_000, 3_729_000].map(words.stopwatch), ["0:00", "0:00", "1:05", "1:02:09"]);
});

Deno.test("what is due counts down and then says overdue", () => {
  const next = { metric: "nibpSys", label: "NIBP", dueAt: 200_000, overdue: false };
  equal(words.due(next, 0), "NIBP in 3:20");
  equal(words.due(next, 265_000), "NIBP overdue 1:05");
});

const dosed = (change: Partial<Dose>) => {
  const session = givenSession();
  return { ...session, dose: { ...session.dose, ...change } };
};

Deno.test("the dose says given and planned, and dashes for what is not known", () => {
  equal(words.dose(givenSession()), "12.3 of 35 mg");
  equal(words.dose(dosed({ givenMg: null })), "--- of 35 mg");
  equal(words.dose(dosed({ orderedMg: null, givenMg: null })), "");
});

Deno.test("a pump says its rate while it runs and its reason when it stopped", () => {
  const pump = { state: "infusing", since: 0, rateMlPerHour: 52.5, reason: "", late: false } as const;
  equal(words.pump(pump), "Infusing 52.5 mL/h");
  equal(words.pump({ ...pump, state: "stopped", reason: "occlusion" }), "Stopped: occlusion");
  equal(words.pump({ ...pump, state: "stopped", late: true }), "Stopped, told late");
});

Deno.test("a latched alarm says was, and is reset rather than acknowledged", () => {
  const latched = givenAlarm({ state: "latched" });
  equal([words.alarm(latched), words.answer(latched)], ["was SpO2 84 < 90", "Reset"]);
});

Deno.test("the server's own alarms say so", () => {
  equal([words.place(givenAlarm({ chair: null })), words.place(givenAlarm())], ["Server", "Chair 1"]);
});

Deno.test("who answers for a chair is said in as few letters as there is room for", () => {
  equal(["Ada Example", "AB", "Sister Mary Ann Madeup", "charge"].map(words.initials), [
    "AE",
    "AB",
    "SMA",
    "char",
  ]);
});
