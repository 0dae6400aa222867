/** Gives alarms their tones through a speaker, and knows which of them were truly heard. */
import { loudest } from "./alarms.ts";
import { type Burst, covers, type Sounding, step } from "./sound.ts";
import type { Priority } from "./wire.ts";

export interface Loudspeaker {
  /** Whether the browser lets it sound. */
  readonly on: boolean;
  play(burst: Burst): void;
  stop(): void;
}

export class Voice {
  private sounding: Sounding | null = null;
  private told: ReadonlySet<string> = new Set();

  constructor(private readonly speaker: Loudspeaker) {}

  /** The alarms for which the latest burst spoke. */
  get heard(): ReadonlySet<string> {
    return this.told;
  }

  /**
   * Sounds what is to be sounded now; to be called several times a second.
   *
   * @param disconnected whether the server is silent; its tone goes before all others
   */
  speak(audible: readonly { id: string; tone: Priority }[], disconnected: boolean, now: number): void {
    if (!this.speaker.on) {
      this.sounding = null;
      this.told = new Set();
      return;
    }
    const tone = disconnected ? "disconnected" : loudest(audible.map((each) => each.tone));
    const next = step(this.sounding, tone, audible.map((each) => each.id), now);
    this.sounding = next.sounding;
    if (next.stop) {
      this.speaker.stop();
    }
    if (next.play !== null && tone !== null) {
      this.speaker.play(next.play);
      this.told = new Set(audible.filter((each) => covers(tone, each.tone)).map((each) => each.id));
    }
  }
}
