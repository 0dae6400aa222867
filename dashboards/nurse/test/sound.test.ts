import { BURSTS, covers, type Sounding, step, type Tone } from "../src/sound.ts";
import { equal, holds } from "./check.ts";

/** When bursts begin, in seconds, while one tone is wanted for so long. */
function beginnings(tone: Tone, seconds: number): number[] {
  const begun: number[] = [];
  let sounding: Sounding | null = null;
  for (let tick = 0; tick <= seconds * 4; tick++) {
    const next = step(sounding, tone, ["a1"], tick * 250);
    sounding = next.sounding;
    if (next.play !== null) {
      begun.push(tick / 4);
    }
  }
  return begun;
}

Deno.test("each priority comes again in its own time", () => {
  equal(beginnings("high", 30), [0, 10, 20, 30]);
  equal(beginnings("medium", 60), [0, 25, 50]);
  equal(beginnings("low", 60), [0, 30, 60]);
  equal(beginnings("disconnected", 15), [0, 5, 10, 15]);
});

Deno.test("high is twice 3 + 2 pulses, medium 3, low 1", () => {
  equal([BURSTS.high, BURSTS.medium, BURSTS.low].map((burst) => burst.pulses.length), [10, 3, 1]);
  const gaps = BURSTS.high.pulses.slice(1, 5).map((pulse, index) =>
    pulse.atMs - BURSTS.high.pulses[index]!.atMs
  );
  equal(gaps, [250, 250, 400, 250]);
});

Deno.test("no two voices sound alike", () => {
  const voices = Object.values(BURSTS).map((burst) =>
    burst.pulses.map((pulse) => `${pulse.atMs}:${pulse.hz}`).join()
  );
  equal(new Set(voices).size, voices.length);
});

Deno.test("pulses never overlap and every burst ends before it comes again", () => {
  for (const { pulses, lastsMs, everyMs } of Object.values(BURSTS)) {
    pulses.slice(1).forEach((pulse, index) => {
      holds(pulses[index]!.atMs + pulses[index]!.forMs < pulse.atMs, "there is quiet between two pulses");
    });
    holds(lastsMs < everyMs, "there is quiet between two bursts");
  }
});

Deno.test("a more urgent alarm interrupts at once", () => {
  const medium = step(null, "medium", ["a1"], 0).sounding;
  const next = step(medium, "high", ["a1", "a2"], 300);
  equal([next.stop, next.play], [true, BURSTS.high]);
});

Deno.test("when the urgent one is acknowledged the lesser one speaks at once", () => {
  const high = step(null, "high", ["a1", "a2"], 0).sounding;
  const next = step(high, "medium", ["a2"], 300);
  equal([next.stop, next.play], [true, BURSTS.medium]);
});

Deno.test("an acknowledged alarm is cut off in the middle of its burst", () => {
  const next = step(step(null, "high", ["a1"], 0).sounding, null, [], 300);
  equal(next, { sounding: null, stop: true, play: null });
});

Deno.test("a second alarm of the same priority waits only for the end of the burst", () => {
  const first = step(null, "medium", ["a1"], 0).sounding;
  const during = step(first, "medium", ["a1", "a2"], 250);
  equal(during.play, null);
  const afterwards = step(during.sounding, "medium", ["a1", "a2"], 1_000);
  equal([afterwards.stop, afterwards.play], [false, BURSTS.medium]);
  equal(step(afterwards.sounding, "medium", ["a1", "a2"], 2_250).play, null);
});

Deno.test("a burst speaks for alarms of its own rank and below", () => {
  holds(covers("high", "medium"), "high speaks for medium");
  holds(!covers("medium", "high"), "medium does not speak for high");
  holds(!covers("disconnected", "low"), "the lost connection speaks for no alarm");
});
