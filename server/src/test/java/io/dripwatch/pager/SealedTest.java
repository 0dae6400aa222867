package io.dripwatch.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Messages that only one browser can read. */
final class SealedTest {
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();
    private static final String MESSAGE = "When I grow up, I want to be a watermelon";
    private static final String SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String SENDER_POINT =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String RECEIVER_POINT =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String SEALED =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
                    + "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    @Test
    void theExampleOfTheStandardComesOutByteForByte() throws Exception {
        ECPrivateKeySpec secret = new ECPrivateKeySpec(new BigInteger(1, BYTES.decode(SENDER)), Curve.parameters());
        KeyPair sender = new KeyPair(
                Curve.point(BYTES.decode(SENDER_POINT)),
                KeyFactory.getInstance("EC").generatePrivate(secret));
        byte[] sealed = Sealed.of(
                MESSAGE.getBytes(StandardCharsets.UTF_8),
                BYTES.decode(RECEIVER_POINT),
                BYTES.decode(SECRET),
                sender,
                BYTES.decode(SALT));

        assertThat(sealed).isEqualTo(BYTES.decode(SEALED));
    }

    @Test
    void noTwoMessagesAreSealedAlike() {
        byte[] message = {1, 2, 3};
        byte[] receiver = BYTES.decode(RECEIVER_POINT);

        assertThat(Sealed.of(message, receiver, BYTES.decode(SECRET)))
                .isNotEqualTo(Sealed.of(message, receiver, BYTES.decode(SECRET)));
    }

    @Test
    void everyPointIsReadAsItWasWritten() {
        for (int i = 0; i < 200; i++) {
            ECPublicKey key = (ECPublicKey) Curve.newKeys().getPublic();
            assertThat(Curve.point(Curve.bytes(key)).getW()).isEqualTo(key.getW());
        }
    }

    @Test
    void aPointBesideTheCurveIsRefused() {
        byte[] beside = BYTES.decode(RECEIVER_POINT);
        beside[Curve.POINT - 1] ^= 1;

        assertThatThrownBy(() -> Curve.point(beside)).hasMessageContaining("expected a point of P-256");
        assertThatThrownBy(() -> Curve.point(new byte[Curve.POINT])).hasMessageContaining("expected a point");
        assertThatThrownBy(() -> Curve.point(new byte[3])).hasMessageContaining("expected a point in 65 bytes");
    }
}
