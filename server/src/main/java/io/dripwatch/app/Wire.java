package io.dripwatch.app;

import io.dripwatch.access.CertificateRefused;
import io.dripwatch.access.Certificates;
import io.dripwatch.device.WireTerms;
import io.dripwatch.health.Health;
import io.dripwatch.vitals.Priority;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the certificates as they are in their files, and says how others speak with this server. */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final int HANDSHAKERS = 2;

    private final WirePolicy policy;
    private final InstantSource clock;
    private final @Nullable Certificates certificates;
    private Executor tasks = Runnable::run;

    /** @throws ConfigError where the certificates cannot be used */
    Wire(WirePolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        this.certificates = check(policy);
    }

    /**
     * Reads the certificates; null where there is no TLS.
     *
     * @throws ConfigError where they cannot be used
     */
    static @Nullable Certificates check(WirePolicy policy) {
        try {
            return policy.tls() == null ? null : new Certificates(policy.tls());
        } catch (CertificateRefused refused) {
            throw new ConfigError("tls: " + refused.getMessage(), refused);
        }
    }

    /** Looks at the files again and again; to be called once, before anybody connects. */
    void watch(Vertx vertx, Health health) {
        LOG.info("How others speak with this server: {}", policy.sentence());
        Certificates watched = certificates;
        if (watched != null) {
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("dripwatch-tls", HANDSHAKERS);
            tasks = task -> workers.executeBlocking(
                    () -> {
                        task.run();
                        return true;
                    },
                    false);
            health.watch("certificates", Priority.MEDIUM, () -> watched.trouble(clock.instant()));
            vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> workers.executeBlocking(() -> {
                        watched.look(clock.instant());
                        return true;
                    })
                    .onFailure(failure -> LOG.error("The certificates could not be looked at", failure)));
        }
    }

    /** For devices that speak HL7 or MQTT. */
    WireTerms ofDevices() {
        return certificates == null ? terms(null) : terms(certificates::forDevice);
    }

    /** For the web port. */
    WireTerms ofWeb() {
        return certificates == null ? terms(null) : terms(certificates::forWeb);
    }

    private WireTerms terms(@Nullable Supplier<SSLEngine> engine) {
        return new WireTerms(policy.plainFrom(), engine == null ? null : new WireTerms.Tls(engine, tasks));
    }

    /** How an address of the web port begins. */
    String scheme() {
        return certificates == null ? "http://" : "https://";
    }

    /** For those who run the server. */
    Map<String, Number> numbers() {
        return certificates == null
                ? Map.of()
                : Map.of("dripwatch_certificate_days_left", certificates.daysLeft(clock.instant()));
    }
}
