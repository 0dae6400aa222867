/** Which page stands open, and the address that says so. */
export type Route =
  | { page: "room" }
  | { page: "administration" }
  | { page: "chair"; chair: string }
  | { page: "report"; session: string };

const ADDRESS = { room: "/", administration: "/administration" };

export function pathOf(route: Route): string {
  switch (route.page) {
    case "chair":
      return `/chair/${encodeURIComponent(route.chair)}`;
    case "report":
      return `/session/${encodeURIComponent(route.session)}/report`;
    case "room":
    case "administration":
      return ADDRESS[route.page];
  }
}

export function routeOf(path: string): Route {
  if (path === ADDRESS.administration) {
    return { page: "administration" };
  }
  const session = /^\/session\/([^/]+)\/report$/.exec(path)?.[1];
  if (session !== undefined) {
    return { page: "report", session: decodeURIComponent(session) };
  }
  const chair = /^\/chair\/([^/]+)$/.exec(path)?.[1];
  return chair === undefined ? { page: "room" } : { page: "chair", chair: decodeURIComponent(chair) };
}
