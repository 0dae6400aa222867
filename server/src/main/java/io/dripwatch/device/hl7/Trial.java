package io.dripwatch.device.hl7;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server with these profiles makes of one message: for trying a file without a server.
 *
 * @param profile the family it was read as
 * @param decoded what became of it
 * @param answers the acknowledgement codes its sender gets, such as AA; empty where it is not answered
 */
public record Trial(SourceProfile profile, Decoded decoded, List<String> answers) {
    private static final String REMOTE = "file";

    public Trial {
        answers = List.copyOf(answers);
    }

    /**
     * Reads a file of messages: one after the other, in MLLP frames or not, in batches or not.
     *
     * @param only the family that all are read as; null where each message tells
     * @param now for messages without a time of their own
     * @return in the order of the file; empty where there is nothing but blanks
     */
    public static List<Trial> of(byte[] file, SourceProfiles profiles, @Nullable SourceProfile only, Instant now) {
        byte[] bytes = file.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == FrameScanner.BEGIN || bytes[i] == FrameScanner.END ? (byte) '\r' : bytes[i];
        }
        OruDecoder decoder = new OruDecoder(profiles);
        MessageSplitter splitter = new MessageSplitter(bytes, 0, bytes.length);
        List<Trial> trials = new ArrayList<>();
        while (splitter.next()) {
            trials.add(of(Message.read(bytes, splitter.start(), splitter.end()), decoder, only, now));
        }
        return trials;
    }

    private static Trial of(@Nullable Message sent, OruDecoder decoder, @Nullable SourceProfile only, Instant now) {
        SourceProfile profile = only;
        if (profile == null) {
            profile = sent == null ? SourceProfile.USUAL : decoder.recognise(sent, REMOTE);
        }
        Message message = sent == null ? null : sent.assuming(profile.wire().charset());
        Decoded decoded = decoder.decode(message, new OruDecoder.Sender(profile, REMOTE), now);
        Reply reply = new Reply(Acknowledgement.to(message, profile.wire().acknowledging()), new Counters());
        if (decoded instanceof Decoded.Read read) {
            reply.kept(read);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            reply.rejected(rejected.refusal());
        }
        return new Trial(profile, decoded, codes(reply.acknowledgement().frames(reply.verdict(), List.of(), 1, now)));
    }

    private static List<String> codes(byte[] frames) {
        List<String> codes = new ArrayList<>();
        for (String segment : new String(frames, StandardCharsets.ISO_8859_1).split("\r", -1)) {
            if (segment.startsWith("MSA")) {
                codes.add(segment.substring(4, 6));
            }
        }
        return codes;
    }
}
