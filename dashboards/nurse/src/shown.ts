/** Remembers what the server has been told about alarms that a person here could see and hear. */
import type { Shown } from "./wire.ts";

export class Confirmations {
  private readonly told = new Map<string, boolean>();

  /** A new line to the server: it must be told everything again. */
  forget(): void {
    this.told.clear();
  }

  /** Messages for the alarms drawn that the server does not know of, or knows only as seen but not heard. */
  due(drawn: readonly string[], sounded: ReadonlySet<string>): Shown[] {
    const news = drawn.filter((alarm) => this.told.get(alarm) !== true);
    const heard = news.filter((alarm) => sounded.has(alarm));
    const seen = news.filter((alarm) => !sounded.has(alarm) && !this.told.has(alarm));
    return [message(heard, true), message(seen, false)].filter((shown) => shown.alarms.length > 0);
  }

  confirmed(shown: Shown): void {
    for (const alarm of shown.alarms) {
      this.told.set(alarm, shown.sounded);
    }
  }

  /** Lets go of alarms that are over. */
  keepOnly(current: ReadonlySet<string>): void {
    for (const alarm of this.told.keys()) {
      if (!current.has(alarm)) {
        this.told.delete(alarm);
      }
    }
  }
}

function message(alarms: string[], sounded: boolean): Shown {
  return { t: "shown", alarms, sounded };
}
