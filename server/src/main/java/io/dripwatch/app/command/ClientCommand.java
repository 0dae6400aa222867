package io.dripwatch.app.command;

import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.ClientProof;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.smart.KeySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of programs that read: EHRs, and what gathers the server's numbers. */
@Command(
        name = "client",
        description = "Tokens of programs that read: EHRs, and what gathers numbers; a server that runs notices within"
                + " seconds.",
        mixinStandardHelpOptions = true)
final class ClientCommand extends CommandFamily {
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    /** With what a program shows who it is; a token is made where nothing of it is given. */
    private static final class ProofOptions {
        @Option(
                names = "--jwks",
                paramLabel = "FILE",
                description = "Its public keys, a JSON Web Key Set: it signs who it is (SMART Backend Services).")
        private @Nullable Path keys;

        @Option(names = "--jwks-url", paramLabel = "URL", description = "The https address of its public keys.")
        private @Nullable String keysAt;
    }

    @Command(
            name = "add",
            description = {
                "Make a token. It is printed this once and nowhere kept.",
                "With --jwks or --jwks-url none is made: the program signs who it is with its own key, and NAME is its"
                        + " client_id."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "The program.") String name,
            @ArgGroup @Nullable ProofOptions proof,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            description = "system/*.rs for the chart as FHIR, system/TYPE.rs for one type of it,"
                                    + " metrics for the numbers; may be given again.")
                    List<String> scopes,
            @Option(
                            names = "--full",
                            description = "It gets every Observation where it does not say how many it wants, and not"
                                    + " one a minute.")
                    boolean full,
            @Option(
                            names = "--expires",
                            paramLabel = "DATE",
                            description = "Its last day (UTC), such as 2030-12-31; it never expires where left out.")
                    @Nullable
                    LocalDate expires) {
        Instant end = expires == null
                ? null
                : expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant now = clock.instant();
        if (end != null && !end.isAfter(now)) {
            throw wrong("--expires: expected a day to come, got " + expires);
        }
        String secret = proof == null ? Secret.fresh() : "";
        Client client;
        try {
            Set<Scope> allowed = scopes.stream().map(Scope::ofWord).collect(Collectors.toSet());
            ClientProof shown = proof == null ? ClientProof.of(secret) : keys(proof);
            client = new Client(name, allowed, shown, full, now, end, null);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
        new Keys(data.folder()).addClient(client);
        print(proof == null ? secret : "client_id " + name);
        return 0;
    }

    private static ClientProof keys(ProofOptions proof) {
        if (proof.keys == null) {
            return new ClientProof(ClientProof.Kind.KEYS_AT, String.valueOf(proof.keysAt));
        }
        try {
            return new ClientProof(
                    ClientProof.Kind.KEYS,
                    KeySet.parse(Files.readString(proof.keys)).json());
        } catch (IOException e) {
            throw new CommandFailed("The key set " + proof.keys + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Command(name = "list", description = "Show which programs have tokens.", mixinStandardHelpOptions = true)
    int list() {
        Instant now = clock.instant();
        for (Client client : new ClientFile(data.folder()).all()) {
            String state = client.revoked() != null
                    ? "revoked " + client.revoked()
                    : client.expires() == null
                            ? "valid"
                            : (client.isValid(now) ? "valid until " : "expired ") + client.expires();
            String scopes = client.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" "));
            print(client.name() + "  " + scopes + "  " + shows(client.proof()) + "made " + client.made() + "  "
                    + state);
        }
        return 0;
    }

    private static String shows(ClientProof proof) {
        return switch (proof.kind()) {
            case SECRET -> "";
            case KEYS -> "signs with its keys  ";
            case KEYS_AT -> "signs with its keys at " + proof.text() + "  ";
        };
    }

    @Command(
            name = "rotate",
            description = "Make another token for a program, with the same scopes; the older ones count for a while.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--overlap-hours",
                            paramLabel = "N",
                            description = "How long the older ones count (default: ${DEFAULT-VALUE}).",
                            defaultValue = "24")
                    int overlapHours) {
        try {
            print(new Keys(data.folder()).rotateClient(name, Duration.ofHours(overlapHours), clock.instant()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    @Command(name = "revoke", description = "Put an end to the tokens of a program.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "NAME") String name) {
        Instant now = clock.instant();
        change(clients -> {
            if (clients.stream().noneMatch(client -> client.name().equals(name) && client.revoked() == null)) {
                throw new CommandFailed("There was no token of " + name + " to revoke.");
            }
            clients.replaceAll(client -> client.name().equals(name) ? client.revokedAt(now) : client);
            return clients;
        });
        print("tokens of " + name + " revoked");
        return 0;
    }

    private void change(UnaryOperator<List<Client>> change) {
        new ClientFile(data.folder()).change(change);
    }
}
