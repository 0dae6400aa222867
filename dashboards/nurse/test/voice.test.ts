import { type Burst, BURSTS } from "../src/sound.ts";
import { Voice } from "../src/voice.ts";
import { equal } from "./check.ts";

function givenSpeaker(on: boolean) {
  const played: Burst[] = [];
  return { on, played, play: (burst: Burst) => void played.push(burst), stop: () => {} };
}

const HIGH = { id: "a1", tone: "high" } as const;
const LOW = { id: "a2", tone: "low" } as const;

Deno.test("a muted screen claims nothing was heard", () => {
  const speaker = givenSpeaker(false);
  const voice = new Voice(speaker);
  voice.speak([HIGH], false, 0);
  equal([speaker.played.length, voice.heard], [0, new Set()]);
});

Deno.test("once sound is allowed a standing alarm is heard at once", () => {
  const speaker = givenSpeaker(false);
  const voice = new Voice(speaker);
  voice.speak([HIGH], false, 0);
  voice.speak([HIGH], false, 250);
  speaker.on = true;
  voice.speak([HIGH], false, 500);
  equal([speaker.played, voice.heard], [[BURSTS.high], new Set(["a1"])]);
});

Deno.test("the loudest tone speaks for the lesser alarms, too", () => {
  const voice = new Voice(givenSpeaker(true));
  voice.speak([LOW, HIGH], false, 0);
  equal(voice.heard, new Set(["a2", "a1"]));
});

Deno.test("a lost server is heard before every alarm and speaks for none", () => {
  const speaker = givenSpeaker(true);
  const voice = new Voice(speaker);
  voice.speak([HIGH], true, 0);
  equal([speaker.played, voice.heard], [[BURSTS.disconnected], new Set()]);
});
