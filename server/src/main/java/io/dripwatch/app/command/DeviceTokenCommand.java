package io.dripwatch.app.command;

import io.dripwatch.access.Secret;
import io.dripwatch.access.keys.Token;
import io.dripwatch.access.keys.TokenFile;
import io.dripwatch.vitals.DeviceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives tokens to devices and takes them back; a server that runs notices within seconds. */
@Command(
        name = "token",
        description = "Give tokens to devices and take them back; a server that runs notices within seconds.",
        mixinStandardHelpOptions = true)
final class DeviceTokenCommand extends CommandFamily {
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Command(
            name = "add",
            description = "Make a token. It is printed this once and nowhere kept; a device may have several.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "The device, as its readings name it.") String name,
            @Option(
                            names = "--expires",
                            paramLabel = "DATE",
                            description = "Its last day (UTC), such as 2030-12-31; it never expires where left out.")
                    @Nullable
                    LocalDate expires) {
        Instant now = clock.instant();
        Instant end = expires == null
                ? null
                : expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (end != null && !end.isAfter(now)) {
            throw wrong("--expires: expected a day to come, got " + expires);
        }
        String secret = Secret.fresh();
        Token token = Token.of(device(name), secret, now, end);
        new TokenFile(data.folder()).change(tokens -> {
            List<Token> more = new ArrayList<>(tokens);
            more.add(token);
            return more;
        });
        print(secret);
        return 0;
    }

    @Command(name = "list", description = "Show whose tokens there are.", mixinStandardHelpOptions = true)
    int list() {
        Instant now = clock.instant();
        for (Token token : new TokenFile(data.folder()).all()) {
            print(token.device() + "  made " + token.made() + "  " + state(token, now));
        }
        return 0;
    }

    private static String state(Token token, Instant now) {
        if (token.revoked() != null) {
            return "revoked " + token.revoked();
        }
        return token.expires() == null
                ? "valid"
                : token.isValid(now) ? "valid until " + token.expires() : "expired " + token.expires();
    }

    @Command(
            name = "revoke",
            description = "Put an end to the tokens of a device; a connection that lives on one ends.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "NAME", description = "The device.") String name,
            @Option(names = "--but-newest", description = "Leave it the one that was made last.") boolean butNewest) {
        Instant now = clock.instant();
        DeviceId device = device(name);
        AtomicInteger revoked = new AtomicInteger();
        new TokenFile(data.folder()).change(tokens -> {
            Token newest = tokens.stream()
                    .filter(token -> butNewest && token.device().equals(device) && token.revoked() == null)
                    .reduce((older, newer) -> newer)
                    .orElse(null);
            return tokens.stream()
                    .map(token -> {
                        boolean ends =
                                token.device().equals(device) && token.revoked() == null && !token.equals(newest);
                        revoked.addAndGet(ends ? 1 : 0);
                        return ends ? token.revokedAt(now) : token;
                    })
                    .toList();
        });
        if (revoked.get() == 0) {
            throw new CommandFailed("There was no token of " + device + " to revoke.");
        }
        print(revoked + (revoked.get() == 1 ? " token of " : " tokens of ") + device + " revoked");
        return 0;
    }

    private DeviceId device(String name) {
        try {
            return new DeviceId(name);
        } catch (IllegalArgumentException e) {
            throw wrong("NAME: " + e.getMessage(), e);
        }
    }
}
