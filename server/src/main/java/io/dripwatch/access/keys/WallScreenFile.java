package io.dripwatch.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dripwatch.access.Grant;
import io.dripwatch.access.file.ListFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The screens on the wall, in a file of their own in the data directory. */
public final class WallScreenFile extends ListFile<WallScreen> {
    /** Its name in a data directory and in a backup. */
    public static final String NAME = "wall-screens.json";

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int CODE_LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String screen,
            @Nullable String room,
            String sha256,
            String made,
            @Nullable String paired,
            @Nullable String revoked) {
        Entry(WallScreen screen) {
            this(
                    screen.name(),
                    screen.room().equals(Grant.EVERYWHERE) ? null : screen.room(),
                    screen.hash(),
                    screen.made().toString(),
                    screen.paired() == null ? null : screen.paired().toString(),
                    screen.revoked() == null ? null : screen.revoked().toString());
        }

        WallScreen read() {
            return new WallScreen(
                    screen,
                    room == null ? Grant.EVERYWHERE : room,
                    sha256,
                    Instant.parse(made),
                    paired == null ? null : Instant.parse(paired),
                    revoked == null ? null : Instant.parse(revoked));
        }
    }

    /** @param data the data directory */
    public WallScreenFile(Path data) {
        super(data, NAME, new Shape<>("screens", "screens", Entry.class, Entry::read, Entry::new));
    }

    /** A code to be typed: ten letters and digits that are not taken for each other. */
    public static String newCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}
