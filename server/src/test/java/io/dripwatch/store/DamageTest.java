package io.dripwatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.review.Days;
import io.dripwatch.review.KeptStory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in which a disk has left nonsense, and what a start says. */
final class DamageTest {
    private static final int PAGE = 4096;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private byte[] whole = {};
    private Path file = Path.of("");

    @SuppressWarnings("NullAway.Init")
    DamageTest() {}

    @BeforeEach
    void aDayIsKept() throws IOException {
        try (KeptStory kept = new KeptStory(folder)) {
            kept.keep(Days.eventful());
        }
        file = folder.resolve("dripwatch.db");
        whole = Files.readAllBytes(file);
    }

    @Test
    void aWholeFileOpens() {
        assertThat(Database.in(folder).file()).isEqualTo(file);
    }

    /** The head of a page says where its rows are: whatever the page, damage there is noticed before anything runs. */
    @Test
    void aPageWhoseHeadIsNonsenseIsToldInOneSentence() throws IOException {
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Files.write(file, whole);
            long page = random.nextLong(whole.length / PAGE);
            byte[] nonsense = new byte[64];
            random.nextBytes(nonsense);
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.seek(page * PAGE + (page == 0 ? 100 : 0));
                open.write(nonsense);
            }
            assertThatThrownBy(() -> Database.in(folder))
                    .as("seed " + seed + ", page " + page)
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("restore the last backup")
                    .hasMessageMatching("[^\n]+");
        }
    }

    @Test
    void aFileThatWasCutShortIsTold() throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            int left = new SplittableRandom(seed).nextInt(1, whole.length / PAGE) * PAGE;
            Files.write(file, whole);
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(left);
            }
            assertThatThrownBy(() -> Database.in(folder))
                    .as("seed " + seed + ", " + left + " bytes left")
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessageContaining("damaged")
                    .hasMessageMatching("[^\n]+");
        }
    }
}
