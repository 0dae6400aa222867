package io.dripwatch.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dripwatch.vitals.DeviceId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the devices, in a file of their own in the data directory: a command changes it while a server reads
 * it, and the database has one writer only. A change replaces the whole file at once.
 */
public final class TokenFile {
    /** Its name in a data directory and in a backup. */
    public static final String NAME = "device-tokens.json";

    private final ListFile<Entry, Token> file;

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
        this.file = new ListFile<>(
                data, NAME, new ListFile.Shape<>("tokens", "tokens", Entry.class, Entry::token, Entry::new));
    }

    /** What stands in it; empty where there is none. */
    String text() {
        return file.text();
    }

    /**
     * All tokens, the oldest first, those that are at an end among them.
     *
     * @throws FileUnusable where the file cannot be read
     */
    public List<Token> tokens() {
        return tokens(text());
    }

    List<Token> tokens(String text) {
        return file.all(text);
    }

    /**
     * Replaces them, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(UnaryOperator<List<Token>> change) {
        file.change(change);
    }
}
