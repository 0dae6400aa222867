package io.dripwatch.device;

import io.dripwatch.vitals.DeviceId;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who devices are by what they show: a token, or a certificate of an authority that we trust. Ends connections
 * whose token is at an end. Safe from every thread.
 */
public final class Identities {
    private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

    private static final DeviceId UNNAMEABLE = new DeviceId("a certificate without a name");

    private final Tokens tokens;
    private final Set<String> gateways;
    private final Map<Object, Open> open = new ConcurrentHashMap<>();

    /** What tokens prove. */
    public interface Tokens {
        /** What a secret proves now; null where it proves nothing. */
        @Nullable
        Proof of(String secret);
    }

    /** What a token has proven. */
    public interface Proof {
        DeviceId device();

        /** Whether it still does. */
        boolean stands();
    }

    private record Open(Proof proof, Runnable end) {}

    /**
     * @param tokens that are known
     * @param gateways names that may speak for other devices
     */
    public Identities(Tokens tokens, Set<String> gateways) {
        this.tokens = tokens;
        this.gateways = Set.copyOf(gateways);
    }

    /** Nobody has a token. */
    public static Identities none() {
        return new Identities(secret -> null, Set.of());
    }

    /** By a token, whatever is wrong with it null; {@code name} must be that of the token, unless it is null. */
    @Nullable
    Admitted ofToken(@Nullable String name, String secret) {
        Proof proof = tokens.of(secret);
        return proof == null || (name != null && !name.equals(proof.device().value()))
                ? null
                : new Admitted(speaker(proof.device()), proof);
    }

    /** By the common name of its certificate; null where it has shown none. */
    @Nullable
    Admitted ofCertificate(ChannelPipeline pipeline) {
        SslHandler ssl = pipeline.get(SslHandler.class);
        if (ssl == null) {
            return null;
        }
        try {
            Principal subject = ssl.engine().getSession().getPeerPrincipal();
            return new Admitted(speaker(name(commonName(subject.getName()))), null);
        } catch (SSLPeerUnverifiedException none) {
            LOG.trace("A device has shown no certificate", none);
            return null;
        }
    }

    /** Who speaks through a connection that shows nothing but its certificate, if any. */
    public Speaker speaker(ChannelPipeline pipeline) {
        Admitted admitted = ofCertificate(pipeline);
        return admitted == null ? Speaker.UNKNOWN : admitted.speaker();
    }

    private Speaker speaker(DeviceId proven) {
        return new Speaker(proven, gateways.contains(proven.value()));
    }

    private static DeviceId name(String text) {
        try {
            return new DeviceId(text);
        } catch (IllegalArgumentException e) {
            LOG.warn("A certificate is trusted, but its subject can be no device's name", e);
            return UNNAMEABLE;
        }
    }

    private static String commonName(String subject) {
        try {
            for (Rdn part : new LdapName(subject).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
        } catch (InvalidNameException e) {
            LOG.debug("The subject of a certificate has no parts", e);
        }
        return subject;
    }

    /** A connection lives on what was proven; {@code end} is called, on any thread, when that stands no longer. */
    void opened(Object connection, Proof proof, Runnable end) {
        open.put(connection, new Open(proof, end));
    }

    /** A connection is over. */
    void closed(Object connection) {
        open.remove(connection);
    }

    /** Ends the connections whose proof stands no longer. */
    public void look() {
        open.forEach((connection, held) -> {
            if (!held.proof.stands() && open.remove(connection, held)) {
                held.end.run();
            }
        });
    }
}
