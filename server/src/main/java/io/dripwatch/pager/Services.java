package io.dripwatch.pager;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which push services may be spoken to: a browser names an address of one, and this server dials no other.
 *
 * @param allowed {@code https://push.example}, or with {@code *.} before the host for all hosts below it; nobody is
 *     told of anything where empty
 * @param contact whom a service may ask about this server, {@code mailto:} or {@code https:}
 * @param authority PEM of the authority that signed their certificates; null for those that Java knows
 */
public record Services(
        List<String> allowed, String contact, @Nullable Path authority) {
    /** None. */
    public static final Services NONE = new Services(List.of(), "", null);

    private static final Pattern ORIGIN =
            Pattern.compile("https://(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?");
    private static final int LONGEST_ENDPOINT = 1_000;

    public Services {
        allowed = List.copyOf(allowed);
        for (String each : allowed) {
            if (!ORIGIN.matcher(each).matches()) {
                throw new IllegalArgumentException("services: expected https://HOST or https://*.HOST, got " + each);
            }
        }
        if (!allowed.isEmpty() && !contact.startsWith("mailto:") && !contact.startsWith("https:")) {
            throw new IllegalArgumentException("contact: expected mailto:... or https:..., got '" + contact + "'");
        }
    }

    /** Whether anybody can be told of anything. */
    public boolean any() {
        return !allowed.isEmpty();
    }

    /** What is allowed, in a line. */
    public String text() {
        return any() ? String.join(" ", allowed) : "none";
    }

    /**
     * The address that a browser has named.
     *
     * @throws IllegalArgumentException where it is not one of these services
     */
    URI endpoint(String named) {
        URI endpoint;
        try {
            endpoint = URI.create(named.length() > LONGEST_ENDPOINT ? "" : named);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("endpoint: expected an address", e);
        }
        if (!"https".equals(endpoint.getScheme())
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawFragment() != null
                || allowed.stream().noneMatch(each -> covers(each, endpoint))) {
            throw new IllegalArgumentException("This browser's push service is none that this server may dial.");
        }
        return endpoint;
    }

    private static boolean covers(String allowed, URI endpoint) {
        URI service = URI.create(allowed.replace("*.", ""));
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        boolean below = allowed.contains("*.");
        boolean named = below ? host.endsWith("." + service.getHost()) : host.equals(service.getHost());
        return named && port(service) == port(endpoint);
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? 443 : address.getPort();
    }
}
