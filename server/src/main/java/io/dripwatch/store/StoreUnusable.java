package io.dripwatch.store;

/** The file on disk cannot be used; the message is one sentence for the person at the console. */
public class StoreUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnusable(String sentence) {
        super(sentence);
    }

    public StoreUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
