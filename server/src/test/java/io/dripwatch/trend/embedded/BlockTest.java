package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.vitals.Reading;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packed points come back as they were, and are small. */
final class BlockTest {
    private static final long NOON = 1_772_362_800_000L;

    @Test
    void whateverIsPackedComesBackBitForBit() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            Points points = new Points(0);
            int count = 1 + random.nextInt(600);
            long at = random.nextInt(8) == 0 ? random.nextLong() / 4 : NOON;
            for (int i = 0; i < count; i++) {
                at += 1 + (random.nextInt(4) == 0 ? random.nextInt(100_000) : 999);
                points.put(at, value(random), at + random.nextInt(5_000) - 1_000, random.nextInt(5));
            }
            int from = random.nextInt(count);
            int to = from + 1 + random.nextInt(count - from);

            assertThat(words(Block.unpack(Block.pack(points, from, to))))
                    .as("seed " + seed)
                    .isEqualTo(words(points.part(from, to)));
        }
    }

    private static double value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(200);
            case 1 -> random.nextInt(2_000) / 10.0;
            case 2 -> -random.nextInt(20_000) / 1_000.0;
            case 3 -> random.nextInt(40) == 0 ? random.nextGaussian() : 36.6;
            case 4 -> random.nextInt(40) == 0 ? -0.0 : 0;
            default -> random.nextInt(40) == 0 ? Double.longBitsToDouble(random.nextLong()) : 1e9;
        };
    }

    private static String words(Points points) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < points.count(); i++) {
            words.append(points.at(i)).append('=').append(Double.doubleToRawLongBits(points.value(i)));
            words.append(' ')
                    .append(points.standing(i))
                    .append(' ')
                    .append(points.received(i))
                    .append('\n');
        }
        return words.toString();
    }

    @Test
    void anOximeterThatSpeaksOnceASecondCostsUnderFiveBytesAReading() {
        Random random = new Random(7);
        Points points = new Points(0);
        for (int i = 0; i < Blocks.FULL; i++) {
            long at = NOON + i * 1_000L;
            points.put(at, 95 + random.nextInt(5), at + 20 + random.nextInt(60), Reading.Standing.PLAIN.code());
        }

        assertThat(Block.pack(points, 0, points.count()).length).isLessThan(5 * Blocks.FULL);
    }

    @Test
    void aPointReplacesTheOneOfItsMillisecondAndLateOnesFindTheirPlace() {
        Points points = new Points(0);
        points.put(20, 2, 20, 0);
        points.put(10, 1, 30, 0);
        points.put(20, 3, 40, 2);

        assertThat(words(points)).hasLineCount(2);
        assertThat(points.value(points.find(20))).isEqualTo(3);
        assertThat(points.find(15)).isNegative();
        assertThat(points.from(15)).isEqualTo(1);
        assertThat(points.from(21)).isEqualTo(2);
    }
}
