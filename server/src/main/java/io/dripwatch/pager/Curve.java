package io.dripwatch.pager;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

/** The curve P-256, whose points are written in 65 bytes: 4, x, y (SEC 1, uncompressed). */
final class Curve {
    static final int POINT = 65;

    private static final String NAME = "secp256r1";
    private static final int COORDINATE = 32;
    private static final byte UNCOMPRESSED = 4;

    private Curve() {}

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(NAME));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java knows " + NAME, e);
        }
    }

    static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(NAME));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java knows " + NAME, e);
        }
    }

    static byte[] bytes(ECPublicKey key) {
        byte[] bytes = new byte[POINT];
        bytes[0] = UNCOMPRESSED;
        write(key.getW().getAffineX(), bytes, 1);
        write(key.getW().getAffineY(), bytes, 1 + COORDINATE);
        return bytes;
    }

    private static void write(BigInteger coordinate, byte[] to, int at) {
        byte[] signed = coordinate.toByteArray();
        int length = Math.min(signed.length, COORDINATE);
        System.arraycopy(signed, signed.length - length, to, at + COORDINATE - length, length);
    }

    /**
     * The point of those bytes.
     *
     * @throws IllegalArgumentException where they are no point of the curve: a secret must not be worked out with it
     */
    static ECPublicKey point(byte[] bytes) {
        if (bytes.length != POINT || bytes[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("expected a point in " + POINT + " bytes, got " + bytes.length);
        }
        BigInteger x = new BigInteger(1, bytes, 1, COORDINATE);
        BigInteger y = new BigInteger(1, bytes, 1 + COORDINATE, COORDINATE);
        ECParameterSpec parameters = parameters();
        if (!contains(parameters.getCurve(), x, y)) {
            throw new IllegalArgumentException("expected a point of P-256, got another one");
        }
        try {
            ECPublicKeySpec spec = new ECPublicKeySpec(new ECPoint(x, y), parameters);
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("expected a point of P-256", e);
        }
    }

    private static boolean contains(EllipticCurve curve, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }
}
