package io.dripwatch.device.hl7;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Intake;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.Acknowledgement.Verdict;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one message, in the making until its readings are durable or known not to be. Counts what became of it.
 */
final class Reply {
    private final Acknowledgement acknowledgement;
    private final Counters counters;
    private @Nullable Verdict verdict;
    private List<Refusal> faults = List.of();

    Reply(Acknowledgement acknowledgement, Counters counters) {
        this.acknowledgement = acknowledgement;
        this.counters = counters;
    }

    boolean isSettled() {
        return verdict != null;
    }

    /** Nothing of the message could be used. */
    void rejected(Refusal refusal) {
        counters.refused(refusal);
        RefusalReason reason = refusal.reason();
        // A report of which nothing is known here is no ordinary business: its sender believes that we watch it.
        boolean faulty = reason.fault() || reason == RefusalReason.UNKNOWN_CODE;
        verdict = switch (reason) {
            case UNSUPPORTED_TYPE, UNREADABLE, TOO_LARGE -> Verdict.REJECTED;
            default -> faulty ? Verdict.FAULTY : Verdict.KEPT;
        };
        faults = faulty ? List.of(refusal) : List.of();
    }

    /** Whether the reports are durable is known. */
    void settle(Decoded.Read read, Future<?> kept) {
        if (kept.succeeded()) {
            kept(read);
        } else {
            notKept(read, kept.cause());
        }
    }

    /** The report is durable; some of its rows may have been left out. */
    void kept(Decoded.Read read) {
        counters.kept(read.reports().stream()
                .mapToInt(report -> report.readings().size())
                .sum());
        settle(read, List.of());
    }

    /** The report is not durable: the sender must send it again. */
    void notKept(Decoded.Read read, @Nullable Throwable cause) {
        counters.notKept();
        String detail = cause instanceof Intake.NotKept told && told.getMessage() != null
                ? told.getMessage()
                : "could not be kept";
        settle(read, List.of(new Refusal(RefusalReason.STORE_TROUBLE, "", "expected to keep the message: " + detail)));
    }

    private void settle(Decoded.Read read, List<Refusal> before) {
        List<Refusal> told = new ArrayList<>(before);
        for (Refusal refusal : read.refusals()) {
            counters.refused(refusal);
            if (refusal.reason().fault()) {
                told.add(refusal);
            }
        }
        faults = told;
        verdict = told.isEmpty() ? Verdict.KEPT : Verdict.FAULTY;
    }

    Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    Verdict verdict() {
        if (verdict == null) {
            throw new IllegalStateException("expected a settled reply, got one in the making");
        }
        return verdict;
    }

    List<Refusal> faults() {
        return faults;
    }
}
