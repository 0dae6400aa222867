/** Which alarm matters most, and which may be heard. */
import type { Alarm, Chair, Priority } from "./wire.ts";

const WEIGHT: Record<Priority, number> = { high: 3, medium: 2, low: 1 };

/** "!!!", "!!" or "!": the priority for those who cannot see the colour. */
export const MARKS: Record<Priority, string> = { high: "!!!", medium: "!!", low: "!" };

/** Most urgent first: to be acted on before latched before acknowledged, then by priority, then the newest. */
export function byUrgency(one: Alarm, other: Alarm): number {
  return standing(other) - standing(one) ||
    WEIGHT[other.priority] - WEIGHT[one.priority] ||
    other.since - one.since ||
    (one.id < other.id ? -1 : 1);
}

function standing(alarm: Alarm): number {
  return alarm.acknowledged ? 0 : alarm.state === "latched" ? 1 : 2;
}

/** The chair's alarms, the most urgent first. */
export function alarmsOf(chair: Chair): Alarm[] {
  return [...chair.alarms].sort(byUrgency);
}

/** Every alarm of the room and of the server itself, the most urgent first. */
export function alarmsOfRoom(chairs: Iterable<Chair>, server: Alarm[]): Alarm[] {
  return [...chairs].flatMap((chair) => chair.alarms).concat(server).sort(byUrgency);
}

export function pausedAt(chair: Chair, now: number): boolean {
  return chair.audioPausedUntil !== null && chair.audioPausedUntil > now;
}

/**
 * With which tone the alarm is to be heard, null for none. A latched alarm keeps only the lowest tone, as a reminder:
 * the condition itself is gone.
 */
export function toneOf(alarm: Alarm): Priority | null {
  return alarm.acknowledged ? null : alarm.state === "latched" ? "low" : alarm.priority;
}

const SILENT = ["audio-off", "alarm-paused", "alarm-off"];

/**
 * Whether somebody has silenced this alarm. A pause of the chair's tones holds only for the alarms that say so: one that
 * came later or became worse breaks through it.
 */
export function silenced(alarm: Alarm, chair: Chair, now: number): boolean {
  return alarm.inactivation.some((word) =>
    SILENT.includes(word) || (word === "audio-paused" && pausedAt(chair, now))
  );
}

/** The alarms to be heard now, each with its tone. */
export function audible(
  chairs: Iterable<Chair>,
  server: Alarm[],
  now: number,
): { id: string; tone: Priority }[] {
  const heard = [...chairs].flatMap((chair) => chair.alarms.filter((alarm) => !silenced(alarm, chair, now)));
  return heard.concat(server).flatMap((alarm) => {
    const tone = toneOf(alarm);
    return tone === null ? [] : [{ id: alarm.id, tone }];
  });
}

/** The most urgent of these tones, null for none. */
export function loudest(tones: Iterable<Priority>): Priority | null {
  let most: Priority | null = null;
  for (const tone of tones) {
    most = most === null || WEIGHT[tone] > WEIGHT[most] ? tone : most;
  }
  return most;
}
