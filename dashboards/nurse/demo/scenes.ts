/** Every state that a nurse may meet, as something wrong with a chair that was calm. */
import type { Alarm, Chair, Priority, Value } from "../src/wire.ts";
import { MINUTE } from "./calm.ts";

/** What is wrong with one chair of the scene. */
export type Scene = (chair: Chair, index: number, now: number) => Chair;

function alarm(chair: Chair, priority: Priority, text: string, rest: Partial<Alarm> = {}): Alarm {
  return {
    id: `${chair.chair}-${text}`,
    chair: chair.chair,
    kind: "physiological",
    metric: null,
    priority,
    state: "active",
    acknowledged: false,
    text,
    value: null,
    limit: null,
    since: Math.floor(Date.now() / 60_000) * 60_000 - 20_000,
    advice: "",
    origin: "",
    acceptedBy: null,
    pausedUntil: null,
    inactivation: ["enabled"],
    ...rest,
  };
}

function changed(chair: Chair, metric: string, change: Partial<Value>): Chair {
  return {
    ...chair,
    values: chair.values.map((each) => each.metric === metric ? { ...each, ...change } : each),
  };
}

function raised(chair: Chair, ...alarms: Alarm[]): Chair {
  return { ...chair, alarms: [...chair.alarms, ...alarms] };
}

const quiet: Scene = (chair) => chair;

const high: Scene = (chair, index) =>
  index !== 2 ? chair : raised(
    changed(chair, "spo2", { value: 84, trend: "falling" }),
    alarm(chair, "high", "SpO2 84 < 90", { metric: "spo2", advice: "Look at airway and breathing." }),
  );

const medium: Scene = (chair, index) =>
  index !== 1 ? chair : raised(
    changed(chair, "nibpSys", { value: 178, trend: "rising" }),
    alarm(chair, "medium", "NIBP sys 178 > 170", { metric: "nibpSys" }),
  );

const low: Scene = (chair, index) =>
  index !== 3 ? chair : raised(
    changed(chair, "heartRate", { value: 133 }),
    alarm(chair, "low", "HR 133 > 130", { metric: "heartRate" }),
  );

const technical: Scene = (chair, index) =>
  index === 0
    ? raised(chair, alarm(chair, "low", "Monitor MON-1 silent for 12 s", { kind: "technical" }))
    : index === 4
    ? raised(
      {
        ...chair,
        pump: { state: "stopped", since: 0, rateMlPerHour: null, reason: "occlusion", late: false },
      },
      alarm(chair, "medium", "Pump stopped: occlusion", { kind: "technical" }),
    )
    : index === 5
    ? raised(
      { ...chair, pump: { state: "stopped", since: 0, rateMlPerHour: null, reason: "", late: true } },
      alarm(chair, "medium", "Pump stopped, told late", { kind: "technical" }),
    )
    : chair;

const stale: Scene = (chair, index, now) =>
  index !== 0 ? chair : {
    ...chair,
    values: chair.values.map((each) => ({ ...each, stale: true, liveAt: now - 3 * MINUTE })),
    due: [{ metric: "nibpSys", label: "NIBP", dueAt: now - 65_000, overdue: true }],
  };

const sensorOff: Scene = (chair, index) =>
  index === 0
    ? changed(changed(chair, "spo2", { value: null, absent: "sensor-off" }), "heartRate", {
      absent: "invalid",
    })
    : index === 1
    ? changed(chair, "heartRate", { questionable: true })
    : chair;

const answered: Scene = (chair, index, now) =>
  index === 0
    ? raised(chair, alarm(chair, "high", "SpO2 86 < 90", { state: "latched", metric: "spo2" }))
    : index === 1
    ? raised(
      changed(chair, "heartRate", { value: 141 }),
      alarm(chair, "medium", "HR 141 > 130", { acknowledged: true, metric: "heartRate" }),
    )
    : index === 2
    ? { ...high(chair, 2, now), audioPausedUntil: now + 94_000 }
    : index === 3
    ? { ...chair, session: null, values: [], due: [], pump: null, devices: [] }
    : chair;

const every: Scene = (chair, index, now) =>
  [high, medium, low, technical].reduce((each, scene) => scene(each, index, now), chair);

const all: Scene = (chair, index, now) =>
  answered(index > 6 ? chair : every(chair, index, now), index - 8, now);

export const SCENES: Record<string, Scene> = {
  quiet,
  high,
  medium,
  low,
  technical,
  stale,
  "sensor-off": sensorOff,
  answered,
  every,
  all,
  wall: every,
  disconnected: quiet,
};
