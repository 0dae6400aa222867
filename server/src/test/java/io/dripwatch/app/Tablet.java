package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that goes to and fro between a server and the hospital's provider, with the cookies of both. */
final class Tablet {
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String server;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    /** @param server its address */
    Tablet(String server) {
        this.server = server;
    }

    /** Where the server sends it to sign in; the provider's first address. */
    String begins() throws IOException, InterruptedException {
        return new JsonObject(post("/api/v1/session/hospital", "{}").body()).getString("location");
    }

    /** Signs in as somebody whom the provider knows; where it comes out. */
    String signsIn(String account) throws IOException, InterruptedException {
        return comesOut(comesBack(begins(), account));
    }

    /** Shows the provider who somebody is; the address with which it sends the browser back. */
    String comesBack(String begun, String account) throws IOException, InterruptedException {
        String place = begun;
        for (int step = 0; step < 12; step++) {
            HttpResponse<String> answer = get(place);
            while (answer.statusCode() == 200) {
                answer = submits(answer, "&login=" + account + "&password=synthetic");
            }
            place = URI.create(place)
                    .resolve(answer.headers().firstValue("location").orElseThrow(() -> new AssertionError("stuck")))
                    .toString();
            if (place.startsWith(server)) {
                return place;
            }
        }
        throw new AssertionError("expected to come back, got " + place);
    }

    /** Follows the provider's address back to the server: another site sends it, so that only lax cookies go along. */
    String comesOut(String place) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(place)), known -> lax(known));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static Map<String, String> lax(Map<String, String> known) {
        return known.entrySet().stream()
                .filter(each -> each.getKey().equals("dripwatch-away"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Logs out at the provider itself, as any other program of the hospital may ask it to. */
    void logsOutAtProvider(String place) throws IOException, InterruptedException {
        HttpResponse<String> page = get(place);
        HttpResponse<String> done = submits(page, "&logout=yes");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    /** Sends the form of a page, with what is hidden in it. */
    private HttpResponse<String> submits(HttpResponse<String> page, String typed)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("by=tablet");
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            body.append('&').append(hidden.group(1)).append('=').append(hidden.group(2));
        }
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        return send(HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body + typed)));
    }

    JsonObject who() throws IOException, InterruptedException {
        return new JsonObject(get(server + "/api/v1/session").body());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .header("X-Dripwatch", "screen")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String place) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(place)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, known -> known);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, UnaryOperator<Map<String, String>> which)
            throws IOException, InterruptedException {
        String site = request.build().uri().getAuthority();
        Map<String, String> known = cookies.computeIfAbsent(site, unused -> new LinkedHashMap<>());
        String sent = which.apply(known).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.header("Cookie", sent);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String set : answer.headers().allValues("set-cookie")) {
            String pair = set.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(name.length() + 1);
            if (value.isEmpty()) {
                known.remove(name);
            } else {
                known.put(name, value);
            }
        }
        return answer;
    }
}
