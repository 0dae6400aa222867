package io.dripwatch.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded sessions under other limits, from a real store and back. */
final class WhatIfTest {
    private static final Protocol PROTOCOL = RoomStory.protocol();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    WhatIfTest() {}

    @Test
    void underItsOwnProtocolEveryAlarmOfADayComesBack() throws Exception {
        RoomStory day = Days.eventful();
        Outcome outcome = outcome(day, PROTOCOL);

        assertThat(outcome.recorded())
                .extracting(episode -> LimitName.of(episode.key()))
                .contains("SpO2 low", "NIBP sys high", "SpO2 sensor off", "link lost", "stage conflict", "SpO2 stale");
        assertThat(outcome.doubt().same()).as("%s", outcome.doubt()).isTrue();
        assertThat(outcome.change().same()).as("%s", outcome.change()).isTrue();
        assertThat(Summary.of(List.of(outcome)).recorded())
                .isEqualTo(outcome.before().size());
    }

    @Test
    void aClockBetweenMillisecondsIsNoExcuse() throws Exception {
        RoomStory day = new RoomStory();
        day.now = RoomStory.START.plusNanos(123_456_789);
        day.pump(PumpEvent.Change.STARTED);
        day.monitor(Metric.NIBP_SYS, 185);
        day.pass(Duration.ofSeconds(30), Metric.SPO2, 84).pass(Duration.ofSeconds(30), Metric.SPO2, 98);
        Outcome outcome = outcome(day, PROTOCOL);

        assertThat(outcome.recorded()).hasSizeGreaterThan(1);
        assertThat(outcome.doubt().same()).as("%s", outcome.doubt()).isTrue();
    }

    @Test
    void aShallowDipVanishesUnderALowerLimitAndADeepOneStays() throws Exception {
        RoomStory day = RoomStory.dosing();
        Instant shallow = Days.dip(day, 89, 20);
        Instant deep = Days.dip(day, 84, 20);
        Protocol lower =
                onlyHigh().move(Metric.SPO2, Side.LOW, Priority.HIGH, 88).protocol();
        Comparison change = outcome(day, onlyHigh().protocol(), lower);

        assertThat(change.vanishing()).singleElement().satisfies(gone -> {
            assertThat(gone.key().kind()).isEqualTo(AlarmKind.LOW);
            assertThat(gone.from()).isBetween(shallow, shallow.plusSeconds(12));
        });
        assertThat(change.staying())
                .filteredOn(pair -> pair.before().key().kind() == AlarmKind.LOW)
                .singleElement()
                .satisfies(pair -> assertThat(pair.after().from()).isBetween(deep, deep.plusSeconds(12)));
        assertThat(change.appearing()).isEmpty();
    }

