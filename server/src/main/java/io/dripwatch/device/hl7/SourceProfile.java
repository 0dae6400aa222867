package io.dripwatch.device.hl7;

import io.dripwatch.outbound.Backoff;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Place;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one family of devices: by what its messages are recognised, and where its reading of HL7 differs
 * from the standard's. Written as YAML; a site adds its own.
 *
 * @param id unique on a server
 * @param title as biomed engineers call the family
 * @param recognition by what its messages are known
 * @param wire how it connects and writes
 * @param values how its numbers are to be taken
 * @param codes its own words for metrics and units
 * @param names how its devices, patients and places are to be taken
 */
public record SourceProfile(
        String id, String title, Recognition recognition, Wire wire, Values values, Codes codes, Names names) {

    /** Of whom nothing is known: the standard, and the habits that most makers share. */
    public static final SourceProfile USUAL = new SourceProfile(
            "usual", "Any other sender", Recognition.NONE, Wire.USUAL, Values.USUAL, Codes.NONE, Names.USUAL);

    /**
     * All of what is given must hold; where nothing is given, only the port or the address list leads here.
     *
     * @param senders words of which MSH-3 or MSH-4 contain one, in any capitals; empty for any sender
     * @param addresses where its messages come from; empty for anywhere
     * @param version MSH-12; null for any
     * @param nameless whether MSH-3 and MSH-4 must be empty
     * @param shortControlId whether MSH-10 must be a number of at most three digits (a message code, not an id)
     */
    public record Recognition(
            List<String> senders,
            Set<String> addresses,
            @Nullable String version,
            boolean nameless,
            boolean shortControlId) {
        static final Recognition NONE = new Recognition(List.of(), Set.of(), null, false, false);

        public Recognition {
            senders = List.copyOf(senders);
            addresses = Set.copyOf(addresses);
            if (senders.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("expected words by which the sender is known, got none");
            }
            if (nameless && !senders.isEmpty()) {
                throw new IllegalArgumentException("expected either a sender or none at all, got both");
            }
        }

        /** Whether there is nothing by which a message could be recognised. */
        public boolean isNone() {
            return senders.isEmpty() && addresses.isEmpty() && version == null && !nameless && !shortControlId;
        }
    }

    /** Who calls whom. */
    public enum Role {
        /** The device calls this server. */
        SERVER,
        /** This server calls the device. */
        CLIENT
    }

    /** What is answered. */
    public enum Acknowledging {
        /** As MSH-15 and MSH-16 of each message say. */
        AS_ASKED,
        /** AA, AE or AR, whatever the message says. */
        ORIGINAL,
        /** CA, CE or CR, whatever the message says. */
        ENHANCED,
        /** Nothing: the device reads no answers. */
        NEVER
    }

    /**
     * How it connects and writes.
     *
     * @param role who calls whom
     * @param port a port of its own on this server, or where the device listens; 0 for none
     * @param acknowledging what is answered
     * @param charset of messages that declare none, or ASCII; null for UTF-8 with 8859-1 behind it
     * @param zone on whose clock its times are that carry no offset; null for the server's usual one
     * @param call how the device is asked; null unless this server calls it
     */
    public record Wire(
            Role role,
            int port,
            Acknowledging acknowledging,
            @Nullable Charset charset,
            @Nullable ZoneId zone,
            @Nullable Call call) {
        static final Wire USUAL = new Wire(Role.SERVER, 0, Acknowledging.AS_ASKED, null, null, null);

        public Wire {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("expected a port from 0 to 65535, got " + port);
            }
            if ((role == Role.CLIENT) != (call != null)) {
                throw new IllegalArgumentException("expected the key call exactly where the role is client");
            }
            if (charset != null && !Charsets.keepsAscii(charset)) {
                throw new IllegalArgumentException("expected a character set that contains ASCII, got " + charset);
            }
        }
    }

    /**
     * How a device that waits to be asked is asked.
     *
     * @param query how long one query lasts before it is sent again; at least a second
     * @param heartbeat from one sign of life of ours to the next; at least a second
     * @param silence after how long without a byte the link counts as lost; longer than the heartbeat
     * @param pauses between attempts, before a random part is taken off
     */
    public record Call(Duration query, Duration heartbeat, Duration silence, Backoff pauses) {
        public Call {
            if (query.toMillis() < 1 || heartbeat.toMillis() < 1 || silence.compareTo(heartbeat) <= 0) {
                throw new IllegalArgumentException("expected positive times and silence above heartbeat, got query "
                        + query + ", heartbeat " + heartbeat + ", silence " + silence);
            }
        }
    }

    /** What a number under result status X (OBX-11, "cannot be obtained") is. */
    public enum UnderX {
        /** No value, as the standard says. */
        ABSENT,
        /** A measurement like any other: the family writes X under every row. */
        VALUE,
        /** A measurement that nobody vouches for. */
        QUESTIONABLE
    }

    /**
     * How its numbers are to be taken.
     *
     * @param underX what a number under X is
     * @param sentinels numbers that mean "no value"
     * @param inOwnUnit whether a number without a unit is in the metric's own
     * @param valueMessages control ids (MSH-10) of the messages whose rows are values; empty for all messages
     */
    public record Values(UnderX underX, Set<Double> sentinels, boolean inOwnUnit, Set<String> valueMessages) {
        public static final Set<Double> USUAL_SENTINELS = Set.of(-100.0, -999.0, -99.9, 8388607.0);
        static final Values USUAL = new Values(UnderX.ABSENT, USUAL_SENTINELS, false, Set.of());

        public Values {
            sentinels = Set.copyOf(sentinels);
            valueMessages = Set.copyOf(valueMessages);
        }
    }

    /**
     * A word of the family for a metric (OBX-3).
     *
     * @param code the first component; "" for any
     * @param name the second component, in which * stands for anything; "" for any
     * @param system the third component, "" where there is none
     * @param metric ours; null where it is known and not kept
     * @param unit of numbers that come without one; null where such a number is refused
     */
    public record CodeAlias(
            String code,
            String name,
            String system,
            @Nullable Metric metric,
            @Nullable Conversion unit) {
        public CodeAlias {
            if (code.isBlank() && name.isBlank()) {
                throw new IllegalArgumentException("expected a code, a name or both, got none");
            }
            if (metric != null && unit != null && unit.to() != metric.unit()) {
                throw new IllegalArgumentException("expected a unit of " + metric.id() + ", got one of "
                        + unit.to().ucum());
            }
        }

        /** Whether it is unmistakable, and so counts from every sender. */
        boolean isDistinctive() {
            return !code.isEmpty() && !name.isEmpty();
        }

        boolean matches(String sentCode, String sentName, String sentSystem) {
            return (code.isEmpty() || code.equals(sentCode))
                    && (name.isEmpty() || glob(name, sentName))
                    && system.equals(sentSystem);
        }

        private static boolean glob(String pattern, String text) {
            int star = pattern.indexOf('*');
            if (star < 0) {
                return pattern.equals(text);
            }
            String rest = pattern.substring(star + 1);
            if (!text.startsWith(pattern.substring(0, star))) {
                return false;
            }
            for (int from = star; from <= text.length(); from++) {
                if (glob(rest, text.substring(from))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Its own words.
     *
     * @param metrics the first that matches counts
     * @param units by the text of OBX-6.1, as sent
     */
    public record Codes(List<CodeAlias> metrics, Map<String, Conversion> units) {
        static final Codes NONE = new Codes(List.of(), Map.of());

        public Codes {
            metrics = List.copyOf(metrics);
            units = Map.copyOf(units);
        }
    }

    /** By what one of its devices is known. */
    public enum DeviceFrom {
        /** The top of the containment tree (OBX-18), else the sender. */
        SYSTEM,
        /** The modules below it: every pump in a rack is a device. */
        MODULE,
        /** The sender (MSH-3), whatever the rows say. */
        SENDER,
        /** The address it connects from. */
        ADDRESS
    }

    /** Where a message names its patient. */
    public enum PatientFrom {
        /** PID-3, and PID-2 where that is empty. */
        IDENTIFIER,
        /** PID-2 alone. */
        EXTERNAL,
        /** PID-18, the visit's account number. */
        ACCOUNT,
        /** What is sent there names nobody. */
        NOWHERE
    }

    /**
     * How devices, patients and places are to be taken.
     *
     * @param device by what a device is known
     * @param patient where the patient is named
     * @param nobody identifiers under which the family sends "nobody is admitted"
     * @param places what its places mean, by {@link Place#text()} as sent, or by address
     */
    public record Names(DeviceFrom device, PatientFrom patient, Set<String> nobody, Map<String, Place> places) {
        static final Names USUAL = new Names(DeviceFrom.SYSTEM, PatientFrom.IDENTIFIER, Set.of(), Map.of());

        public Names {
            nobody = Set.copyOf(nobody);
            places = Map.copyOf(places);
        }
    }

    /** The same, with one more address whose place is known. */
    public SourceProfile standing(String address, Place place) {
        Map<String, Place> places = new HashMap<>(names.places());
        places.put(address, place);
        Names placed = new Names(names.device(), names.patient(), names.nobody(), places);
        return new SourceProfile(id, title, recognition, wire, values, codes, placed);
    }

    public SourceProfile {
        if (recognition.isNone() && wire.port() == 0 && !id.equals("usual")) {
            throw new IllegalArgumentException(
                    "expected a way to recognise its messages: the key recognise, or a port of its own");
        }
    }
}
