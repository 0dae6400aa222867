package io.dripwatch.backup;

import org.jspecify.annotations.Nullable;

/** A copy could not be taken, proven or put back; the message is one sentence. */
public final class BackupFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupFailed(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
