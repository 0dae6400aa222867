package io.dripwatch.app.config;

import io.dripwatch.access.tls.CertificateRefused;
import io.dripwatch.fhir.push.FhirTarget;
import io.dripwatch.push.DeliveryPlan;
import io.dripwatch.push.Endpoint;
import io.dripwatch.push.hl7.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told what is new in the chart.
 *
 * @param name under which this server is known to all of them; "" where there are none
 * @param hl7 receivers of HL7 v2
 * @param fhir FHIR servers
 */
public record PushPlan(String name, List<Hl7> hl7, List<Fhir> fhir) {
    public static final PushPlan NOBODY = new PushPlan("", List.of(), List.of());

    /**
     * A receiver of HL7 v2 over MLLP.
     *
     * @param whole whether it gets all that is remembered when it is new
     * @param patience how long an answer may take
     */
    public record Hl7(DeliveryPlan plan, boolean whole, Sender sender, Endpoint endpoint, Duration patience) {}

    /**
     * A FHIR server.
     *
     * @param whole whether it gets all that is remembered when it is new
     */
    public record Fhir(DeliveryPlan plan, boolean whole, FhirTarget target) {}

    public PushPlan {
        hl7 = List.copyOf(hl7);
        fhir = List.copyOf(fhir);
    }

    /** One line for each, for whoever checks a configuration. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        hl7.forEach(to -> lines.add(to.plan().name() + ", HL7 to " + place(to.endpoint()) + ", from "
                + (to.whole() ? "the beginning" : "its first start on")));
        fhir.forEach(to -> lines.add(to.plan().name() + ", FHIR to "
                + to.target().base() + ", from " + (to.whole() ? "the beginning" : "its first start on")));
        return lines;
    }

    /**
     * Reads the certificates of all of them, which a server does when it needs them.
     *
     * @throws ConfigError where some cannot be used
     */
    public void check() {
        hl7.forEach(to -> check(to.plan().name(), to.endpoint()));
        fhir.forEach(to -> check(to.plan().name(), to.target().endpoint()));
    }

    private static void check(String name, Endpoint endpoint) {
        try {
            if (endpoint.tls() != null) {
                endpoint.tls().context();
            }
        } catch (CertificateRefused e) {
            throw new ConfigError("push, tls of " + name + ": " + e.getMessage(), e);
        }
    }

    private static String place(Endpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port() + (endpoint.tls() == null ? " in the clear" : " by TLS");
    }
}
