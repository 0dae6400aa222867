package io.dripwatch.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.vitals.DeviceId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    private final Path folder;
    private final Path file;

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
        this.folder = data;
        this.file = data.resolve(NAME);
    }

    /** What stands in it; empty where there is none. */
    String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    /**
     * All tokens, the oldest first, those that are at an end among them.
     *
     * @throws TokensUnusable where the file cannot be read
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
            throw unusable("holds no tokens", e);
        }
    }

    /**
     * Replaces them, durably.
     *
     * @throws TokensUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(UnaryOperator<List<Token>> change) {
        Path next = file.resolveSibling(NAME + ".next");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            file.resolveSibling(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                List<Token> tokens = change.apply(tokens());
                Content content =
                        new Content(FORMAT, tokens.stream().map(Entry::new).toList());
                Files.write(next, JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
                forOwnerOnly(next);
                sync(next);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
                lock.release();
            }
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
    }

    private static void forOwnerOnly(Path written) throws IOException {
        if (written.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private TokensUnusable unusable(String what, Exception e) {
        return new TokensUnusable(
                "The file " + file + " " + what + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }
}
