package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.RoomStory;
import io.dripwatch.review.Days;
import io.dripwatch.review.KeptStory;
import io.dripwatch.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that was changed, thinned, cut or written anew, and what is said about it. */
final class VerifyRecordTest {
    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path data = Path.of("");
    private int events;

    @SuppressWarnings("NullAway.Init")
    VerifyRecordTest() {}

    @BeforeEach
    void aDayIsKept() {
        data = folder.resolve("data");
        RoomStory day = Days.eventful();
        events = day.events.size();
        try (KeptStory kept = new KeptStory(data)) {
            kept.keep(day);
        }
    }

    @Test
    void aWholeRecordIsCountedAndGivesItsAnchor() {
        assertThat(console.run("verify-record", "--data", data)).isZero();

        assertThat(console.err()).isEmpty();
        assertThat(console.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches(events + " events, from 2026-03-01T\\S+Z to 2026-03-01T\\S+Z"))
                .anyMatch(line -> line.matches("event " + events + " seal [0-9a-f]{64}"))
                .contains("The record is whole.");
    }

    @Test
    void anEmptyRecordIsWhole() {
        new KeptStory(folder.resolve("young")).close();
        assertThat(console.run("verify-record", "--data", folder.resolve("young")))
                .isZero();
        assertThat(console.out().lines()).contains("0 events", "event 0 seal " + "0".repeat(64));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE event SET body = replace(body, '2026', '2025') WHERE seq = 5 | event 5 does not match its seal",
                "UPDATE event SET hash = zeroblob(32) WHERE seq = 3 | event 3 does not match its seal",
                "UPDATE event SET kind = 'NO_SUCH_KIND' WHERE seq = 4 | event 4 does not match its seal",
                "DELETE FROM event WHERE seq = 1 | expected event 1, found event 2",
                "DELETE FROM event WHERE seq = 6 | expected event 6, found event 7",
                "UPDATE event SET at = at + 1 WHERE seq = 7 | event 7 stands under another time",
                "UPDATE event SET chair = '9' WHERE seq = 8 | event 8 stands under another time, chair",
                "UPDATE event SET subject = 'session-9' WHERE seq = 8 | event 8 stands under another time, chair or session"
            })
    void theFirstBrokenLinkIsNamedInOneSentence(String harm, String fault) throws SQLException {
        outside(harm);

        assertThat(console.run("verify-record", "--data", data)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is not whole: " + fault);
        assertThat(console.out()).contains("whole events at the beginning").doesNotContain("The record is whole");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void onlyAnAnchorNoticesThatTheEndWasCutOff(int cut) throws SQLException {
        Path anchor = folder.resolve("anchor");
        assertThat(console.run("verify-record", "--data", data, "--write-anchor", anchor))
                .isZero();
        outside("DELETE FROM event WHERE seq > " + (events - cut));
        assertThat(console.run("verify-record", "--data", data)).isZero();

        assertThat(console.run("verify-record", "--data", data, "--anchor", anchor))
                .isEqualTo(1);
        assertThat(console.err().lines())
                .singleElement()
                .asString()
                .contains("it ends with event " + (events - cut), "taken at event " + events);
    }

    @Test
    void aRecordThatWasWrittenAnewIsNotTheOneOfTheAnchor() throws Exception {
        Path anchor = folder.resolve("anchor");
        assertThat(console.run("verify-record", "--data", data, "--write-anchor", anchor))
                .isZero();
        try (KeptStory forged = new KeptStory(folder.resolve("forged"))) {
            forged.keep(RoomStory.dosing());
            forged.keep(Days.eventful());
        }
        assertThat(console.run("verify-record", "--data", folder.resolve("forged")))
                .isZero();

        assertThat(console.run("verify-record", "--data", folder.resolve("forged"), "--anchor", anchor))
                .isEqualTo(1);
        assertThat(console.err().lines())
                .singleElement()
                .asString()
                .contains("event " + events + " has another seal than the anchor");
    }

    @Test
    void aRecordThatWentOnIsTheOneOfTheAnchor() {
        Path anchor = folder.resolve("anchor");
        assertThat(console.run("verify-record", "--data", data, "--write-anchor", anchor))
                .isZero();
        try (KeptStory server = new KeptStory(data)) {
            server.keep(RoomStory.dosing());
            assertThat(console.run("verify-record", "--data", data, "--anchor", anchor))
                    .isZero();
        }
        assertThat(console.out()).contains("goes on from the anchor");
    }

    @Test
    void aBrokenRecordGivesNoAnchor() throws SQLException {
        Path anchor = folder.resolve("anchor");
        outside("DELETE FROM event WHERE seq = 2");
        assertThat(console.run("verify-record", "--data", data, "--write-anchor", anchor))
                .isEqualTo(1);
        assertThat(anchor).doesNotExist();
    }

    @Test
    void anAnchorThatIsNoneIsWrongUsage() throws Exception {
        Path anchor = Files.writeString(folder.resolve("anchor"), "event 12 seal abc\n");
        assertThat(console.run("verify-record", "--data", data, "--anchor", anchor))
                .isEqualTo(2);
        assertThat(console.err().lines()).singleElement().asString().contains("--anchor", "event 12 seal abc");

        assertThat(console.run("verify-record", "--data", data, "--anchor", folder.resolve("none")))
                .isEqualTo(2);
        assertThat(console.err().lines()).singleElement().asString().contains("cannot be read");
    }

    private void outside(String sql) throws SQLException {
        try (Connection connection = Database.in(data).writer();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
