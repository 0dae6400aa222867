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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of a program (RFC 7517) with which signatures are verified: RSA of 2048 bits or more for RS384, EC
 * P-384 for ES384. Which of the two is said by the key; an algorithm that does not belong to it is no signature.
 */
public final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int SMALLEST_RSA_BITS = 2048;
    private static final int MOST_KEYS = 50;

    private final List<JWK> keys;

    private KeySet(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a JSON Web Key Set.
     *
     * @throws IllegalArgumentException where it is none, holds a secret, or no key that can be used here
     */
    public static KeySet parse(String json) {
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
        List<JWK> usable = set.getKeys().stream().filter(KeySet::usable).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("expected a key with a kid: RSA of " + SMALLEST_RSA_BITS
                    + " bits or more (RS384) or EC P-384 (ES384)");
        }
        return new KeySet(usable);
    }

    /** The keys of several sets. */
    static KeySet of(List<KeySet> sets) {
        List<JWK> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.keys));
        return new KeySet(all);
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
            if (kid.equals(key.getKeyID()) && algorithm.equals(algorithm(key)) && verifies(key, jwt)) {
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

    private static boolean usable(JWK key) {
        JWSAlgorithm algorithm = algorithm(key);
        return algorithm != null
                && key.getKeyID() != null
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                && (key.getKeyUse() == null || Objects.equals(key.getKeyUse(), KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /** The one algorithm that a key is for; null where it is for none of ours. */
    private static @Nullable JWSAlgorithm algorithm(JWK key) {
        if (key instanceof RSAKey rsa) {
            return rsa.size() >= SMALLEST_RSA_BITS ? JWSAlgorithm.RS384 : null;
        }
        return key instanceof ECKey ec && ec.getCurve().equals(Curve.P_384) ? JWSAlgorithm.ES384 : null;
    }
}
