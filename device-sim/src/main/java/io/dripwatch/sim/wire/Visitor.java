package io.dripwatch.sim.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Somebody who signs in on the server's pages.
 *
 * @param account empty for nobody, where the server has no accounts
 * @param password of the account
 */
public record Visitor(String account, String password) {
    /** Nobody signs in. */
    public static final Visitor NOBODY = new Visitor("", "");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Whether somebody does. */
    public boolean isSomebody() {
        return !account.isEmpty();
    }

    /**
     * Signs in.
     *
     * @return the cookie to show from now on; empty for nobody
     * @throws IOException where the server does not answer or does not let them in
     */
    public String cookie(HttpClient client, URI server) throws IOException, InterruptedException {
        if (!isSomebody()) {
            return "";
        }
        String body = JSON.writeValueAsString(Map.of("account", account, "password", password));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/session"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .header("x-dripwatch", "device-sim")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        String set = answer.headers().firstValue("set-cookie").orElse("");
        if (answer.statusCode() != 200 || set.isEmpty()) {
            throw new IOException("expected to be signed in as " + account + ", got " + answer.statusCode() + " "
                    + JSON.readTree(answer.body()).path("error").asText());
        }
        return set.split(";", 2)[0];
    }

    /** Does not tell the password. */
    @Override
    public String toString() {
        return isSomebody() ? account : "nobody";
    }
}
