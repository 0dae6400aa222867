package io.dripwatch.app;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What it costs to ask who comes: the same address of two servers in one run, turn by turn, one with accounts and one
 * without. Not a test; {@code main} prints one line for each.
 */
final class AccessCost {
    private static final int ROUNDS = 10;
    private static final int REQUESTS = 1_000;
    private static final String ADDRESS = "/metrics";

    private AccessCost() {}

    public static void main(String[] arguments) throws Exception {
        Path open = Files.createTempDirectory("open");
        Path claimed = Files.createTempDirectory("claimed");
        GivenAccounts.add(claimed, "tech", Role.BIOMED, Instant.now().minusSeconds(9));
        try (Server without = start(open);
                Server with = start(claimed)) {
            SignedIn nobody = new SignedIn(without.httpPort());
            SignedIn somebody = SignedIn.as("tech", with.httpPort());
            ask(nobody);
            ask(somebody);
            List<Long> free = new ArrayList<>();
            List<Long> guarded = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                free.addAll(ask(nobody));
                guarded.addAll(ask(somebody));
            }
            tell("without", free);
            tell("with", guarded);
        }
        System.exit(0);
    }

    private static Server start(Path data) {
        return Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
    }

    private static List<Long> ask(SignedIn browser) throws Exception {
        Long[] took = new Long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long began = System.nanoTime();
            if (browser.get(ADDRESS).statusCode() != 200) {
                throw new AssertionError("expected an answer");
            }
            took[i] = System.nanoTime() - began;
        }
        return Arrays.asList(took);
    }

    private static void tell(String what, List<Long> took) {
        List<Long> sorted = took.stream().sorted().toList();
        double seconds = took.stream().mapToLong(Long::longValue).sum() / 1e9;
        System.out.printf(
                "%s access: %.0f requests/s, p50 %.0f us, p99 %.0f us%n",
                what,
                took.size() / seconds,
                sorted.get(took.size() / 2) / 1e3,
                sorted.get(took.size() * 99 / 100) / 1e3);
    }
}
