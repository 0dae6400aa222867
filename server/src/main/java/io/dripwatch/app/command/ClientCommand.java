package io.dripwatch.app.command;

import io.dripwatch.access.Client;
import io.dripwatch.access.ClientFile;
import io.dripwatch.access.Keys;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Token;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Tokens of programs that read: EHRs, and what gathers the server's numbers. */
@Command(
        name = "client",
        description = "Tokens of programs that read: EHRs, and what gathers numbers; a server that runs notices within"
                + " seconds.",
        mixinStandardHelpOptions = true)
final class ClientCommand implements Callable<Integer> {
    private final InstantSource clock = InstantSource.system();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Data directory (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("dripwatch-data");

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a sub-command: add, list, rotate or revoke");
    }

    @Command(
            name = "add",
            description = "Make a token. It is printed this once and nowhere kept.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "The program.") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            description = "system/*.rs for the chart as FHIR, metrics for the numbers; may be given"
                                    + " again.")
                    List<String> scopes,
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
            throw new ParameterException(spec.commandLine(), "--expires: expected a day to come, got " + expires);
        }
        String secret = Token.newSecret();
        Client client = client(name, scopes, secret, now, end);
        change(clients -> {
            clients.add(client);
            return clients;
        });
        print(secret);
        return 0;
    }

    private Client client(String name, List<String> scopes, String secret, Instant now, @Nullable Instant end) {
        try {
            Set<Scope> allowed = scopes.stream().map(Scope::ofWord).collect(Collectors.toSet());
            return Client.of(name, allowed, secret, now, end);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    @Command(name = "list", description = "Show which programs have tokens.", mixinStandardHelpOptions = true)
    int list() {
        Instant now = clock.instant();
        for (Client client : new ClientFile(data).clients()) {
            String state = client.revoked() != null
                    ? "revoked " + client.revoked()
                    : client.expires() == null
                            ? "valid"
                            : (client.isValid(now) ? "valid until " : "expired ") + client.expires();
            String scopes = client.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" "));
            print(client.name() + "  " + scopes + "  made " + client.made() + "  " + state);
        }
        return 0;
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
            print(new Keys(data).rotateClient(name, Duration.ofHours(overlapHours), clock.instant()));
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
        new ClientFile(data).change(clients -> change.apply(new ArrayList<>(clients)));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
