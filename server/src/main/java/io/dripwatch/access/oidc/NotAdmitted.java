package io.dripwatch.access.oidc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Nobody is signed in by what the provider said, or did not say. */
public final class NotAdmitted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** Why not; pages have a sentence for each. */
    public enum Why {
        /** The provider does not answer. */
        AWAY,
        /** What came back does not fit what was begun, or cannot be believed. */
        FAILED,
        /** The provider knows them, and gives them no role that counts here. */
        NO_ROLE,
        /** What the provider calls them can be no account here. */
        NO_ACCOUNT,
        /** The account is somebody else's, or was disabled here. */
        TAKEN;

        /** For addresses and pages: {@code no-role}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    NotAdmitted(Why why, String message) {
        this(why, message, null);
    }

    NotAdmitted(Why why, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
