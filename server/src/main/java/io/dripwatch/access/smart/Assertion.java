package io.dripwatch.access.smart;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which a program says who it is (RFC 7523, SMART App Launch 2 client-confidential-asymmetric): checked but for its
 * signature, which nobody may forget to ask for.
 *
 * @param client whose it claims to be
 * @param kid by which key it claims to be signed
 * @param keysAt where that key is to be found, if it says so
 * @param id by which it is known when it comes again
 * @param ends when it ends
 * @param jwt as it was sent
 */
record Assertion(String client, String kid, @Nullable String keysAt, String id, Instant ends, SignedJWT jwt) {
    /** How much the clocks of two machines may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Assertion.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LONGEST_WORD = 256;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);

    /**
     * Reads one.
     *
     * @param endpoint whom it must be meant for: the address at which it was given
     * @throws TokenRefused naming what is not as it must be
     */
    static Assertion read(String text, String endpoint, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWSHeader header = jwt.getHeader();
            require(ALGORITHMS.contains(header.getAlgorithm()), "alg: expected RS384 or ES384");
            require(header.getType() == null || header.getType().equals(JOSEObjectType.JWT), "typ: expected JWT");
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String client = word("iss", claims.getIssuer());
            require(client.equals(claims.getSubject()), "sub: expected the client_id, as in iss");
            require(claims.getAudience().equals(List.of(endpoint)), "aud: expected " + endpoint);
            Instant ends = ends(claims, now);
            String jku = header.getJWKURL() == null ? null : header.getJWKURL().toString();
            return new Assertion(
                    client, word("kid", header.getKeyID()), jku, word("jti", claims.getJWTID()), ends, jwt);
        } catch (ParseException e) {
            LOG.debug("An assertion cannot be read", e);
            throw TokenRefused.client("client_assertion: expected a signed JWT");
        }
    }

    private static Instant ends(JWTClaimsSet claims, Instant now) {
        Date end = claims.getExpirationTime();
        require(end != null, "exp: expected a time, got none");
        Instant ends = end == null ? now : end.toInstant();
        require(now.isBefore(ends.plus(SKEW)), "exp: it is over");
        require(!ends.isAfter(now.plus(LONGEST).plus(SKEW)), "exp: expected at most 5 minutes ahead");
        require(begun(claims.getNotBeforeTime(), now), "nbf: it has not begun");
        require(begun(claims.getIssueTime(), now), "iat: expected a time that has been");
        return ends;
    }

    private static boolean begun(@Nullable Date at, Instant now) {
        return at == null || !at.toInstant().isAfter(now.plus(SKEW));
    }

    private static String word(String name, @Nullable String value) {
        require(
                value != null && !value.isEmpty() && value.length() <= LONGEST_WORD,
                name + ": expected 1 to " + LONGEST_WORD + " characters");
        return String.valueOf(value);
    }

    private static void require(boolean so, String expected) {
        if (!so) {
            throw TokenRefused.client("client_assertion: " + expected);
        }
    }
}
