package io.dripwatch.fhir.rest;

import java.util.Locale;

/** A request that cannot be answered as asked; the message is for the person who wrote the client. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 100;

    private final int status;
    private final Issue issue;

    /** What FHIR calls the sort of trouble (issue-type). */
    public enum Issue {
        INVALID,
        REQUIRED,
        FORBIDDEN,
        NOT_FOUND,
        NOT_SUPPORTED,
        TOO_COSTLY,
        THROTTLED,
        TRANSIENT,
        EXCEPTION;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A problem.
     *
     * @param status of HTTP, 400 to 599
     * @param sentence without patients' names or identifiers
     */
    public Problem(int status, Issue issue, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.issue = issue;
    }

    /** 400: a parameter has a value that nobody can follow. */
    public static Problem badValue(String parameter, String value, String expected) {
        String quoted = value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "..." : value;
        return new Problem(400, Issue.INVALID, "Parameter " + parameter + ": expected " + expected + ", got " + quoted);
    }

    /** 403: whoever asks has no scope for a type of resources. */
    public static Problem forbidden(String type, String scope) {
        return new Problem(403, Issue.FORBIDDEN, "This needs a scope such as system/" + type + "." + scope);
    }

    public static Problem notFound(String sentence) {
        return new Problem(404, Issue.NOT_FOUND, sentence);
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** As an OperationOutcome. Written without HAPI, so that an error needs neither a worker nor a library. */
    public byte[] json() {
        return new JsonBytes()
                .ascii("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"")
                .ascii(issue.code())
                .ascii("\",\"diagnostics\":")
                .string(sentence())
                .ascii("}]}")
                .copy();
    }
}
