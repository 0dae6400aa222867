package io.dripwatch.app.config;

import io.dripwatch.access.tls.OutwardTls;
import io.dripwatch.device.Network;
import io.dripwatch.device.WireTerms;
import io.dripwatch.fhir.push.FhirTarget;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.push.DeliveryPlan;
import io.dripwatch.push.Endpoint;
import io.dripwatch.push.hl7.Sender;
import io.dripwatch.vitals.Rooms;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what is new in the chart, as written under {@code push}.
 *
 * @param name under which this server is known to them, for good: letters, digits and hyphens
 * @param plainTo networks to which it may be told in the clear; this machine where left out
 * @param hl7 receivers of HL7 v2 over MLLP
 * @param fhir FHIR servers
 */
record PushSettings(
        @Nullable String name,
        @Nullable List<String> plainTo,
        @Nullable List<Hl7Settings> hl7,
        @Nullable List<FhirSettings> fhir) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final int ITEMS = 50;
    private static final int DEFAULT_LAG_SECONDS = 300;
    private static final int DEFAULT_ANSWER_SECONDS = 30;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));

    /**
     * A receiver of HL7 v2.
     *
     * @param name of the destination, for good: letters, digits and hyphens
     * @param to {@code mllps://host:port}, or {@code mllp://host:port} in the clear
     * @param application MSH-5; empty where left out
     * @param facility MSH-6; empty where left out
     * @param acknowledgement {@code accept} (CA), which is the default, or {@code application} (AA)
     * @param tls whom to trust and what to show
     * @param begin {@code now}, which is the default, or {@code everything} that is remembered
     * @param lagSeconds how far it may be behind before the screens say so
     * @param answerSeconds how long an answer may take
     */
    record Hl7Settings(
            @Nullable String name,
            @Nullable String to,
            @Nullable String application,
            @Nullable String facility,
            @Nullable String acknowledgement,
            @Nullable OutwardSettings tls,
            @Nullable String begin,
            @Nullable Integer lagSeconds,
            @Nullable Integer answerSeconds) {}

    /**
     * A FHIR server.
     *
     * @param name of the destination, for good: letters, digits and hyphens
     * @param to its base, {@code https://...}, or {@code http://...} in the clear
     * @param tokenFile the file whose first line is the bearer token; none where left out
     * @param tls whom to trust and what to show
     * @param begin {@code now}, which is the default, or {@code everything} that is remembered
     * @param lagSeconds how far it may be behind before the screens say so
     * @param answerSeconds how long an answer may take
     */
    record FhirSettings(
            @Nullable String name,
            @Nullable String to,
            @Nullable String tokenFile,
            @Nullable OutwardSettings tls,
            @Nullable String begin,
            @Nullable Integer lagSeconds,
            @Nullable Integer answerSeconds) {}

    /**
     * How TLS is spoken to a destination; files are relative to the configuration.
     *
     * @param ca PEM of the authorities that are trusted; those that Java knows where left out
     * @param certificate PEM that is shown; none where left out
     * @param key its key
     */
    record OutwardSettings(
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String key) {
        OutwardTls files(Path beside) {
            return new OutwardTls(at(beside, ca), at(beside, certificate), at(beside, key));
        }

        private static @Nullable Path at(Path beside, @Nullable String file) {
            return file == null ? null : beside.resolve(file);
        }
    }

    /**
     * What is done.
     *
     * @param rooms where chairs stand
     * @throws ConfigError naming the key and what was expected
     */
    PushPlan plan(Path beside, Rooms rooms) {
        try {
            String known = checked(name);
            List<Network> plain =
                    plainTo == null ? WireTerms.THIS_MACHINE : Place.each("plainTo", plainTo, Network::of);
            PushPlan plan = new PushPlan(
                    known,
                    Place.each("hl7", hl7, to -> hl7(to, beside, known, rooms, plain)),
                    Place.each("fhir", fhir, to -> fhir(to, beside, plain)));
            distinct(plan);
            return plan;
        } catch (IllegalArgumentException e) {
            throw new ConfigError("push." + e.getMessage(), e);
        }
    }

    private static String checked(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: expected 1 to 40 letters, digits and hyphens, got "
                    + (name == null ? "nothing" : "'" + name + "'"));
        }
        return name;
    }

    private static void distinct(PushPlan plan) {
        Set<String> names = new HashSet<>();
        plan.hl7().forEach(to -> distinct(names, to.plan().name()));
        plan.fhir().forEach(to -> distinct(names, to.plan().name()));
    }

    private static void distinct(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "name: expected another name for each destination, got " + name + " twice");
        }
    }

    private static PushPlan.Hl7 hl7(Hl7Settings to, Path beside, String known, Rooms rooms, List<Network> plain) {
        URI place = place(to.to, "mllp", "mllps");
        Sender.Asking asking =
                switch (Default.of(to.acknowledgement, "accept")) {
                    case "accept" -> Sender.Asking.ACCEPT;
                    case "application" -> Sender.Asking.APPLICATION;
                    default ->
                        throw new IllegalArgumentException(
                                "acknowledgement: expected accept or application, got " + to.acknowledgement);
                };
        return new PushPlan.Hl7(
                delivery(to.name, to.lagSeconds),
                whole(to.begin),
                new Sender(known, rooms, Default.of(to.application, ""), Default.of(to.facility, ""), asking),
                endpoint(place, place.getScheme().equals("mllps"), to.tls, beside, plain),
                patience(to.answerSeconds));
    }

    private static PushPlan.Fhir fhir(FhirSettings to, Path beside, List<Network> plain) {
        URI place = place(to.to, "http", "https");
        SecretFile.line("push.fhir.tokenFile", beside, to.tokenFile);
        return new PushPlan.Fhir(
                delivery(to.name, to.lagSeconds),
                whole(to.begin),
                new FhirTarget(
                        place,
                        endpoint(place, place.getScheme().equals("https"), to.tls, beside, plain),
                        to.tokenFile == null ? null : beside.resolve(to.tokenFile),
                        patience(to.answerSeconds)));
    }

    private static DeliveryPlan delivery(@Nullable String name, @Nullable Integer lagSeconds) {
        Duration lag = Duration.ofSeconds(Default.of(lagSeconds, DEFAULT_LAG_SECONDS));
        return new DeliveryPlan(Default.of(name, ""), ITEMS, lag, PAUSES);
    }

    private static Duration patience(@Nullable Integer seconds) {
        int chosen = Default.of(seconds, DEFAULT_ANSWER_SECONDS);
        if (chosen < 1 || chosen > 600) {
            throw new IllegalArgumentException("answerSeconds: expected 1 to 600, got " + chosen);
        }
        return Duration.ofSeconds(chosen);
    }

    private static boolean whole(@Nullable String begin) {
        return switch (Default.of(begin, "now")) {
            case "now" -> false;
            case "everything" -> true;
            default -> throw new IllegalArgumentException("begin: expected now or everything, got " + begin);
        };
    }

    private static URI place(@Nullable String to, String plain, String secured) {
        String expected = "to: expected " + secured + "://HOST... or " + plain + "://HOST..., got " + to;
        try {
            URI place = new URI(Default.of(to, ""));
            boolean known = plain.equals(place.getScheme()) || secured.equals(place.getScheme());
            if (!known || place.getHost() == null) {
                throw new IllegalArgumentException(expected);
            }
            return place;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static Endpoint endpoint(
            URI place, boolean secured, @Nullable OutwardSettings tls, Path beside, List<Network> plain) {
        if (!secured && tls != null) {
            throw new IllegalArgumentException("tls: expected mllps or https in to, got " + place.getScheme());
        }
        OutwardSettings shown = tls == null ? new OutwardSettings(null, null, null) : tls;
        String host = place.getHost().startsWith("[")
                ? place.getHost().substring(1, place.getHost().length() - 1)
                : place.getHost();
        return new Endpoint(host, port(place), secured ? shown.files(beside) : null, plain);
    }

    private static int port(URI place) {
        if (place.getPort() > 0) {
            return place.getPort();
        }
        return switch (place.getScheme()) {
            case "http" -> 80;
            case "https" -> 443;
            default -> throw new IllegalArgumentException("to: expected a port, got " + place);
        };
    }
}
