package io.dripwatch.access.file;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a small file says now, while commands change it. Where it cannot be read that is told, and what it said before
 * goes on. Safe from every thread.
 *
 * @param <V> what it says
 */
public final class Reread<V> {
    private static final Logger LOG = LoggerFactory.getLogger(Reread.class);

    private final String what;
    private final Supplier<String> file;
    private final Function<String, V> meaning;
    private volatile V now;
    private volatile @Nullable String trouble;
    private String read = "";

    /**
     * Reads the file; where it cannot be read it says what an empty one does, and {@link #trouble} why.
     *
     * @param what stands in it, as a sentence begins: "The accounts"
     * @param file what stands in it now
     * @param meaning what such a text says
     */
    public Reread(String what, Supplier<String> file, Function<String, V> meaning) {
        this.what = what;
        this.file = file;
        this.meaning = meaning;
        this.now = meaning.apply(read);
        look();
    }

    /** What it says. */
    public V now() {
        return now;
    }

    /** Looks whether it has changed. Blocks. */
    public synchronized void look() {
        try {
            String text = file.get();
            if (!text.equals(read)) {
                now = meaning.apply(text);
                read = text;
                LOG.info("{} were read", what);
            }
            trouble = null;
        } catch (FileUnusable e) {
            if (trouble == null) {
                LOG.error("{} cannot be read; those that were known count on", what, e);
            }
            trouble = e.getMessage() + " " + what + " that were known count on.";
        }
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return trouble;
    }
}
