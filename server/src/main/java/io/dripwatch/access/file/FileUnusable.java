package io.dripwatch.access.file;

/** A file of accounts, tokens or the like cannot be read or written; the message is one sentence that names it. */
public final class FileUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