    @Test
    void aShortDipVanishesWhenOneWaitsLonger() throws Exception {
        RoomStory day = RoomStory.dosing();
        Days.dip(day, 84, 14);
        Days.dip(day, 84, 40);
        Protocol patient = onlyHigh()
                .wait(Metric.SPO2, Side.LOW, Priority.HIGH, Duration.ofSeconds(15))
                .protocol();
        Comparison change = outcome(day, onlyHigh().protocol(), patient);

        assertThat(change.vanishing()).hasSize(1);
        assertThat(change.staying())
                .filteredOn(pair -> pair.before().key().kind() == AlarmKind.LOW)
                .singleElement()
                .satisfies(pair -> assertThat(Duration.between(
                                pair.before().from(), pair.after().from()))
                        .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16)));
    }

    @Test
    void aTighterLimitBringsAnAlarmThatNobodyHeard() throws Exception {
        RoomStory day = RoomStory.dosing();
        Days.dip(day, 95, 20);
        Protocol tighter = OtherLimits.of(PROTOCOL)
                .move(Metric.SPO2, Side.LOW, Priority.MEDIUM, 96)
                .protocol();
        Outcome outcome = outcome(day, tighter);

        assertThat(outcome.change().appearing()).singleElement().satisfies(appeared -> assertThat(appeared.priority())
                .isEqualTo(Priority.MEDIUM));
        assertThat(outcome.doubt().same()).isTrue();
    }

    @Test
    void anAlarmThatStaysMayMeanSomethingElse() throws Exception {
        RoomStory day =
                RoomStory.dosing().monitor(Metric.HEART_RATE, 130).pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        Protocol other = OtherLimits.of(PROTOCOL)
                .rank(Metric.HEART_RATE, Side.HIGH, Priority.MEDIUM, Priority.HIGH)
                .protocol();
        Outcome outcome = outcome(day, other);

        assertThat(outcome.change().staying())
                .filteredOn(Comparison.Pair::changesPriority)
                .singleElement()
                .satisfies(pair -> assertThat(pair.after().priority()).isEqualTo(Priority.HIGH));
        assertThat(Summary.of(List.of(outcome)).all().changing()).isEqualTo(1);
    }

    @Test
    void whatAMonitorBufferedMovesNothingTheSecondTimeEither() throws Exception {
        RoomStory day = RoomStory.dosing().pass(Duration.ofSeconds(120), Metric.SPO2, 98);
        for (int i = 0; i < 40; i++) {
            Instant then = day.now.minusSeconds(600 - i);
            day.now = day.now.plusMillis(100);
            day.hear(day.report(RoomStory.MONITOR, RoomStory.SAM, List.of(Reading.of(Metric.SPO2, 80, then))));
        }
        day.pass(Duration.ofSeconds(12), Metric.SPO2, 98);
        Outcome outcome = outcome(day, PROTOCOL);

        assertThat(outcome.before())
                .filteredOn(episode -> episode.key().kind() == AlarmKind.LOW)
                .isEmpty();
        assertThat(outcome.doubt().same()).as("%s", outcome.doubt()).isTrue();
    }

    @Test
    void whatCannotBeBroughtBackIsSaid() throws Exception {
        RoomStory day = RoomStory.dosing();
        Days.dip(day, 84, 20);
        Outcome outcome;
        try (KeptStory kept = new KeptStory(folder)) {
            day.filings.clear();
            kept.keep(day);
            outcome = Outcome.of(kept.course(), PROTOCOL);
        }

        assertThat(outcome.doubt().vanishing())
                .extracting(episode -> LimitName.of(episode.key()))
                .contains("SpO2 low");
        assertThat(Summary.of(List.of(outcome)).lost()).isPositive();
    }

    @Test
    void thePlotIsWellFormedStandsAloneAndNamesNobody() throws Exception {
        Protocol lower = OtherLimits.of(PROTOCOL)
                .move(Metric.SPO2, Side.LOW, Priority.HIGH, 80)
                .protocol();
        String svg = Plot.svg(List.of(outcome(Days.eventful(), lower)), "<lower> & slower");

        assertThat(Svg.texts(svg))
                .anyMatch(text -> text.contains("<lower> & slower"))
                .contains("!!! high", "!! medium", "! low", "dosing", "SpO2 low");
        assertThat(svg).doesNotContain("href", "url(http", "SYN-0001", "Synthetic");
        assertThat(svg).contains("another priority</title>");
    }

    /** The protocol with one step for the saturation: 90, high. */
    private static OtherLimits onlyHigh() {
        return OtherLimits.of(PROTOCOL).drop(Metric.SPO2, Side.LOW, Priority.MEDIUM);
    }

    private Outcome outcome(RoomStory day, Protocol other) throws SQLException {
        try (KeptStory kept = new KeptStory(folder)) {
            kept.keep(day);
            return Outcome.of(kept.course(), other);
        }
    }

    private Comparison outcome(RoomStory day, Protocol before, Protocol after) throws SQLException {
        try (KeptStory kept = new KeptStory(folder)) {
            kept.keep(day);
            return Comparison.of(Rerun.of(kept.course(), before), Rerun.of(kept.course(), after));
        }
    }
}
