/** Plays bursts through the browser, which may forbid it until somebody has touched the screen. */
import type { Burst, Pulse } from "./sound.ts";

const RISE_S = 0.02;
const LOUDNESS = 0.5;
/** Several harmonics, so that the tone carries and the ear can place it. */
const HARMONICS = [0, 1, 0.7, 0.6, 0.5, 0.35, 0.25];

export class Speaker {
  private readonly audio = new AudioContext();
  private readonly wave = this.audio.createPeriodicWave(
    new Float32Array(HARMONICS.length),
    new Float32Array(HARMONICS),
  );
  private voice: GainNode | null = null;

  /** @param changed runs whenever the browser allows or forbids sound */
  constructor(changed: () => void) {
    this.audio.onstatechange = changed;
  }

  get on(): boolean {
    return this.audio.state === "running";
  }

  /** Asks the browser for sound; only within a touch or a key press will it agree. */
  async unlock(): Promise<void> {
    await this.audio.resume();
  }

  play(burst: Burst): void {
    const voice = this.audio.createGain();
    voice.gain.value = LOUDNESS;
    voice.connect(this.audio.destination);
    // The clock of the sound runs on while the burst is laid out: it is read once.
    const from = this.audio.currentTime;
    for (const pulse of burst.pulses) {
      this.pulse(pulse, from, voice);
    }
    this.voice = voice;
  }

  stop(): void {
    this.voice?.disconnect();
    this.voice = null;
  }

  private pulse(pulse: Pulse, from: number, voice: GainNode): void {
    const start = from + pulse.atMs / 1_000;
    const end = start + pulse.forMs / 1_000;
    const tone = this.audio.createOscillator();
    const envelope = this.audio.createGain();
    tone.setPeriodicWave(this.wave);
    tone.frequency.value = pulse.hz;
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(1, start + RISE_S);
    envelope.gain.setValueAtTime(1, end - RISE_S);
    envelope.gain.linearRampToValueAtTime(0, end);
    tone.connect(envelope).connect(voice);
    tone.start(start);
    tone.stop(end);
  }
}
