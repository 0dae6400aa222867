package io.dripwatch.sim.wire;

import org.jspecify.annotations.Nullable;

/**
 * The two fields of a server's answer that a device reads.
 *
 * @param answer MSA-1
 * @param controlId MSA-2, of the message that is answered
 */
public record Acknowledgement(Answer answer, String controlId) {

    /** The acknowledgement in this message; null where it is none, which a device ignores. */
    public static @Nullable Acknowledgement in(String message) {
        int at = message.indexOf("\rMSA|");
        if (at < 0) {
            return null;
        }
        int end = message.indexOf('\r', at + 1);
        String[] fields =
                message.substring(at + 1, end < 0 ? message.length() : end).split("\\|", -1);
        Answer answer = answerOf(fields[1]);
        return answer == null || fields.length < 3 ? null : new Acknowledgement(answer, fields[2]);
    }

    private static @Nullable Answer answerOf(String code) {
        return switch (code) {
            case "CA", "AA" -> Answer.ACCEPTED;
            case "CE", "AE" -> Answer.NOT_KEPT;
            case "CR", "AR" -> Answer.REJECTED;
            default -> null;
        };
    }
}
