package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Spoiled messages by the million: nothing is thrown, and no field reaches beyond its message. How many is told by
 * {@code -Ddripwatch.fuzz}; every sixteenth goes on through the decoder and is answered. A failure names its seed.
 */
final class TokenizerFuzzTest {
    private static final long INPUTS = Long.getLong("dripwatch.fuzz", 200_000);
    private static final long FIRST_SEED = Long.getLong("dripwatch.fuzz.seed", 1);

    private long messages;
    private long decoded;

    @Test
    void noSpoiledMessageBreaksTheTokenizer() throws IOException {
        Spoiler spoiler = Spoiler.overEverything();
        long began = System.nanoTime();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
            try {
                travel(spoiler.spoiled(seed), seed);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + " over " + spoiler.seeds() + " messages", e);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d inputs, %d messages tokenized, %d decoded and answered, %.0f s, %.0f inputs/s%n",
                INPUTS,
                messages,
                decoded,
                seconds,
                INPUTS / seconds);
        assertThat(messages).isGreaterThan(INPUTS / 4);
    }

    private void travel(byte[] bytes, long seed) {
        MessageSplitter splitter = new MessageSplitter(bytes, 0, bytes.length);
        while (splitter.next()) {
            Message message = Message.read(bytes, splitter.start(), splitter.end());
            if (message != null) {
                messages++;
                walk(message);
            }
            if (seed % 16 == 0) {
                answer(message);
            }
        }
    }

    private static void walk(Message message) {
        int covered = 0;
        for (int segment = 0; segment < message.segments(); segment++) {
            int fields = message.fields(segment);
            int last = -1;
            for (int field = 2; field <= fields; field++) {
                Slice slice = message.field(segment, field);
                if (slice.length() < 0 || slice.start() < last) {
                    throw new AssertionError("field " + field + " of segment " + segment + " is out of order");
                }
                last = slice.isEmpty() ? last : slice.end();
                covered += slice.length();
            }
        }
        if (covered > message.whole().length()) {
            throw new AssertionError("the fields hold more than the message");
        }
    }

    private void answer(@Nullable Message message) {
        decoded++;
        Reply reply = new Reply(Acknowledgement.to(message), new Counters());
        Decoded made = Given.decoder().decode(message, Given.REMOTE, Given.NOW);
        if (made instanceof Decoded.Read read) {
            reply.kept(read);
        } else if (made instanceof Decoded.Rejected rejected) {
            reply.rejected(rejected.refusal());
        }
        reply.acknowledgement().frames(reply.verdict(), reply.faults(), 1, Given.NOW);
    }
}
