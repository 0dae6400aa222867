package io.dripwatch.app;

import io.dripwatch.access.keys.Token;
import io.dripwatch.access.keys.TokenFile;
import io.dripwatch.access.keys.Tokens;
import io.dripwatch.access.tls.CertificateRefused;
import io.dripwatch.access.tls.Certificates;
import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.DevicePolicy;
import io.dripwatch.app.config.Settings;
import io.dripwatch.app.config.WirePolicy;
import io.dripwatch.device.DoorRules;
import io.dripwatch.device.Identities;
import io.dripwatch.device.UnfinishedBytes;
import io.dripwatch.device.WireTerms;
import io.dripwatch.health.Health;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Priority;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps certificates and tokens as they are in their files, and says how others speak with this server and who they
 * are.
 */
public final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int HANDSHAKERS = 2;
    private static final long LEAST_UNFINISHED = 16L * 1024 * 1024;
    private static final int SHARE_OF_HEAP = 8;

    private final WirePolicy policy;
    private final DevicePolicy devices;
    private final BooleanSupplier claimed;
    private final InstantSource clock;
    private final @Nullable Certificates certificates;
    private final Tokens tokens;
    private final Identities identities;
    private final UnfinishedBytes unfinished =
            new UnfinishedBytes(Math.max(LEAST_UNFINISHED, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    private Executor tasks = Runnable::run;

    /**
     * @param claimed whether there are accounts, so that devices must prove who they are, too
     * @throws ConfigError where the certificates cannot be used
     */
    Wire(Settings settings, BooleanSupplier claimed, InstantSource clock) {
        this.policy = settings.wire();
        this.devices = settings.devices();
        this.claimed = claimed;
        this.clock = clock;
        this.certificates = check(policy);
        this.tokens = new Tokens(new TokenFile(settings.data()));
        this.identities = new Identities(this::proof, devices.gateways());
    }

    /**
     * Reads the certificates; null where there is no TLS.
     *
     * @throws ConfigError where they cannot be used
     */
    public static @Nullable Certificates check(WirePolicy policy) {
        try {
            return policy.tls() == null ? null : new Certificates(policy.tls());
        } catch (CertificateRefused refused) {
            throw new ConfigError("tls: " + refused.getMessage(), refused);
        }
    }

    private Identities.@Nullable Proof proof(String secret) {
        Token token = tokens.valid(secret, clock.instant());
        return token == null
                ? null
                : new Identities.Proof() {
                    @Override
                    public DeviceId device() {
                        return token.device();
                    }

                    @Override
                    public boolean stands() {
                        return tokens.isValid(token, clock.instant());
                    }
                };
    }

    /** Looks at the files again and again; to be called once, before anybody connects. */
    void watch(Vertx vertx, Health health) {
        LOG.info("How others speak with this server: {}; {}", policy.sentence(), devices.sentence());
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("dripwatch-wire", HANDSHAKERS);
        tasks = task -> workers.executeBlocking(
                () -> {
                    task.run();
                    return true;
                },
                false);
        Certificates watched = certificates;
        if (watched != null) {
            health.watch("certificates", Priority.MEDIUM, () -> watched.trouble(clock.instant()));
        }
        health.watch("tokens", Priority.LOW, () -> tokens.trouble(clock.instant()));
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> workers.executeBlocking(() -> {
                    look();
                    return true;
                })
                .onFailure(failure -> LOG.error("Certificates and tokens could not be looked at", failure)));
    }

    private void look() {
        if (certificates != null) {
            certificates.look(clock.instant());
        }
        tokens.look();
        identities.look();
    }

    /** For devices that speak HL7: a certificate tells who they are; the protocol knows no tokens. */
    DoorRules ofHl7() {
        return rules(certificates == null ? null : certificates::forDevice, () -> false);
    }

    /** For publishers. */
    DoorRules ofMqtt() {
        return rules(
                certificates == null ? null : certificates::forDevice,
                () -> devices.tokensOverMqtt() || claimed.getAsBoolean());
    }

    /** For the web port, where only those who push readings are asked who they are. */
    DoorRules ofWeb() {
        return rules(
                certificates == null ? null : certificates::forWeb,
                () -> devices.tokensOverHttp() || claimed.getAsBoolean());
    }

    private DoorRules rules(@Nullable Supplier<SSLEngine> engine, BooleanSupplier mustIdentify) {
        WireTerms.Tls tls = engine == null ? null : new WireTerms.Tls(engine, tasks);
        WireTerms terms = new WireTerms(policy.plainFrom(), tls);
        return new DoorRules(devices.limits(), terms, identities, mustIdentify, unfinished);
    }

    /** The memory that messages take now that are not whole. */
    long unfinishedBytes() {
        return unfinished.taken();
    }

    /** How an address of the web port begins. */
    String scheme() {
        return certificates == null ? "http://" : "https://";
    }

    /** For those who run the server. */
    Map<String, Number> numbers() {
        Instant now = clock.instant();
        Map<String, Number> numbers = new LinkedHashMap<>();
        if (certificates != null) {
            numbers.put("dripwatch_certificate_days_left", certificates.daysLeft(now));
        }
        numbers.put("dripwatch_device_tokens", tokens.count(now));
        Long daysLeft = tokens.daysLeft(now);
        if (daysLeft != null) {
            numbers.put("dripwatch_device_token_days_left", daysLeft);
        }
        return numbers;
    }
}
