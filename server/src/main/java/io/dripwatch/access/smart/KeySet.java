package io.dripwatch.access.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys (RFC 7517) with which signatures are verified: RSA of 2048 bits or more, or EC. Which algorithms are
 * believed is said by the key and by what the signature is for; any other is no signature.
 */
public final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int SMALLEST_RSA_BITS = 2048;
    private static final int MOST_KEYS = 50;

    /** No key at all. */
    static final KeySet NONE = new KeySet(List.of(), Use.ISSUER);

    private final List<JWK> keys;
    private final Use use;

    /** What is signed with the keys. */
    enum Use {
        /** What a program says of itself: SMART App Launch 2 has two algorithms. */
        PROGRAM,
        /** Tokens of an issuer, which signs as it likes. */
        ISSUER;

        private Set<JWSAlgorithm> rsa() {
            return this == PROGRAM
                    ? Set.of(JWSAlgorithm.RS384)
                    : Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256);
        }

        private Map<Curve, JWSAlgorithm> ec() {
            return this == PROGRAM
                    ? Map.of(Curve.P_384, JWSAlgorithm.ES384)
                    : Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384);
        }

        private String curves() {
            return ec().keySet().stream().map(Curve::getName).sorted().collect(Collectors.joining(" or "));
        }
    }

    private KeySet(List<JWK> keys, Use use) {
        this.keys = List.copyOf(keys);
        this.use = use;
    }

    /**
     * Reads the JSON Web Key Set of a program.
     *
     * @throws IllegalArgumentException where it is none, holds a secret, or no key that can be used here
     */
    public static KeySet parse(String json) {
        return parse(json, Use.PROGRAM);
    }

    /**
     * Reads a JSON Web Key Set.
     *
     * @throws IllegalArgumentException where it is none, holds a secret, or no key that can be used here
     */
    static KeySet parse(String json, Use use) {
        JWKSet set;
        try {
            set = JWKSet.parse(json);
        } catch (ParseException e) {
            throw new IllegalArgumentException("expected a JSON Web Key Set: " + e.getMessage(), e);
        }
        if (set.getKeys().size() > MOST_KEYS) {
            throw new IllegalArgumentException("expected at most " + MOST_KEYS + " keys, got "
                    + set.getKeys().size());
        }
        if (set.containsNonPublicKeys()) {
            throw new IllegalArgumentException("expected public keys only; this set holds what must stay with the"
                    + " program: make new keys and give their public part");
        }
        List<JWK> usable =
                set.getKeys().stream().filter(key -> usable(key, use)).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a key with a kid: RSA of " + SMALLEST_RSA_BITS + " bits or more, or EC " + use.curves());
        }
        return new KeySet(usable, use);
    }

    /** The keys of several sets. */
    static KeySet of(List<KeySet> sets) {
        List<JWK> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.keys));
        return new KeySet(all, Use.PROGRAM);
    }

    /** As JSON, public parts only. */
    public String json() {
        return new JWKSet(keys).toString();
    }

    /** Whether there is a key of this id. */
    boolean knows(String kid) {
        return keys.stream().anyMatch(key -> kid.equals(key.getKeyID()));
    }

    /** Whether one of the keys of an id has made a signature. */
    boolean signed(SignedJWT jwt, String kid) {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        for (JWK key : keys) {
            if (kid.equals(key.getKeyID()) && algorithms(key, use).contains(algorithm) && verifies(key, jwt)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(JWK key, SignedJWT jwt) {
        try {
            JWSVerifier verifier =
                    key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier(key.toECKey());
            return jwt.verify(verifier);
        } catch (JOSEException e) {
            LOG.debug("A signature cannot be verified", e);
            return false;
        }
    }

    private static boolean usable(JWK key, Use use) {
        return !algorithms(key, use).isEmpty()
                && key.getKeyID() != null
                && (key.getKeyUse() == null || Objects.equals(key.getKeyUse(), KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /** The algorithms that a key is for; none where it is for none of ours. */
    private static Set<JWSAlgorithm> algorithms(JWK key, Use use) {
        Set<JWSAlgorithm> its = new HashSet<>();
        if (key instanceof RSAKey rsa && rsa.size() >= SMALLEST_RSA_BITS) {
            its.addAll(use.rsa());
        } else if (key instanceof ECKey ec) {
            Stream.ofNullable(use.ec().get(ec.getCurve())).forEach(its::add);
        }
        if (key.getAlgorithm() != null) {
            its.removeIf(algorithm -> !algorithm.equals(key.getAlgorithm()));
        }
        return its;
    }
}
