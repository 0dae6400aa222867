package io.dripwatch.device.hl7;

import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is said to a monitor that speaks Mindray's PDS: which values are wanted, and that we are there. Values are asked
 * for by their numbers, at most four in a line: some monitors take the question for all of them and then send none.
 */
final class PdsQuestions {
    private static final int MOST_IDS_A_LINE = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String HEARTBEAT = "MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r";

    private final List<String> ids;
    private final ZoneId zone;
    private int asked;

    PdsQuestions(SourceProfile profile, ZoneId zone) {
        this.ids = profile.codes().metrics().stream()
                .map(CodeAlias::code)
                .filter(code -> !code.isEmpty())
                .toList();
        this.zone = zone;
    }

    /** Asks for the values once a second, and for alarms. */
    byte[] query(Instant now) {
        StringBuilder query = new StringBuilder("MSH|^~\\&|||||||QRY^R02|1203|P|2.3.1\r");
        query.append("QRD|")
                .append(TIME.withZone(zone).format(now))
                .append("|R|I|Q")
                .append(++asked);
        query.append("|||||RES\r");
        for (int from = 0; from < ids.size(); from += MOST_IDS_A_LINE) {
            query.append(ids.stream()
                    .skip(from)
                    .limit(MOST_IDS_A_LINE)
                    .collect(Collectors.joining("&", "QRF|MON||||0&0^1^1^0^", "\r")));
        }
        query.append("QRF|MON||||0&0^3^1^1^\rQRF|MON||||0&0^4^1^1^\r");
        return framed(query.toString());
    }

    byte[] heartbeat() {
        return framed(HEARTBEAT);
    }

    private static byte[] framed(String message) {
        return ((char) FrameScanner.BEGIN + message + (char) FrameScanner.END + "\r")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
