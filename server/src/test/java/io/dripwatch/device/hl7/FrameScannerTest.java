package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.hl7.FrameScanner.Found;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameScannerTest {
    private final FrameScanner scanner = new FrameScanner(100);
    private final List<String> seen = new ArrayList<>();

    private void given(String... chunks) {
        for (String chunk : chunks) {
            scanner.append(Buffer.buffer(chunk.getBytes(StandardCharsets.ISO_8859_1)));
            for (Found found = scanner.next(); found != Found.NOTHING; found = scanner.next()) {
                String content = new String(
                        scanner.bytes(), scanner.start(), scanner.end() - scanner.start(), StandardCharsets.ISO_8859_1);
                seen.add(found == Found.FRAME ? content : found.name());
            }
        }
    }

    @Test
    void oneFrameInOneBuffer() {
        given("\u000bhello\u001c\r");
        assertThat(seen).containsExactly("hello");
        assertThat(scanner.isInsideFrame()).isFalse();
    }

    @Test
    void severalFramesInOneBuffer() {
        given("\u000ba\u001c\r\u000bb\u001c\r\u000bc\u001c\r");
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void aFrameCutAnywhereIsStillOneFrame() {
        String wire = "\u000bhello\u001c\r\u000bworld\u001c\r";
        for (int cut = 1; cut < wire.length(); cut++) {
            seen.clear();
            given(wire.substring(0, cut), wire.substring(cut));
            assertThat(seen).as("cut at " + cut).containsExactly("hello", "world");
        }
    }

    @Test
    void framesComeByteByByte() {
        for (char c : "\u000bhello\u001c\r\u000bworld\u001c\r".toCharArray()) {
            given(String.valueOf(c));
        }
        assertThat(seen).containsExactly("hello", "world");
    }

    @Test
    void theFinalCarriageReturnMayBeMissing() {
        given("\u000ba\u001c\u000bb\u001c");
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void garbageIsToldOncePerRun() {
        given("junk", "more junk\u000ba\u001c\r\nrubbish\u000bb\u001c\r\n\r\n");
        assertThat(seen).containsExactly("GARBAGE", "a", "GARBAGE", "b");
    }

    @Test
    void aBeginningInsideAFrameBeginsAgain() {
        given("\u000bhalf a mess\u000bwhole\u001c\r");
        assertThat(seen).containsExactly("HALF_FRAME", "whole");
    }

    @Test
    void aFrameOfExactlyTheLimitIsTaken() {
        given("\u000b" + "x".repeat(100) + "\u001c\r");
        assertThat(seen).containsExactly("x".repeat(100));
    }

    @Test
    void aFrameBeyondTheLimitIsSkippedAndTheNextOneIsFound() {
        given("\u000b" + "x".repeat(101), "x".repeat(5000), "xx\u001c\r\u000bnext\u001c\r");
        assertThat(seen).containsExactly("TOO_LARGE", "next");
        assertThat(scanner.bytes().length).isLessThan(16 * 1024);
    }

    @Test
    void aConnectionThatEndsInsideAFrameIsNoticed() {
        given("\u000bhalf");
        assertThat(scanner.isInsideFrame()).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void anyCuttingOfTheSameBytesFindsTheSame() {
        StringBuilder wire = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add("message " + i);
            wire.append('\u000b').append("message ").append(i).append("\u001c\r");
        }
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            seen.clear();
            for (int at = 0; at < wire.length(); ) {
                int to = Math.min(wire.length(), at + 1 + random.nextInt(40));
                given(wire.substring(at, to));
                at = to;
            }
            assertThat(seen).as("seed " + seed).isEqualTo(expected);
        }
    }
}
