/** The bundle's files, served as the server serves them. */
const WEB = "../target/classes/web";
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};
const POLICY = "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'";

export async function file(path: string): Promise<Response> {
  const asked = path === "/" || path === "/review" || /^\/(chair|session)\//.test(path)
    ? "/index.html"
    : path;
  if (!/^\/[\w.-]+$/.test(asked)) {
    return new Response("not found", { status: 404 });
  }
  try {
    const type = TYPES[asked.split(".").pop()!] ?? "text/plain";
    return new Response(await Deno.readFile(WEB + asked), {
      headers: { "content-type": type, "content-security-policy": POLICY },
    });
  } catch (missing) {
    return new Response(String(missing), { status: 404 });
  }
}
