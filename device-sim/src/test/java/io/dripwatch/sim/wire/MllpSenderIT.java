package io.dripwatch.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.wire.Acceptor.Reaction;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MllpSenderIT {
    private static final Message MESSAGE = new Message("ID1", "MSH|^~\\&||||||||ID1|P|2.6|||AL|NE\r", 3);
    private static final Patience QUICK = new Patience(
            Duration.ofMillis(200), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(30));

    private final Tally tally = new Tally();

    @Test
    void aKeptMessageIsSentOnce() throws IOException {
        try (Acceptor acceptor = Acceptor.keeping();
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(acceptor.kept()).containsExactly(MESSAGE.text());
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(1, 0, 1, 3, 0, 1, ""));
        }
    }

    @Test
    void aMessageThatIsNotKeptIsSentThreeTimesMoreAndThenTheDeviceReconnects() throws IOException {
        try (Acceptor acceptor = new Acceptor((before, connection) -> before < 4 ? Reaction.ERROR : Reaction.KEEP);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.NOT_KEPT);
            assertThat(acceptor.received()).isEqualTo(4);
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(acceptor.connections()).isEqualTo(2);
            assertThat(tally.counts().refused()).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatIsNotKeptAtFirstIsAcceptedOnResend() throws IOException {
        try (Acceptor acceptor = new Acceptor((before, connection) -> before < 2 ? Reaction.ERROR : Reaction.KEEP);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(tally.counts().sent()).isEqualTo(1);
            assertThat(tally.counts().resent()).isEqualTo(2);
            assertThat(acceptor.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRejectedMessageIsNotSentAgain() throws IOException {
        try (Acceptor acceptor = new Acceptor((before, connection) -> Reaction.REJECT);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.REJECTED);
            assertThat(acceptor.received()).isEqualTo(1);
        }
    }

    @Test
    void aHalfOpenConnectionIsGivenUpAfterThreeResends() throws IOException {
        try (Acceptor acceptor =
                        new Acceptor((before, connection) -> connection == 1 ? Reaction.IGNORE : Reaction.KEEP);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(acceptor.received()).isEqualTo(5);
            assertThat(acceptor.connections()).isEqualTo(2);
            assertThat(tally.counts().accepted()).isEqualTo(1);
        }
    }

    @Test
    void theAcknowledgementOfAnotherMessageDoesNotCount() throws IOException {
        try (Acceptor acceptor =
                        new Acceptor((before, connection) -> before == 0 ? Reaction.ANSWER_ANOTHER : Reaction.KEEP);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(acceptor.received()).isEqualTo(2);
        }
    }

    @Test
    void aDroppedConnectionLosesNothingAndCountsNothingTwice() throws IOException {
        try (Acceptor acceptor = new Acceptor(
                        (before, connection) -> before < 3 ? Reaction.KEEP_BUT_DROP_BEFORE_THE_ACK : Reaction.KEEP);
                MllpSender sender = new MllpSender(acceptor.address(), QUICK, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.ACCEPTED);
            assertThat(acceptor.kept()).hasSize(4).containsOnly(MESSAGE.text());
            assertThat(tally.counts().accepted()).isEqualTo(1);
            assertThat(tally.counts().readingsAccepted()).isEqualTo(3);
            assertThat(tally.counts().resent()).isEqualTo(3);
        }
    }

    @Test
    void patienceEnds() throws IOException {
        Patience brief = QUICK.givingUpAfter(Duration.ofMillis(100));
        try (Nobody gone = new Nobody();
                MllpSender sender = new MllpSender(gone.address(), brief, tally)) {
            assertThat(sender.deliver(MESSAGE)).isEqualTo(Answer.UNANSWERED);
            assertThat(tally.counts().lastTrouble()).isNotEmpty();
            assertThat(tally.counts().sent()).isZero();
        }
    }

    @Test
    void closingEndsADeliveryUnderWay() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Patience endless = new Patience(
                Duration.ofMinutes(5), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(30));
        CompletableFuture<Void> received = new CompletableFuture<>();
        try (Acceptor acceptor = new Acceptor((before, connection) -> {
                    received.complete(null);
                    return Reaction.IGNORE;
                });
                MllpSender sender = new MllpSender(acceptor.address(), endless, tally)) {
            CompletableFuture<Answer> delivery = CompletableFuture.supplyAsync(() -> sender.deliver(MESSAGE));
            received.get(10, TimeUnit.SECONDS);
            Runnable switchOff = sender::close;
            switchOff.run();
            assertThat(delivery.get(10, TimeUnit.SECONDS)).isEqualTo(Answer.UNANSWERED);
        }
    }
}
