package io.dripwatch.sim;

import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.Tls;
import io.dripwatch.sim.wire.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is shown to a server that has accounts. */
final class Credentials {
    private Credentials() {}

    /** Of devices. */
    static final class OfDevices {
        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "Its first line is shown by devices that speak JSON: a token of \"dripwatch device token"
                        + " add\"; of a gateway, where several speak by it.")
        private @Nullable Path token;

        @Option(
                names = "--token-name",
                paramLabel = "NAME",
                defaultValue = "device-sim",
                description = "The name under which it was made; MQTT asks for it (${DEFAULT-VALUE}).")
        private String name = "device-sim";

        Badge badge() throws IOException {
            return token == null ? Badge.NONE : new Badge(name, firstLine(token));
        }
    }

    /** Of a person. */
    static final class OfPerson {
        @Option(names = "--as", paramLabel = "ACCOUNT", description = "Sign in; nobody signs in where left out.")
        private @Nullable String account;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Its first line is the password of that account.")
        private @Nullable Path password;

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init") // picocli fills it in
        private CommandSpec spec;

        Visitor visitor() throws IOException {
            if ((account == null) != (password == null)) {
                throw new ParameterException(spec.commandLine(), "expected --as and --password-file, got one of them");
            }
            return account == null || password == null ? Visitor.NOBODY : new Visitor(account, firstLine(password));
        }
    }

    /** By which TLS is spoken. */
    static final class Certificates {
        @Option(
                names = "--trust",
                paramLabel = "FILE",
                description = "PEM of the authorities to which the server's certificate leads; the JDK's own where left"
                        + " out.")
        private @Nullable Path authorities;

        @Option(
                names = "--certificate",
                paramLabel = "FILE",
                description = "PEM of a certificate that devices show; none where left out.")
        private @Nullable Path certificate;

        @Option(names = "--key", paramLabel = "FILE", description = "PEM of the key of that certificate.")
        private @Nullable Path key;

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init") // picocli fills it in
        private CommandSpec spec;

        Tls tls() throws IOException {
            if ((certificate == null) != (key == null)) {
                throw new ParameterException(spec.commandLine(), "expected --certificate and --key, got one of them");
            }
            return Tls.of(authorities, certificate, key);
        }
    }

    private static String firstLine(Path file) throws IOException {
        String line = Files.readString(file).lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            throw new IOException("expected a secret in the first line of " + file + ", got nothing");
        }
        return line;
    }
}
