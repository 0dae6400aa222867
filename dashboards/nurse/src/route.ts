/** Which page stands open, and the address that says so. */
export type Route =
  | { page: "room" }
  | { page: "administration" }
  | { page: "review" }
  | { page: "chair"; chair: string }
  | { page: "report"; session: string }
  | { page: "readings"; session: string };

const ADDRESS = { room: "/", administration: "/administration", review: "/review" };

export function pathOf(route: Route): string {
  switch (route.page) {
    case "chair":
      return `/chair/${encodeURIComponent(route.chair)}`;
    case "report":
    case "readings":
      return `/session/${encodeURIComponent(route.session)}/${route.page}`;
    case "room":
    case "administration":
    case "review":
      return ADDRESS[route.page];
  }
}

/** The address of a page on a screen that shows one room alone; null for all. */
export function addressOf(route: Route, room: string | null): string {
  return room === null ? pathOf(route) : `${pathOf(route)}?room=${encodeURIComponent(room)}`;
}

/** Where a page at this address is fed one room alone, or all. */
export function feedOf(room: string | null, page: string): string {
  const url = new URL("/api/v1/live", page);
  url.protocol = url.protocol.replace("http", "ws");
  if (room !== null) {
    url.searchParams.set("room", room);
  }
  return url.href;
}

/** The room that an address asks for; null for all. */
export function roomOf(search: string): string | null {
  return new URLSearchParams(search).get("room");
}

export function routeOf(path: string): Route {
  if (path === ADDRESS.administration) {
    return { page: "administration" };
  }
  if (path === ADDRESS.review) {
    return { page: "review" };
  }
  const [, session, page] = /^\/session\/([^/]+)\/(report|readings)$/.exec(path) ?? [];
  if (session !== undefined) {
    return { page: page as "report" | "readings", session: decodeURIComponent(session) };
  }
  const chair = /^\/chair\/([^/]+)$/.exec(path)?.[1];
  return chair === undefined ? { page: "room" } : { page: "chair", chair: decodeURIComponent(chair) };
}
