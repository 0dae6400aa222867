package io.dripwatch.sim.patient;

/** Smooth seeded noise over time: the same seed and second always give the same number, asked in any order. */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** Between -1 and 1; two thirds of it wander over about a minute, one third over a few seconds. */
    double at(double seconds) {
        return (2 * wave(seconds / 45, 1) + wave(seconds / 6, 2)) / 3;
    }

    /** Between -1 and 1, another every two seconds or so. */
    double quick(double seconds) {
        return wave(seconds / 2, 4);
    }

    /** Between -1 and 1, the same at all times. */
    double constant() {
        return corner(0, 3);
    }

    /** A seed for something else, so that its noise is not this noise. */
    static long seed(long seed, long what) {
        return mixed(seed + 0x9E3779B97F4A7C15L * (what + 1));
    }

    private double wave(double position, int voice) {
        long cell = (long) Math.floor(position);
        double within = position - cell;
        double smooth = within * within * (3 - 2 * within);
        return corner(cell, voice) * (1 - smooth) + corner(cell + 1, voice) * smooth;
    }

    private double corner(long cell, int voice) {
        return (seed(seed(seed, voice), cell) >> 11) * 0x1p-52;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
