package io.dripwatch.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.vitals.DeviceId;
import java.nio.file.Path;
import java.time.DateTimeException;
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

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SmallFile file;

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

    private record Content(int format, List<Entry> tokens) {}

    /** @param data the data directory */
    public TokenFile(Path data) {
        this.file = new SmallFile(data, NAME);
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
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            Content content = JSON.readValue(text, Content.class);
            if (content.format() != FORMAT) {
                throw new IllegalArgumentException("expected format " + FORMAT + ", got " + content.format());
            }
            return content.tokens().stream().map(Entry::token).toList();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw file.unusable("holds no tokens", e);
        }
    }

    /**
     * Replaces them, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(UnaryOperator<List<Token>> change) {
        file.change(text -> {
            List<Token> changed = change.apply(tokens(text));
            Content content =
                    new Content(FORMAT, changed.stream().map(Entry::new).toList());
            try {
                return JSON.writeValueAsString(content);
            } catch (JsonProcessingException e) {
                throw file.unusable("cannot be written", e);
            }
        });
    }
}
