package io.dripwatch.app;

import io.dripwatch.access.people.GivenAccounts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A browser that talks to a server, and may have somebody signed in. */
final class SignedIn {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private String cookie = "";

    SignedIn(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Signs in with the password of all accounts of tests. */
    static SignedIn as(String account, int port) throws IOException, InterruptedException {
        SignedIn browser = new SignedIn(port);
        HttpResponse<String> answer = browser.signIn(account, GivenAccounts.PASSWORD);
        if (answer.statusCode() != 200) {
            throw new AssertionError("expected to be signed in, got " + answer.statusCode() + " " + answer.body());
        }
        return browser;
    }

    HttpResponse<String> signIn(String account, String password) throws IOException, InterruptedException {
        JsonObject body = new JsonObject().put("account", account).put("password", password);
        return post("/api/v1/session", body.encode());
    }

    String cookie() {
        return cookie;
    }

    void take(String other) {
        cookie = other;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    /** As a page of the server itself does it; further headers replace its own. */
    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        if (!method.equals("GET")) {
            request.setHeader("X-Dripwatch", "screen");
        }
        if (!cookie.isEmpty()) {
            request.setHeader("Cookie", cookie);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (path.equals("/metrics")) {
            NobodyNamed.heard("the metrics", answer.body());
        }
        List<String> set = answer.headers().allValues("set-cookie");
        if (!set.isEmpty()) {
            String first = set.get(0);
            cookie = first.substring(0, first.indexOf(';'));
        }
        return answer;
    }
}
