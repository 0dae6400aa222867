/** What the screens say, in Spanish. `{}` stands for whatever is there, which is looked up here itself, `{#}` for a number. */
import { ADMINISTRATION } from "./es/administration.ts";
import { PAST } from "./es/past.ts";
import { REPORT } from "./es/report.ts";
import { ROOM } from "./es/room.ts";
import { SESSION } from "./es/session.ts";

export const ES: Readonly<Record<string, string>> = {
  ...ROOM,
  ...SESSION,
  ...PAST,
  ...REPORT,
  ...ADMINISTRATION,
};
