package io.dripwatch.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dripwatch.access.file.ListFile;
import io.dripwatch.vitals.DeviceId;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the devices, in a file of their own in the data directory: a command changes it while a server reads
 * it, and the database has one writer only. A change replaces the whole file at once.
 */
public final class TokenFile extends ListFile<Token> {
    /** Its name in a data directory and in a backup. */
    public static final String NAME = "device-tokens.json";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String device,
            String sha256,
            String made,
            @Nullable String expires,
            @Nullable String revoked) {
        Entry(Token token) {
            this(
                    token.device().value(),
                    token.hash(),
                    token.made().toString(),
                    token.expires() == null ? null : token.expires().toString(),
                    token.revoked() == null ? null : token.revoked().toString());
        }

        Token token() {
            return new Token(new DeviceId(device), sha256, Instant.parse(made), instant(expires), instant(revoked));
        }

        private static @Nullable Instant instant(@Nullable String text) {
            return text == null ? null : Instant.parse(text);
        }
    }

    /** @param data the data directory */
    public TokenFile(Path data) {
        super(data, NAME, new Shape<>("tokens", "tokens", Entry.class, Entry::token, Entry::new));
    }
}
