/** When which tone sounds, in the manner of IEC 60601-1-8: rhythm and pitch tell the priority. */
import type { Priority } from "./wire.ts";

/** The fourth one is the screen's own voice: it has lost the server. */
export type Tone = Priority | "disconnected";

export interface Pulse {
  atMs: number;
  forMs: number;
  hz: number;
}

export interface Burst {
  pulses: readonly Pulse[];
  lastsMs: number;
  everyMs: number;
}

const RANK: Record<Tone, number> = { low: 1, medium: 2, high: 3, disconnected: 4 };

/** Two groups of 3 + 2 pulses. */
const HIGH = [0, 250, 500, 900, 1_150].flatMap((at) => [at, at + 1_900]).sort((one, other) => one - other);

export const BURSTS: Record<Tone, Burst> = {
  high: burst(HIGH.map((atMs) => ({ atMs, forMs: 150, hz: 784 })), 10_000),
  medium: burst([0, 400, 800].map((atMs) => ({ atMs, forMs: 200, hz: 587 })), 25_000),
  low: burst([{ atMs: 0, forMs: 220, hz: 440 }], 30_000),
  disconnected: burst([
    { atMs: 0, forMs: 350, hz: 622 },
    { atMs: 400, forMs: 600, hz: 311 },
  ], 5_000),
};

function burst(pulses: Pulse[], everyMs: number): Burst {
  const lastsMs = Math.max(...pulses.map((pulse) => pulse.atMs + pulse.forMs));
  return { pulses, lastsMs, everyMs };
}

/** What has been sounding since when, and for which alarms. */
export interface Sounding {
  readonly tone: Tone;
  readonly since: number;
  readonly alarms: ReadonlySet<string>;
}

export interface Step {
  sounding: Sounding | null;
  /** What still rings is to be cut off. */
  stop: boolean;
  play: Burst | null;
}

/**
 * The next step of the schedule. A more urgent tone interrupts; a less urgent one takes over at once; an alarm that is
 * new is heard as soon as the burst before it has ended, not only when its turn comes round.
 */
export function step(
  before: Sounding | null,
  tone: Tone | null,
  alarms: Iterable<string>,
  now: number,
): Step {
  if (tone === null) {
    return { sounding: null, stop: before !== null, play: null };
  }
  const wanted = new Set(alarms);
  if (before === null || before.tone !== tone) {
    const sounding = { tone, since: now, alarms: wanted };
    return { sounding, stop: before !== null, play: BURSTS[tone] };
  }
  const passed = now - before.since;
  const fresh = [...wanted].some((alarm) => !before.alarms.has(alarm));
  const again = passed >= BURSTS[tone].everyMs || (fresh && passed >= BURSTS[tone].lastsMs);
  return again
    ? { sounding: { tone, since: now, alarms: wanted }, stop: false, play: BURSTS[tone] }
    : { sounding: before, stop: false, play: null };
}

/** Whether a burst of the one tone also gives voice to an alarm of the other. */
export function covers(played: Tone, alarm: Priority): boolean {
  return played !== "disconnected" && RANK[played] >= RANK[alarm];
}
