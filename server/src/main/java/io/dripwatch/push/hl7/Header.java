package io.dripwatch.push.hl7;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** MSH, and the id that follows from all that stands below it. */
final class Header {
    private static final int DIGEST_BYTES = 11;
    private static final int RADIX = 36;

    /** The transactions of IHE PCD that are sent. */
    enum Transaction {
        OBSERVATIONS("ORU^R01^ORU_R01", "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"),
        ALARM("ORU^R40^ORU_R40", "IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO");

        private final String type;
        private final String profile;

        Transaction(String type, String profile) {
            this.type = type;
            this.profile = profile;
        }
    }

    private final Sender sender;

    Header(Sender sender) {
        this.sender = sender;
    }

    /**
     * The whole message.
     *
     * @param at when what it tells was known here; not when it is sent, so that a second attempt is the same message
     * @param training whether it tells of somebody's training (MSH-11 T)
     */
    Outgoing over(Transaction transaction, Instant at, boolean training, List<Segment> body) {
        boolean accept = sender.asking() == Sender.Asking.ACCEPT;
        Segment header = new Segment("MSH")
                .with(3, "DRIPWATCH")
                .with(4, Escapes.text(sender.name()))
                .with(5, Escapes.text(sender.application()))
                .with(6, Escapes.text(sender.facility()))
                .with(7, Terms.time(at))
                .with(9, transaction.type)
                .with(11, training ? "T" : "P")
                .with(12, "2.6")
                .with(15, accept ? "AL" : "NE")
                .with(16, accept ? "NE" : "AL")
                .with(18, "UNICODE UTF-8")
                .with(21, transaction.profile);
        String id = "DW" + digest(lines(header, body));
        return new Outgoing(id, lines(header.with(10, id), body));
    }

    private static String lines(Segment header, List<Segment> body) {
        StringBuilder text = new StringBuilder(header.text()).append('\r');
        body.forEach(segment -> text.append(segment.text()).append('\r'));
        return text.toString();
    }

    /** At most 18 characters, so that the id fits into the 20 that older receivers keep. */
    private static String digest(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(whole, DIGEST_BYTES)).toString(RADIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
