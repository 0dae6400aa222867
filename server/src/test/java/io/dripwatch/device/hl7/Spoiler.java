package io.dripwatch.device.hl7;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes bad messages of good ones: the same seed, the same message. */
public final class Spoiler {
    private static final byte[] ODD = "|^~\\&\r\n\u000b\u001c\"0- .X".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SEED = 4096;
    private static final int LONGEST = 2 * LONGEST_SEED;

    private final List<byte[]> seeds;

    public Spoiler(List<byte[]> seeds) {
        this.seeds = List.copyOf(seeds);
    }

    /** Over our own fixtures, and over captured traffic where it is at hand. */
    public static Spoiler overEverything() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String text : HostileInputTest.SEEDS) {
            seeds.add(text.getBytes(StandardCharsets.UTF_8));
        }
        Path captures = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"));
        for (String folder : List.of("hl7", "hl7_robustness")) {
            if (Files.isDirectory(captures.resolve(folder))) {
                try (Stream<Path> files = Files.list(captures.resolve(folder))) {
                    for (Path file : files.sorted().toList()) {
                        byte[] bytes = Files.readAllBytes(file);
                        seeds.add(bytes.length <= LONGEST_SEED ? bytes : Arrays.copyOf(bytes, LONGEST_SEED));
                    }
                }
            }
        }
        return new Spoiler(seeds);
    }

    int seeds() {
        return seeds.size();
    }

    public byte[] spoiled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int wounds = 1 + random.nextInt(8);
        for (int i = 0; i < wounds && bytes.length > 1; i++) {
            bytes = wounded(bytes, random);
        }
        return bytes;
    }

    private byte[] wounded(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1, 2 -> bytes[at] = ODD[random.nextInt(ODD.length)];
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return Arrays.copyOfRange(bytes, at, bytes.length);
            }
            case 5 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
            case 6 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
            default -> {
                if (bytes.length + length <= LONGEST) {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                    return longer;
                }
            }
        }
        return bytes;
    }
}
