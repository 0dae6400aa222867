/** Asks the server for what the pages show and the feed does not tell; each answer becomes an event. */
import { course } from "./actions.ts";
import { administer } from "./administration.ts";
import { newest } from "./course.ts";
import { choose, fetchEarlier } from "./earlier.ts";
import { fetchReadings, FIRST, type Turn } from "./readings.ts";
import { fetchReport } from "./report.ts";
import { begun, lookBack, type Review } from "./review.ts";
import type { Route } from "./route.ts";
import type { Event, State } from "./state.ts";

const APART_MS = 1_000;

export class Asking {
  private asked = { after: "", at: 0, again: false };

  constructor(
    private readonly state: () => State,
    private readonly dispatch: (event: Event) => void,
  ) {}

  /** For a page that opens. */
  page(route: Route): void {
    switch (route.page) {
      case "administration":
        void this.administer("", {});
        break;
      case "report":
        void fetchReport(route.session).then((report) => this.dispatch({ t: "report", report }));
        break;
      case "review":
        void this.review(begun(Date.now()), true);
        break;
      case "readings":
        void this.turn(route.session, FIRST);
        break;
      case "room":
      case "chair":
    }
  }

  async administer(step: string, body: Record<string, string>): Promise<void> {
    this.dispatch({ t: "administered", administered: await administer(step, body) });
  }

  async turn(session: string, turn: Turn): Promise<void> {
    this.dispatch({ t: "readings", readings: await fetchReadings(session, turn) });
  }

  /** The course of the chair whose page stands open. */
  async course(): Promise<void> {
    const { route, span } = this.state().desk;
    if (route.page === "chair") {
      this.dispatch({ t: "course", ...await course(route.chair, span) });
      await this.earlier(route.chair);
    }
  }

  /** Once for each session: what went before it does not change. */
  private async earlier(chair: string): Promise<void> {
    const { course: known, compared } = this.state();
    const session = known?.history?.session.id;
    if (session !== undefined && session !== compared?.session) {
      this.dispatch({ t: "compared", compared: await fetchEarlier(chair) });
    }
  }

  /** The course anew when an event has happened, and once more: it is shown before it is kept. */
  follow(): void {
    const { desk: { route }, course: known, chairs } = this.state();
    const chair = route.page === "chair" ? chairs.get(route.chair) : undefined;
    if (!chair?.session || known === null || performance.now() - this.asked.at < APART_MS) {
      return;
    }
    const after = newest(chair);
    const changed = after !== this.asked.after;
    if (changed || this.asked.again || known.history === null) {
      this.asked = { after, at: performance.now(), again: changed };
      void this.course();
    }
  }

  /** The answer to what was asked last stands on the page. */
  async review(change: Partial<Review>, ask: boolean, trying = false): Promise<void> {
    this.dispatch({ t: "review", change: ask ? { ...change, working: true, refusal: "" } : change });
    if (!ask) {
      return;
    }
    const asked = this.state().review;
    const answer = await lookBack(asked, trying);
    const now = this.state().review;
    if (now.part === asked.part) {
      const { burden, links, limits, whatIf, refusal } = answer;
      const protocol = now.protocol || answer.protocol;
      const found = { burden, links, limits, protocol, whatIf, refusal, working: false };
      this.dispatch({ t: "review", change: found });
    }
  }

  async compare(chosen: string | null): Promise<void> {
    const { compared } = this.state();
    if (compared === null) {
      return;
    }
    this.dispatch({ t: "compared", compared: { ...compared, chosen, history: null, refusal: "" } });
    const answer = await choose(compared, chosen);
    const now = this.state().compared;
    if (now?.session === compared.session && now.chosen === chosen) {
      this.dispatch({ t: "compared", compared: answer });
    }
  }
}
