package io.dripwatch.access.smart;

import io.dripwatch.access.Secret;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.access.file.SmallFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs have signed and used: each counts once. It stands in a file before a token is given for it, so that it
 * counts once across restarts, too; where that file cannot be read nothing counts until all that may stand in it is
 * over. Blocks. Safe from every thread.
 */
final class UsedAssertions {
    /** Its name in a data directory. */
    static final String NAME = "used-assertions.txt";

    private static final Logger LOG = LoggerFactory.getLogger(UsedAssertions.class);
    private static final int MOST_OF_ONE = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(6);

    private final SmallFile file;
    private final Map<String, Used> used = new LinkedHashMap<>();
    private final Instant open;

    private record Used(String client, Instant ends) {}

    /** @param data the data directory */
    UsedAssertions(Path data, Instant now) {
        this.file = new SmallFile(data, NAME);
        this.open = read() ? Instant.MIN : now.plus(LONGEST);
    }

    private boolean read() {
        try {
            for (String line : file.text().lines().toList()) {
                String[] parts = line.split(" ", -1);
                used.put(parts[0], new Used(parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2]))));
            }
            return true;
        } catch (FileUnusable | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.error("What programs have signed and used cannot be read; they get no tokens for 6 minutes", e);
            return false;
        }
    }

    /**
     * Uses one.
     *
     * @throws TokenRefused where it was used before, or where that cannot be known or kept
     */
    synchronized void use(Assertion assertion, Instant now) {
        if (now.isBefore(open)) {
            throw TokenRefused.unavailable("Ask again in some minutes: it is not known what was used before.");
        }
        used.values().removeIf(each -> now.isAfter(each.ends.plus(Assertion.SKEW)));
        String known = Secret.sha256(assertion.client() + "\n" + assertion.id());
        if (used.containsKey(known)) {
            throw TokenRefused.client("client_assertion: jti: it was used before");
        }
        long its = used.values().stream()
                .filter(each -> each.client.equals(assertion.client()))
                .count();
        if (its >= MOST_OF_ONE) {
            throw TokenRefused.unavailable("This client has asked for " + MOST_OF_ONE + " tokens within minutes.");
        }
        used.put(known, new Used(assertion.client(), assertion.ends()));
        keep(known);
    }

    private void keep(String added) {
        String text = used.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().client + " "
                        + (each.getValue().ends.getEpochSecond() + 1) + "\n")
                .collect(Collectors.joining());
        try {
            file.change(before -> text);
        } catch (FileUnusable e) {
            used.remove(added);
            LOG.error("What a program has signed and used cannot be kept; it gets no token", e);
            throw TokenRefused.unavailable("No token can be given now; the server's log says why.");
        }
    }
}
