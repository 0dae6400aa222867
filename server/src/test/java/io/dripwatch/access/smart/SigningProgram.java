package io.dripwatch.access.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A program that signs who it is. */
public record SigningProgram(String name, JWK key) {

    /** With a new RSA key. */
    public static SigningProgram rsa(String name, String kid) throws JOSEException {
        return new SigningProgram(name, new RSAKeyGenerator(2048).keyID(kid).generate());
    }

    /** With a new key of P-384. */
    public static SigningProgram ec(String name, String kid) throws JOSEException {
        return new SigningProgram(
                name, new ECKeyGenerator(Curve.P_384).keyID(kid).generate());
    }

    /** Its public key. */
    public String keySet() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** Public and secret. */
    public String secretKeySet() {
        return new JWKSet(key).toString(false);
    }

    /** What it signs for an endpoint, good for four minutes. */
    public JWTClaimsSet.Builder claims(String endpoint) {
        return new JWTClaimsSet.Builder()
                .issuer(name)
                .subject(name)
                .audience(endpoint)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(240)));
    }

    /** Who it is, signed. */
    public String signed(String endpoint) throws JOSEException {
        return signed(claims(endpoint).build(), header -> header);
    }

    /** The same with another header. */
    public String signed(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header) throws JOSEException {
        boolean rsa = key instanceof RSAKey;
        JWSSigner signer = rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner((ECKey) key);
        JWSHeader.Builder usual =
                new JWSHeader.Builder(rsa ? JWSAlgorithm.RS384 : JWSAlgorithm.ES384).keyID(key.getKeyID());
        SignedJWT jwt = new SignedJWT(header.apply(usual).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    /** The form by which a token is asked for. */
    public static String form(String assertion, String scope) {
        return "grant_type=client_credentials&scope=" + encoded(scope)
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=" + encoded(assertion);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
