package io.dripwatch.fhir.subscription;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * To where notifications may be posted.
 *
 * @param allowed addresses such as {@code https://ehr.example/hook/}: what begins so is allowed; none where empty
 * @param authority PEM of the authority that signed the certificates there; null for those that Java knows
 */
public record Hooks(List<URI> allowed, @Nullable Path authority) {
    /** Nowhere. */
    public static final Hooks NONE = new Hooks(List.of(), null);

    /** Nothing that leads up, or that another reader may take for a slash or a dot. */
    private static final Pattern STRAIGHT = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*)*");

    public Hooks {
        allowed = List.copyOf(allowed);
        for (URI each : allowed) {
            if (!plain(each)) {
                throw new IllegalArgumentException(
                        "hooks: expected addresses such as https://ehr.example/hook/, got " + each);
            }
        }
    }

    /** Whether somebody may be told there. */
    boolean allows(URI address) {
        return plain(address) && allowed.stream().anyMatch(each -> covers(each, address));
    }

    /** What is allowed, in a line. */
    public String text() {
        return allowed.isEmpty()
                ? "nowhere but by WebSocket"
                : allowed.stream().map(URI::toString).collect(Collectors.joining(" "));
    }

    private static boolean plain(URI address) {
        return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && STRAIGHT.matcher(address.getRawPath()).matches();
    }

    private static boolean covers(URI allowed, URI address) {
        String path = allowed.getRawPath();
        String wanted = address.getRawPath();
        return allowed.getScheme().equals(address.getScheme())
                && allowed.getHost().equalsIgnoreCase(address.getHost())
                && port(allowed) == port(address)
                && (wanted.equals(path) || wanted.startsWith(path.endsWith("/") ? path : path + "/"));
    }

    private static int port(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? usual : address.getPort();
    }
}
